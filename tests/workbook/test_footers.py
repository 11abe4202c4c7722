"""Where the cases of a sheet end."""

from datetime import datetime

import pytest

from tests.registers import NOW, small_definition
from xltools.model.finding import FindingCode
from xltools.model.register_definition import SheetDefinition
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.footers import Ending, cases_alone, find_ending, row_spans
from xltools.workbook.heads import find_heads
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
]


NOTE: list[object] = ["注：每月五日前上报", "", "", ""]
CASE: list[object] = ["c", DAY, "", "y"]


def ends(footer: tuple[str, ...], *rows: list[object]) -> Ending:
    sheet, seen = log(*footer), cells(*rows)
    return find_ending(sheet, find_heads(sheet, seen.title, seen.rows), seen)


@pytest.mark.parametrize(("footer", "row"), [(("合计",), 5), (("总计", "合计"), 5), ((), 0), (("说明",), 0)])
def test_a_row_that_begins_with_a_word_ends_the_cases(footer: tuple[str, ...], row: int) -> None:
    assert ends(footer, *ROWS) == Ending(row)


def test_nothing_below_is_a_case_and_nothing_is_added_there() -> None:
    table = read_sheet(log("合计"), cells(*ROWS, NOTE, formulas=((5, 4),)), NOW).table
    assert (list(table.rows), table.filled_to, table.footer_row) == ([2, 3], 3, 5)
    whole = read_sheet(log(), cells(*ROWS, CASE), NOW).table
    assert (list(whole.rows), whole.filled_to, whole.footer_row) == ([2, 3, 5, 6], 6, 0)


def test_subtotals_between_cases_are_none_and_end_nothing() -> None:
    rows: list[list[object]] = [*ROWS, CASE]
    rows += [["小计", "", "", 1.0], [""] * 4, ["合计", "", "", 3.0], CASE, ["合计", "", "", 4.0], NOTE]
    assert ends(("合计", "小计"), *rows) == Ending(11, (5, 7, 9))
    table, findings = read_sheet(log("合计", "小计"), cells(*rows, formulas=((5, 4),)), NOW)
    assert (list(table.rows), table.footer_row, findings) == ([2, 3, 6, 10], 11, [])


def test_a_case_typed_below_the_totals_is_read() -> None:
    table, findings = read_sheet(log("合计"), cells(*ROWS, CASE), NOW)
    assert (list(table.rows), table.filled_to, table.footer_row, findings) == ([2, 3, 6], 6, 0, [])


@pytest.mark.parametrize(
    ("below", "unread"),
    [
        ([NOTE, CASE], (7,)),
        ([["d", "", "", "说明"]], (6,)),  # without a date it may be something else, and is told
        ([["配件", "数量", "", "单价"], ["主板", 2.0, "", 80.0]], ()),
        ([NOTE, CASE, ["合计：", DAY, "", "z"]], (7, 8)),
    ],
)
def test_what_may_be_a_case_below_the_end_is_told(below: list[list[object]], unread: tuple[int, ...]) -> None:
    assert ends(("合计",), *ROWS, *below) == Ending(5, (), unread)
    findings = read_sheet(log("合计"), cells(*ROWS, *below), NOW).findings
    assert [(each.code, each.row) for each in findings] == [(FindingCode.CASE_BELOW_FOOTER, row) for row in unread[:1]]


def test_rows_are_named_in_spans() -> None:
    assert row_spans([7, 3, 4, 5]) == "3-5、7"
    assert row_spans(range(1, 20, 2)).count("、") == 5


def test_errors_and_formulas_below_are_no_finding() -> None:
    errors, formulas = frozenset({(3, 2), (5, 4)}), frozenset({(2, 4), (3, 4), (6, 2)})
    kept = cases_alone(cells(*ROWS)._replace(errors=errors, formulas=formulas), Ending(5, (3,)))
    assert not kept.errors
    assert kept.formulas == frozenset({(2, 4)})
    assert len(kept.rows) == 4
    assert set(kept.rows[2]) == {""}


def test_heads_over_two_lines_are_read() -> None:
    upper = ["登记", "", "", "内容"]
    lower = ["编号", "时间", "校验提示", ""]
    sheet = SheetCells("过程", [["过程记录", "", "", ""], upper, lower, *ROWS[:2]], frozenset(), frozenset())  # type: ignore[list-item]
    table = read_sheet(log(lines=2), sheet, NOW).table
    assert (table.head_row, list(table.rows), table.columns["content"]) == (3, [4, 5], 4)
    assert table.values["content"] == ["说明", "x"]
