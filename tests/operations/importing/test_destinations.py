"""Exports of answers are told from exports of cases, and go into the register once. (FR-10, FA-14, ST-10)"""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.operations.importing.samples import export, register
from tests.registers import heads_of, read, template, with_rows
from xltools.model.register import Value
from xltools.operations.importing.destinations import destination_of, heads_of_exports
from xltools.operations.importing.entering_rows import ExportOrder, Imported, enter_export
from xltools.operations.importing.export_reading import raw_exports
from xltools.operations.importing.import_settings import ImportSettings
from xltools.operations.importing.taking_in import take_in
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import UndoOrder, undo
from xltools.rules.survey_answers import ANSWERS_SHEET

NOW = datetime(2024, 5, 10, 14, 0)
NAME = "feedback_report"
CASE = {
    "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
    "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
    "首次响应时间": "@2024-05-01 10:00", "处理结果": "更换主板后试机正常", "处理完成时间": "@2024-05-02 10:00",
    "审核人": "刘敏", "审核日期": "@2024-05-02", "结果告知时间": "@2024-05-02 11:00",
}  # fmt: skip
HEADS = "反馈编号,评价时间,满意度,评分,意见或建议\n"
GOOD = "202405-001,2024-05-03 09:00,基本满意,8,=多等了一天\n"


def cases(folder: Path) -> Path:
    """A register with two numbered cases whose results were told."""
    path = folder / "台账.xlsx"
    rows = [CASE, {**CASE, "问题描述": "洗衣机脱水时晃动得厉害"}]
    path.write_bytes(with_rows(template(NAME), "反馈登记", rows, heads_of(NAME, "cases")))
    refresh(path, NOW)
    return path


def bring(path: Path, text: str, *, dry_run: bool = False, settings: ImportSettings | None = None) -> Imported:
    order = ExportOrder("评价.csv", raw_exports(text.encode()), settings, "", dry_run, 0)
    return enter_export(path, order, NOW)


def column(path: Path, key: str, name: str) -> list[Value]:
    return list(read(path.read_bytes(), NOW, NAME).tables[key].values[name])


@pytest.mark.parametrize(
    ("heads", "row", "of_answers"),
    [
        ("反馈编号|满意度", "202405-001|满意", True),
        ("单号|评分", "202405-002|8", True),
        ("编号|评分|评价内容", "202405-001|8|很好", True),  # it names a case, so it is about that case
        ("编号|评分|评价内容", "88|8|很好", False),  # a platform's reviews have numbers, too
        ("编号|评分", "88|8", True),  # nothing else is told: it comes back with the reason
        ("反馈编号|评分|评价内容", "202301-001|8|很好", True),  # of a register of last year
        ("反馈编号|评分|问题描述", "202301-001|8|空调停机", False),
        ("反馈编号|评价内容", "202405-001|很好", False),  # no verdict
        ("满意度|评价内容", "满意|很好", False),
    ],
)
def test_by_its_heads_and_numbers_an_export_is_of_answers_or_cases(
    tmp_path: Path, heads: str, row: str, of_answers: bool
) -> None:
    standing = read(cases(tmp_path).read_bytes(), NOW, NAME)
    assert destination_of(export(heads, row), standing, None).of_answers is of_answers


def test_settings_tell_by_the_number_of_the_case(tmp_path: Path) -> None:
    standing = read(cases(tmp_path).read_bytes(), NOW, NAME)
    for label in ("反馈编号", "case_number"):
        told = ImportSettings(name="问卷", match="*", columns={"Q1": label, "Q2": "客户满意度"})
        assert destination_of(export("Q1|Q2", "x|y"), standing, told).of_answers
    told = ImportSettings(name="评价", match="*", columns={"Q1": "问题描述"})
    assert not destination_of(export("反馈编号|满意度", "202405-001|满意"), standing, told).of_answers


