"""Cells of exports are read like what clerks type; faults keep their place. (FA-1)"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.operations.importing.samples import export
from tests.registers import read, template
from xltools.model.cell_edit import ReadValue
from xltools.model.register_definition import DateOrder
from xltools.operations.importing.export import Export, ExportRow
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.mapping import column_plan
from xltools.operations.importing.typed_entries import TypedEntry, typed_entries

TABLE = read(template()).cases


def typed(file: Export, **told: object) -> list[TypedEntry]:
    settings = ImportSettings.model_validate({"name": "平台", "match": "*", **told})
    return typed_entries(file, column_plan(file, TABLE, settings, ""), TABLE, date(2024, 5, 10))


def cell(head: str, value: ReadValue) -> TypedEntry:
    file = replace(export(f"描述|{head}"), rows=[ExportRow(2, ["开机后自动停机", value])])
    return typed(file)[0]


@pytest.mark.parametrize(
    ("head", "value", "meant"),
    [
        ("手机", 13800001234.0, "13800001234"), ("手机", "１３８ 0000 1234", "138 0000 1234"),
        ("订单号", "0012", "0012"), ("评价时间", "2024.5.1 9:30", datetime(2024, 5, 1, 9, 30)),
        ("评价时间", "5月1日", datetime(2024, 5, 1)), ("评价时间", 45413.0, datetime(2024, 5, 1)),
        ("评价时间", date(2024, 5, 1), datetime(2024, 5, 1)), ("评分", "8分", 8), ("评分", 0.0, 0),
        ("昵称", "  ", None), ("昵称", "a\ud800b", "a\ufffdb"),
    ],
)  # fmt: skip
def test_values_as_they_are_meant(head: str, value: ReadValue, meant: object) -> None:
    found = cell(head, value)
    assert meant in found.entry.values.values()
    assert (found.faults, found.problem) == ((), "")


@pytest.mark.parametrize(
    ("head", "value", "code"),
    [
        ("评价时间", "2024-13-01", "DATE_UNREADABLE"), ("评价时间", "1990-01-01", "DATE_IMPLAUSIBLE"),
        ("订单号", 1.234567890123456e17, "DIGITS_LOST"), ("昵称", datetime(2024, 7, 11), "TEXT_BECAME_DATE"),
        ("评分", "好", "NUMERIC_UNREADABLE"), ("评分", 7.5, "NUMERIC_NOT_WHOLE"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_fault_at_its_cell(head: str, value: ReadValue, code: str) -> None:
    (fault,) = cell(head, value).faults
    assert (fault.code.value, fault.row, fault.column) == (code, 2, 2)


def test_an_error_value_is_a_fault() -> None:
    file = replace(export("描述|昵称"), rows=[ExportRow(2, ["开机后自动停机", ""], frozenset({1}))])
    assert [fault.code.value for fault in typed(file)[0].faults] == ["CELL_ERROR"]


def test_a_time_alone_belongs_to_the_day_of_receipt() -> None:
    (found,) = typed(export("描述|响应|时间", "停机|9:40|2024-05-01 09:30"))
    assert found.entry.values["first_response_at"] == datetime(2024, 5, 1, 9, 40)


def test_words_are_translated_and_defaults_fill_what_is_empty() -> None:
    found = typed(
        export("描述|来源|大类", "停机|JD|", "停机|邮件|服务类"),
        values={"来源": {"JD": "电话"}}, defaults={"大类": "产品类", "急": "是"},
    )  # fmt: skip
    assert [[each.entry.values[name] for name in ("channel", "category", "urgency")] for each in found] == [
        ["电话", "产品类", "是"], ["邮件", "服务类", "是"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "wrong"),
    [("停机|甲", False), ("停机|甲||", False), ("停机|甲|多", True), ("停机", True), (" | ", True), ("|甲", True)],
)
def test_uneven_rows_and_rows_without_content_are_named(row: str, wrong: bool) -> None:
    (found,) = typed(export("描述|昵称", row))
    assert bool(found.problem) is wrong


def test_a_returned_row_whose_cell_has_no_head_is_still_wrong() -> None:
    file = export("行号|问题|描述||来源键", "3|坏|停机|多|", "4|坏|停机||", even=True)
    assert [bool(each.problem) for each in typed(file)] == [True, False]


@pytest.mark.parametrize(("head", "faults"), [("订单号", ["DIGITS_LOST"]), ("手机", ["DIGITS_LOST"]), ("昵称", [])])
def test_a_number_that_a_text_file_shows_without_its_digits_is_no_code(head: str, faults: list[str]) -> None:
    assert [each.code for each in cell(head, "2.02611E+17").faults] == faults


def test_a_default_stands_for_a_description_that_is_not_there() -> None:
    (found,) = typed(export("描述|昵称", "|甲"), defaults={"描述": "顾客没有留言，只给了一星"})
    assert found.problem == ""


@pytest.mark.parametrize(("place", "wrong"), [(0, True), (1, True), (2, False)])
def test_a_row_whose_formulas_nobody_reckoned_is_not_read_as_empty(place: int, wrong: bool) -> None:
    row = ExportRow(2, ["开机后自动停机", "", ""], uncomputed=frozenset({place}))
    (found,) = typed(replace(export("描述|昵称|赞"), rows=[row]))
    assert bool(found.problem) is wrong


def test_days_and_months_stand_in_the_registers_order() -> None:  # issue 7
    file = replace(export("描述|评价时间"), rows=[ExportRow(2, ["开机后自动停机", "06/05/2024 9:30"])])
    plan = column_plan(file, TABLE, None, "")
    (entry,) = typed_entries(file, plan, TABLE, date(2024, 5, 10), DateOrder.DAY_FIRST)
    assert datetime(2024, 5, 6, 9, 30) in entry.entry.values.values()
