"""The report as plain data: labels of links, cards, and mistakes of authors."""

import json
from datetime import datetime

import pytest

from tests.reports.sample_report import sample_report
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import DETAIL, Block, Card, Cards, Cell, Column, ColumnKind, Report, Section, Table
from xltools.reports.summary_pdf.page_data import page_data
from xltools.reports.summary_pdf.table_data import DETAIL_ROWS


def report_of(*blocks: Block) -> Report:
    return Report("标题", "2026年10月", "公司", "部门", datetime(2026, 11, 5, 8), (Section("章", "问", blocks),))


def table_of(key: str, *values: str | Cell, anchors: dict[int, str] | None = None) -> Table:
    return Table(key, "", (Column("名"),), [(value,) for value in values], anchors=anchors or {})


@pytest.mark.parametrize("cases", [0, 60])
def test_every_section_and_block_is_there_in_order(cases: int) -> None:
    report = sample_report(cases)
    data = json.loads(json.dumps(page_data(report)))
    assert [section["title"] for section in data["sections"]] == [section.title for section in report.sections]
    for shown, section in zip(data["sections"], report.sections, strict=True):
        assert [piece["type"] for piece in shown["blocks"]] == [
            type(block).__name__.lower() for block in section.blocks
        ]


def test_a_link_to_a_row_beyond_the_cut_leads_to_the_table() -> None:
    last = DETAIL_ROWS + 1
    detail = table_of(DETAIL, *map(str, range(last + 1)), anchors={0: "first", last: "last"})
    links = table_of("links", Cell("x", goto="first"), Cell("x", goto="last"))
    shown_detail, shown_links = page_data(report_of(detail, links))["sections"][0]["blocks"]
    first, beyond = (row[0]["goto"] for row in shown_links["rows"])
    assert first == shown_detail["rows"][0][0]["label"]
    assert beyond == shown_detail["label"]


@pytest.mark.parametrize(
    "blocks",
    [
        (table_of("t", Cell("x", goto="nowhere")),),
        (Cards((Card("a", 1, ColumnKind.COUNT, goto="nowhere"),)),),
        (Chart(ChartKind.BAR, "", "nowhere", "名", ("名",)),),
        (table_of("t"), table_of("t")),
    ],
    ids=["link of a cell", "link of a card", "chart", "one key twice"],
)
def test_what_leads_nowhere_is_a_mistake_of_the_author(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ValueError, match=r"nowhere|'t'"):
        page_data(report_of(*blocks))


@pytest.mark.parametrize(
    ("before", "better", "tone", "mark"),
    [(5, 1, "good", "▲"), (5, -1, "bad", "▲"), (20, 1, "bad", "▼"), (20, -1, "good", "▼"), (20, 0, "plain", "▼"),
     (10, 1, "plain", ""), (None, 1, "plain", "")],
)  # fmt: skip
def test_a_change_is_judged_by_what_is_better(before: int | None, better: int, tone: str, mark: str) -> None:
    (cards,) = page_data(report_of(Cards((Card("a", 10, ColumnKind.COUNT, before=before, better=better),))))[
        "sections"
    ][0]["blocks"]
    assert (cards["cards"][0]["tone"], cards["cards"][0]["mark"]) == (tone, mark)


def test_a_rate_over_few_is_marked() -> None:
    few, many = Card("a", 1.0, ColumnKind.SHARE, sample=4), Card("a", 1.0, ColumnKind.SHARE, sample=5)
    (cards,) = page_data(report_of(Cards((few, many))))["sections"][0]["blocks"]
    assert [card["small"] for card in cards["cards"]] == [["n=4，样本少"], ["n=5"]]