def test_a_register_without_the_sheet_takes_cases_only(tmp_path: Path) -> None:
    standing = read(register(tmp_path).read_bytes(), NOW)
    assert not destination_of(export("编号|评分", "202405-001|8"), standing, None).of_answers
    known, telling = heads_of_exports(standing.definition, None)
    assert ("满意度" in known, "反馈编号" in telling) == (False, False)


def test_answers_become_rows_and_fill_their_cases_once(tmp_path: Path) -> None:  # FR-10
    path = cases(tmp_path)
    first = bring(path, HEADS + GOOD)
    assert (first.entered, first.known, first.returned, first.of_answers) == (1, 0, (), True)
    assert column(path, "cases", "satisfaction") == ["基本满意", None]
    assert column(path, "cases", "customer_comment") == ["=多等了一天", None]  # text, and no formula
    assert not refresh(path, NOW).written
    second = bring(path, HEADS + GOOD + GOOD.replace("001", "002"))
    assert (second.entered, second.known) == (1, 1)
    assert column(path, ANSWERS_SHEET, "case_number") == ["202405-001", "202405-002"]
    assert len(column(path, "cases", "number")) == 2


def test_a_row_that_is_not_understood_comes_back(tmp_path: Path) -> None:
    path = cases(tmp_path)
    bad = "202405-009,2024-05-03,满意,8,\n202405-001,2024-13-03,满意,8,\n202405-001,2024-05-03,还行,8,\n"
    found = bring(path, f"{HEADS}{bad},2024-05-03,满意,8,\n202405-001,,满意,8,\n202405-001,2024-05-03,,8,\n{GOOD}")
    assert (found.entered, [row.line for row in found.returned]) == (1, [2, 3, 4, 5, 6, 7])
    assert all(len(row.problems) == 1 for row in found.returned)
    assert column(path, ANSWERS_SHEET, "score") == [8]


def test_without_a_column_of_times_the_moment_of_the_import_counts(tmp_path: Path) -> None:
    path = cases(tmp_path)
    found = bring(path, "反馈编号,满意度\n202405-001,满意\n")
    assert (found.entered, found.received_now) == (1, True)
    assert column(path, ANSWERS_SHEET, "answered_at") == [NOW]


def test_a_dry_run_enters_nothing(tmp_path: Path) -> None:
    path = cases(tmp_path)
    before = path.read_bytes()
    assert bring(path, HEADS + GOOD, dry_run=True).entered == 1
    assert path.read_bytes() == before


def test_what_was_undone_can_be_entered_again(tmp_path: Path) -> None:
    path = cases(tmp_path)
    bring(path, HEADS + GOOD)
    undo(path, NOW, UndoOrder(hold_seconds=0))
    assert column(path, ANSWERS_SHEET, "case_number") == []
    assert column(path, "cases", "satisfaction") == [None, None]
    assert bring(path, HEADS + GOOD).entered == 1


def test_through_the_folder_faulty_answers_come_back_and_are_corrected(tmp_path: Path) -> None:
    path = cases(tmp_path)
    file = tmp_path / "收件" / "问卷.csv"
    file.parent.mkdir()
    file.write_text(HEADS + GOOD + "202405-002,2024-05-03 09:00,还行,8,\n", encoding="utf-8")
    (taken,) = take_in(tmp_path, NOW, quiet_seconds=0, hold_seconds=0)
    assert (taken.entered, taken.faulty, taken.returned is not None) == (1, 1, True)
    assert taken.returned is not None
    book = openpyxl.load_workbook(taken.returned)
    place = {cell.value: cell.column_letter for cell in book.worksheets[0][4]}
    book.worksheets[0][f"{place['满意度']}5"] = "不满意"
    book.save(file.with_name(taken.returned.name))
    (taken,) = take_in(tmp_path, NOW, quiet_seconds=0, hold_seconds=0)
    assert (taken.entered, taken.faulty) == (1, 0)
    assert column(path, "cases", "satisfaction") == ["基本满意", "不满意"]
    assert column(path, "cases", "round") == [1, 2]  # FR-11
