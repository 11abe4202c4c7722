"""Where the cases of a sheet end."""

from datetime import datetime

import pytest

from tests.registers import NOW, small_definition
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.footers import above, find_footer
from xltools.workbook.table_reading import read_sheet

HEADS = ["编号", "时间", "校验提示", "内容"]
DAY = datetime(2024, 5, 1, 9)


def log(*footer: str, lines: int = 1) -> SheetDefinition:
    sheet = small_definition().sheet("log")
    assert sheet is not None
    return sheet.model_copy(update={"footer": footer, "head_rows": lines})


def cells(*rows: list[object], formulas: tuple[tuple[int, int], ...] = ()) -> SheetCells:
    return SheetCells("过程", [HEADS, *rows], frozenset(), frozenset(formulas))  # type: ignore[list-item]


ROWS: list[list[object]] = [
    ["a", DAY, "", "说明"],
    ["b", DAY, "", "x"],
    ["", "", "", ""],
    ["合 计：2 件", "", "", 2.0],
    ["c", DAY, "", "y"],
]


@pytest.mark.parametrize(("footer", "row"), [(("合计",), 5), (("总计", "合计"), 5), ((), 0), (("说明",), 0)])
def test_a_row_that_begins_with_a_word_ends_the_cases(footer: tuple[str, ...], row: int) -> None:
    assert find_footer(log(*footer), 1, cells(*ROWS).rows) == row


def test_nothing_below_is_a_case_and_nothing_is_added_there() -> None:
    table = read_sheet(log("合计"), cells(*ROWS, formulas=((5, 4),)), NOW).table
    assert (list(table.rows), table.filled_to, table.footer_row) == ([2, 3], 3, 5)
    whole = read_sheet(log(), cells(*ROWS), NOW).table
    assert (list(whole.rows), whole.filled_to, whole.footer_row) == ([2, 3, 5, 6], 6, 0)


def test_errors_and_formulas_below_are_no_finding() -> None:
    sheet = SheetCells("过程", [HEADS, *ROWS], frozenset({(5, 4)}), frozenset({(2, 4), (6, 2)}))  # type: ignore[list-item]
    kept = above(sheet, 5)
    assert (kept.errors, kept.formulas, len(kept.rows)) == (frozenset(), {(2, 4)}, 4)


def test_heads_over_two_lines_are_read() -> None:
    upper = ["登记", "", "", "内容"]
    lower = ["编号", "时间", "校验提示", ""]
    sheet = SheetCells("过程", [["过程记录", "", "", ""], upper, lower, *ROWS[:2]], frozenset(), frozenset())  # type: ignore[list-item]
    table = read_sheet(log(lines=2), sheet, NOW).table
    assert (table.head_row, list(table.rows), table.columns["content"]) == (3, [4, 5], 4)
    assert table.values["content"] == ["说明", "x"]
