"""Where the cases stand, in sheets that are no plain tables."""

import io

import openpyxl
import pytest

from xltools.workbook.adopting.sheet_look import look_at
from xltools.workbook.adopting.table_finding import FoundTable, find_table, is_label
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.packaging.package import open_package

HEADS = ["单号", "日期", "客户", "问题描述", "处理人"]
CASES = [[f"A-{at}", f"2024-05-0{at}", "某公司", f"第 {at} 台不能开机", "刘敏"] for at in range(1, 6)]


def found(*rows: list[object], merged: tuple[str, ...] = ()) -> FoundTable | None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    package = open_package(buffer.getvalue())
    return find_table(look_at(package, WorkbookCells(package), package.sheets[0]))


@pytest.mark.parametrize(
    ("below", "footer"),
    [
        ([["合计", 5]], ("合计",)),
        ([["小计：", "", 5]], ("小计",)),
        ([[], ["注：每月五日前上报"]], ("注:",)),
        ([[], ["以上由售后部登记，如有疑问请致电。"]], ("以上由售后部登记，如",)),
        ([[], ["备件"], ["名称", "数量"], ["主板", 3]], ("备件",)),
        ([[], ["A-6"]], ()),
        ([], ()),
    ],
)
def test_what_stands_below_the_cases_is_told_by_its_first_word(
    below: list[list[object]], footer: tuple[str, ...]
) -> None:
    table = found(HEADS, *CASES, *below)
    assert table is not None
    assert table.end.footer == footer
    assert table.end.last_row == (8 if below == [[], ["A-6"]] else 6)


def test_subtotals_and_heads_that_come_again_end_nothing() -> None:
    table = found(
        HEADS, *CASES, ["小计", "", 5], *CASES, [], HEADS, *CASES, ["合计", 15], ["注：至年底"], ["备件 3 件"]
    )
    assert table is not None
    assert (table.end.last_row, table.end.between, table.end.unread) == (19, (7, 14), ())
    assert table.end.footer == ("小计", "单号", "合计", "注:")


def test_what_looks_like_a_case_below_the_end_is_told() -> None:
    table = found(HEADS, *CASES, ["合计", "", 5], ["备件 3 件"], *CASES[:2])
    assert table is not None
    assert (table.end.last_row, table.end.unread) == (6, (9, 10))


def test_a_word_that_cases_begin_with_as_well_ends_nothing() -> None:
    table = found(
        ["客户", "日期", "问题描述"], ["合计科技", "2024-05-01", "x"], ["某", "2024-05-02", "y"], ["合计", "=2"]
    )
    assert table is not None
    assert not any("合计科技".startswith(word) for word in table.end.footer)


def test_titles_blank_rows_and_columns_may_stand_before() -> None:
    table = found(["售后台账"], [], [], ["", "", *HEADS], *(["", "", *case] for case in CASES), merged=("A1:G1",))
    assert table is not None
    assert (table.caption, table.head_row, table.left, table.right) == ("售后台账", 4, 3, 7)


def test_a_title_above_is_no_line_of_the_heads() -> None:
    table = found(["售后台账"], HEADS, *CASES, merged=("A1:E1",))
    assert table is not None
    assert (table.head_row, table.head_rows) == (2, 1)


def test_groups_over_heads_that_differ_need_no_second_line() -> None:
    table = found(["登记", "", "", "处理", ""], HEADS, *CASES, merged=("A1:C1", "D1:E1"))
    assert table is not None
    assert (table.head_row, table.head_rows, table.heads[0].qualified) == (2, 1, "单号")


@pytest.mark.parametrize("rows", [[], [[1, 2, 3]], [["一段很长的说明文字，不是表格。"]], [["a", "b"]]])
def test_a_sheet_without_heads_has_no_table(rows: list[list[object]]) -> None:
    assert found(*rows) is None


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [("单号", True), ("Opened", True), ("#", True), ("2024-05-01", False), ("13800005678", False), (3.0, False),
     ("a@b.cn", False), ("x" * 41, False), (" ", False)],
)  # fmt: skip
def test_heads_are_words(cell: object, is_one: bool) -> None:
    assert is_label(cell) is is_one  # type: ignore[arg-type]
