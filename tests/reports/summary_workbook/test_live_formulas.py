"""Which figures become formulas: those that every program works out to the engine's value."""

import pytest

from tests.reports.summary_workbook.reading import report_of
from xltools.reports.document import DETAIL, Cell, Check, Column, ColumnKind, Table, Value, Where
from xltools.reports.summary_workbook.book_plan import plan_book
from xltools.reports.summary_workbook.live_formulas import check_formula, share_formula
from xltools.reports.summary_workbook.placed_blocks import PlacedTable

HEADS = (Column("类型"), Column("区域"), Column("件数", ColumnKind.COUNT))


def _placed(rows: list[tuple[Value, ...]], columns: tuple[Column, ...] = HEADS) -> PlacedTable:
    return plan_book(report_of(Table(DETAIL, "明细", columns, rows))).table(DETAIL)


def _count(rows: list[tuple[Value, ...]], value: int, *pairs: tuple[str, str]) -> str | None:
    book = plan_book(report_of(Table(DETAIL, "明细", HEADS, rows)))
    assert book.counts is not None
    formula = book.counts.formula(Cell(value, counts=Where(pairs)))
    return None if formula is None else formula.text


ROWS: list[tuple[Value, ...]] = [
    ("故障", "华东", 1),
    (Cell("故障"), "华南", 1),
    ("投诉", "华东", 1),
    (None, None, None),
]


def test_one_pair_and_several() -> None:
    assert _count(ROWS, 2, ("类型", "故障")) == "=COUNTIFS('表'!$B$7:$B$10,\"=故障\")"
    both = "=COUNTIFS('表'!$B$7:$B$10,\"=故障\",'表'!$C$7:$C$10,\"=华东\")"
    assert _count(ROWS, 1, ("类型", "故障"), ("区域", "华东")) == both


def test_a_count_that_the_rows_do_not_give_stays_a_value() -> None:
    assert _count(ROWS, 3, ("类型", "故障")) is None
    assert _count([], 0, ("类型", "故障")) is None
    assert _count(ROWS, 0, ("类型", "没有")) is not None


def test_case_is_not_told_apart() -> None:
    rows: list[tuple[Value, ...]] = [("Abc", "", 1), ("abc", "", 1)]
    assert _count(rows, 1, ("类型", "Abc")) is None
    assert _count(rows, 2, ("类型", "Abc")) is not None


@pytest.mark.parametrize(
    "text", ["", "10", "2026-10", "5%", "3月5日", "TRUE", "#N/A", " 前", "一\n二", "长" * 255, "\x00"]
)
def test_what_criteria_cannot_ask_for_stays_a_value(text: str) -> None:
    assert _count([(text, "", 1)], 1, ("类型", text)) is None


@pytest.mark.parametrize(
    ("text", "criterion"),
    [("<5 天", '"=<5 天"'), ("=甲", '"==甲"'), ("a*b?c~d", '"=a~*b~?c~~d"'), ('说"好"', '"=说""好"""')],
)
def test_signs_with_a_meaning_are_taken_as_they_stand(text: str, criterion: str) -> None:
    assert _count([(text, "", 1)], 1, ("类型", text)) == f"=COUNTIFS('表'!$B$7:$B$7,{criterion})"


def test_a_column_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError):
        _count(ROWS, 1, ("产品", "故障"))


SHARES = (Column("按时", ColumnKind.COUNT), Column("全部", ColumnKind.COUNT), Column("及时率", ColumnKind.SHARE))


@pytest.mark.parametrize(
    ("part", "whole", "share", "live"),
    [(3, 4, 0.75, True), (3, 4, 0.7, False), (0, 0, None, False), (0, 4, 0.0, True), (None, 4, 0.0, False)],
)
def test_a_share_is_live_where_its_row_gives_it(
    part: int | None, whole: int, share: float | None, *, live: bool
) -> None:
    cell = Cell(share, share_of=("按时", "全部"))
    row: tuple[Value, ...] = (part, whole, cell)
    formula = share_formula(_placed([row], SHARES), 7, row, cell)
    assert (formula.text if formula else None) == ('=IF(C8=0,"",B8/C8)' if live else None)


def test_a_check_adds_the_rows_without_the_total() -> None:
    table = Table(DETAIL, "明细", HEADS, ROWS, total=("合计", "", 3))
    formula = check_formula(plan_book(report_of(table)).table(DETAIL), Check("件数", 3, '受理"件数"'))
    assert formula.text.startswith("=IF(SUM(D7:D10)=3,")
    assert '""件数""' in formula.text
