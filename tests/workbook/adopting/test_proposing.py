"""What is seen in a team's own workbook, and the definition that is proposed for it."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.registers import NOW
from tests.shared_material import shared_folder
from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import AdoptionError, UnreadableWorkbookError
from xltools.model.field import FieldKind, Owner
from xltools.model.register_definition import DateOrder, RegisterDefinition
from xltools.workbook.adopting.definition_writing import definition_toml
from xltools.workbook.adopting.evidence_table import evidence_table, masked_example
from xltools.workbook.adopting.proposal import Proposal
from xltools.workbook.adopting.proposing import propose
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.definition_checks.role_flaws import role_flaws
from xltools.workbook.definition_files import read_definition
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.table_reading import ReadSheet, read_sheet
from xltools.workbook.template.template_building import build_template

_START, _MIDDLE, _END = "number received_at customer_name", "contact problem_description", "handler completed_at"
_USUAL = f"{_START} {_MIDDLE} {_END}"
_BAND = f"{_START} contact_person contact category problem_description {_END} result"

# By tracker: tab, row of the heads, their lines, cases, pattern, and the fields of its columns ("-": undeclared).
SEEN = {
    "title_band": ("售后台账", 3, 1, 40, "SH-{year}-{serial:3}", _BAND),
    "merged_heads": (
        "维修记录", 3, 2, 30, "{serial:1}", f"number received_at channel customer_name {_MIDDLE} {_END} note",
    ),
    "mixed_dates": ("Sheet1", 1, 1, 36, "{year}{month}{serial:4}", f"{_USUAL} hand_state"),
    "numbered_cells": ("报修", 4, 1, 25, "{serial:1}", _USUAL),
    "excel_table": ("工单", 1, 1, 30, "WX{year}{month}{day}{serial:2}", f"{_USUAL} -"),
    "monthly_sheets": ("3月", 2, 1, 12, "TS03-{serial:2}", f"{_USUAL} satisfaction"),
    "english": ("Ticket log", 2, 1, 32, "T-{serial:1}", f"{_START} {_MIDDLE} category priority {_END} hand_state"),
    "macros_and_comments": (
        "投诉台账", 1, 1, 28, "KF{year:2}{month}-{serial:3}", f"{_START} {_MIDDLE} result {_END} own_09",
    ),
    "wps_like": ("客户报修", 4, 2, 24, "{serial:3}", f"{_USUAL} own_08 hand_state"),
    "two_tables": ("服务", 1, 1, 20, "FW{year}{serial:4}", _USUAL),
    "without_numbers": (
        "问题清单", 1, 1, 26, "{year}{month}-{serial:3}",
        "received_at department contact_person problem_description hand_state handler -",
    ),
    "own_tabs": ("售后台账", 3, 1, 40, "SH-{year}-{serial:3}", _BAND),
    "subtotals": ("台账", 1, 1, 31, "{serial:1}", f"{_USUAL} own_08"),
    "numbered_ahead": ("台账", 1, 1, 18, "BX-{serial:4}", f"{_USUAL} -"),
    "filtered_table": ("Log", 1, 1, 22, "{year}-{serial:1}", f"{_START} {_MIDDLE} note {_END} own_09"),
}  # fmt: skip


def package(name: str) -> Package:
    return open_package(TRACKERS[name]())


def proposed(name: str, sheet: str | None = None) -> Proposal:
    return propose(package(name), "own", sheet)


def defined(proposal: Proposal, folder: Path) -> RegisterDefinition:
    file = folder / "own.toml"
    file.write_text(definition_toml(proposal), encoding="utf-8")
    return read_definition(file)


def read(name: str, folder: Path) -> ReadSheet:
    definition = defined(proposed(name), folder)
    sheet = definition.register_sheet
    return read_sheet(sheet, WorkbookCells(package(name)).sheet(sheet.title), NOW, definition.date_order)


def test_every_tracker_is_looked_at() -> None:
    assert SEEN.keys() == TRACKERS.keys()


@pytest.mark.parametrize("name", SEEN)
def test_the_table_its_columns_and_its_numbers_are_seen(name: str) -> None:
    found = proposed(name)
    fields = " ".join(column.field or "-" for column in found.columns)
    seen = (found.sheet, found.head_row, found.head_rows, found.cases, found.numbering.pattern, fields)
    assert seen == SEEN[name]


@pytest.mark.parametrize("name", TRACKERS)
def test_the_definition_is_read_and_builds_a_workbook(name: str, tmp_path: Path) -> None:
    definition = defined(proposed(name), tmp_path)
    assert definition.register_sheet.title == proposed(name).sheet
    assert build_template(definition)


@pytest.mark.parametrize("name", TRACKERS)
def test_by_its_definition_the_reader_finds_the_same_cases_and_heads(name: str, tmp_path: Path) -> None:
    found, (table, findings) = proposed(name), read(name, tmp_path)
    assert (len(table.rows), table.head_row) == (found.cases, found.head_row)
    assert {table.columns[each.field]: each.field for each in found.columns if each.field} == {
        each.column: each.field for each in found.columns if each.field
    }
    missing = [each for each in findings if each.code.value == "HEADER_MISSING"]
    assert len(missing) == len(found.additions.heads)
    assert {each.code.value for each in findings} <= {"HEADER_MISSING", "DATE_UNREADABLE"}


def test_dates_typed_as_text_are_read(tmp_path: Path) -> None:
    assert None not in read("english", tmp_path).table.values["received_at"]
    untold = [each for each in read("mixed_dates", tmp_path).table.values["received_at"] if each is None]
    assert len(untold) == 9  # typed without a year, which the stamp of registration tells once there is one


def test_the_order_of_days_is_seen() -> None:
    assert proposed("english").date_order is DateOrder.DAY_FIRST
    assert proposed("title_band").date_order is DateOrder.YEAR_FIRST


def test_what_the_team_types_stays_the_teams(tmp_path: Path) -> None:
    sheet = defined(proposed("mixed_dates"), tmp_path).register_sheet
    theirs = {each.field for each in proposed("mixed_dates").columns}
    assert {each.name for each in sheet.fields if each.owner is not Owner.PERSON} & theirs == {"number"}
    assert sheet.by_name["state"].header != "状态"  # that one is typed by hand


def test_only_what_is_nearly_always_filled_is_required(tmp_path: Path) -> None:
    fields = defined(proposed("title_band"), tmp_path).register_sheet.by_name
    assert [name for name in ("received_at", "completed_at", "result") if fields[name].required] == ["received_at"]


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("numbered_ahead", ["received_at", "customer_name", "contact", "problem_description"]),  # all of them are done
        ("subtotals", ["received_at", "customer_name", "contact", "problem_description", "handler", "own_08"]),
    ],
)
def test_what_is_filled_at_the_end_is_never_required(name: str, required: list[str]) -> None:
    assert [each.field for each in proposed(name).columns if each.required] == required


def test_rows_with_nothing_but_a_number_are_no_cases(tmp_path: Path) -> None:
    found = proposed("numbered_ahead")
    assert (found.cases, found.last_row, found.numbering.ahead, found.numbering.other) == (18, 19, 42, 2)
    definition = defined(found, tmp_path)
    assert definition.register_sheet.numbered_ahead
    assert read("numbered_ahead", tmp_path).table.filled_to == 19  # where an import goes on


def test_a_drop_down_tells_the_list_and_few_values_do() -> None:
    columns = {each.field: each for each in (*proposed("title_band").columns, *proposed("merged_heads").columns)}
    assert columns["category"].list_values == ("硬件", "软件", "安装", "咨询", "其他")
    assert (columns["channel"].kind, set(columns["channel"].list_values)) == (FieldKind.CHOICE, {"电话", "微信"})


def test_numbers_typed_as_numbers_stay_so(tmp_path: Path) -> None:
    assert defined(proposed("numbered_cells"), tmp_path).numbering.numeric
    table = read("numbered_cells", tmp_path).table
    assert table.values["number"][:2] == ["1", "2"]
    assert table.cells["number"][:2] == ["1", "2"]  # nothing to be written over them


def test_months_of_the_same_heads_are_named_and_the_newest_is_taken() -> None:
    passed = {each.title for each in proposed("monthly_sheets").passed_over}
    assert passed == {"汇总", "1月", "2月"}
    assert proposed("monthly_sheets", "1月").sheet == "1月"


def test_tabs_of_the_teams_keep_their_names(tmp_path: Path) -> None:
    titles = {sheet.title for sheet in defined(proposed("own_tabs"), tmp_path).sheets}
    assert titles.isdisjoint({"人员", "设置"})
    assert titles & set(proposed("own_tabs").additions.sheets) == titles - {"售后台账"}


def test_a_head_beside_the_table_is_not_taken_for_a_column_of_the_tools(tmp_path: Path) -> None:
    headers = {each.header for each in defined(proposed("two_tables"), tmp_path).register_sheet.fields}
    assert "状态" not in headers  # it stands over the spare parts, in the same row


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("mixed_dates", {"numbering", "sheets.cases.fields.received_at"}),
        ("without_numbers", {"sheets.cases", "states"}),
        ("monthly_sheets", {"numbering.pattern"}),
        ("title_band", set()),
        ("subtotals", set()),
        ("numbered_ahead", {"sheets.cases.numbered_ahead"}),
    ],
)
def test_what_is_open_is_asked_where_the_answer_belongs(name: str, keys: set[str], tmp_path: Path) -> None:
    found = proposed(name)
    assert {each.key for each in found.questions} == keys | {"default_rows"}
    written = definition_toml(found)
    assert all(" ".join(each.said.split()) in written for each in found.questions)


def test_nobody_is_named_in_the_evidence() -> None:
    shown = "\n".join(" ".join(row) for name in TRACKERS for row in evidence_table(proposed(name)))
    for name in ("刘敏", "陈海", "杭州星河机械厂", "user1@", "Sam Hill"):
        assert name not in shown
    assert not any(part.isdigit() and len(part) == 11 for part in shown.split())


@pytest.mark.parametrize(
    ("value", "shown"),
    [("陈海", "陈*"), ("13800005678", "138****5678"), ("anna@example.com", "a***@example.com"), ("", "")],
)
def test_examples_are_masked(value: str, shown: str) -> None:
    assert masked_example(value) == shown


@pytest.mark.parametrize("sheet", ["无此表", "设置"])
def test_what_cannot_be_adopted_is_refused(sheet: str) -> None:
    with pytest.raises(AdoptionError):
        propose(package("own_tabs"), "own", sheet)


def small(heads: list[str], *rows: list[object]) -> Proposal:
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return propose(open_package(buffer.getvalue()), "own", "Sheet")


def test_an_english_tracker_with_real_dates_only_is_asked_for_their_order() -> None:
    row: list[object] = ["T-1", datetime(2026, 9, 14), "Pat", "Printer is down"]
    asked = small(["Ticket", "Opened", "Requester", "Summary"], row).questions
    assert [(each.key, each.choices) for each in asked if each.key == "date_order"] == [("date_order", ("dmy", "mdy"))]
    row[1] = "14/9/2026"
    assert "date_order" not in {each.key for each in small(["Ticket", "Opened", "Requester", "Summary"], row).questions}


def test_a_column_of_numbers_that_are_formulas_is_asked_about() -> None:
    rows: list[list[object]] = [[f'="BX-"&ROW()-{at}', datetime(2026, 9, at), "某公司", "不能开机"] for at in (1, 2, 3)]
    found = small(["单号", "受理日期", "客户", "问题描述"], *rows)
    assert (found.numbering.reckoned, found.numbering.found) == ("单号", False)
    assert "sheets.cases.fields" in {each.key for each in found.questions}


def test_a_question_speaks_one_language(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"BX-{at:02d}", datetime(2026, 9, at), "某公司", "不能开机"] for at in (1, 2, 3)]
    found = small(["📌单号💡内部使用", "受理日期", "客户", "问题描述"], *rows)
    question = next(each for each in found.questions if each.key == "sheets.cases.fields.number")
    column = found.of("number")
    assert column is not None
    assert column.why in question.text
    assert column.why not in question.said
    assert question.said in definition_toml(found)


@pytest.mark.parametrize(
    ("head", "values", "field"),
    [("完成（√）", "√", "hand_state"), ("经手人", "刘敏", "handler"), ("提出人", "陈海", "contact_person")],
)
def test_common_heads_are_known(head: str, values: str, field: str) -> None:
    rows: list[list[object]] = [[at, datetime(2026, 9, at), "某公司", "不能开机", values] for at in range(1, 10)]
    assert small(["编号", "日期", "客户", "内容", head], *rows).columns[-1].field == field


def test_a_definition_without_people_names_nobody_who_is_missing(tmp_path: Path) -> None:
    rows: list[list[object]] = [[at, datetime(2026, 9, at), "某公司", "不能开机"] for at in (1, 2, 3)]
    definition = defined(small(["编号", "日期", "客户", "内容"], *rows), tmp_path)
    assert list(role_flaws(definition)) == []


@pytest.mark.parametrize("row", [["=1", "=2", "=3"], ["a", "b", ""]])
def test_a_sheet_without_a_column_that_can_be_taken_is_refused(row: list[str]) -> None:
    with pytest.raises(AdoptionError):
        small(["甲乙", "甲乙", "甲乙"] if row[0] == "a" else ["客户", "电话", "问题描述"], [*row])


def test_whatever_a_workbook_is_like_it_is_adopted_or_refused_in_words(tmp_path: Path) -> None:
    files = sorted((shared_folder() / "corpus").glob("*.xls*"))
    if not files:
        pytest.skip("the corpus of real workbooks is not here")
    for file in files:
        try:
            opened = open_package(file.read_bytes())
        except UnreadableWorkbookError:
            continue
        for sheet in (None, *(each.name for each in opened.sheets)):
            try:
                found = propose(opened, "own", sheet)
            except (AdoptionError, UnreadableWorkbookError):
                continue
            assert defined(found, tmp_path).name == "own"
            assert evidence_table(found)
