"""A whole workbook: what was put into the report is in the file, whoever reads it."""

import json
import os
import re
import subprocess
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.reports.sample_report import sample_report
from tests.reports.summary_workbook.reading import below, formulas, opened, parts, report_of, values
from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import (
    DETAIL,
    Block,
    Card,
    Cards,
    Cell,
    Check,
    Column,
    ColumnKind,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
    Where,
)  # fmt: skip
from xltools.reports.summary_workbook import writing
from xltools.reports.summary_workbook.writing import write_workbook

VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR")
SIZES = pytest.mark.parametrize("cases", [0, 1, 60])
TEXT = Column("名称")
COUNT = Column("件数", ColumnKind.COUNT)


@SIZES
def test_each_section_has_its_sheet_in_order(cases: int) -> None:  # FA-15
    report = sample_report(cases)
    assert formulas(report).sheetnames == [section.title for section in report.sections]


def test_the_detail_holds_every_case() -> None:
    sheet = values(sample_report(60))["明细"]
    assert below(sheet, "反馈编号") == [f"FK202610{number:04d}" for number in range(1, 61)]
    assert sheet.auto_filter.ref is not None
    assert sheet.freeze_panes is not None


@SIZES
def test_the_same_report_gives_the_same_bytes(cases: int) -> None:
    assert write_workbook(sample_report(cases)) == write_workbook(sample_report(cases))


def test_a_second_workbook_has_the_font_of_the_first() -> None:
    """XlsxWriter adds to the settings that it is given: with them the next one takes its font from the theme."""
    write_workbook(sample_report(1))
    second = parts(write_workbook(sample_report(1)), "xl/styles.xml")
    assert "<scheme" not in second["xl/styles.xml"]


def test_links_lead_to_what_they_name() -> None:
    book = formulas(sample_report(60))
    targets = {}
    for sheet in book:
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.hyperlink is not None:
                name, address = cell.hyperlink.location.rsplit("!", 1)
                targets[sheet.title, cell.coordinate] = book[name.strip("'")][address]
    assert {target.parent.title for (sheet, _), target in targets.items() if sheet == "总览"} >= set(
        book.sheetnames[1:]
    )
    assert {sheet for (sheet, _), target in targets.items() if target.parent.title == "总览"} == set(
        book.sheetnames[1:]
    )
    overdue = book["超时清单"]
    first = next(cell for row in overdue.iter_rows() for cell in row if str(cell.value).startswith("FK2026"))
    assert targets["超时清单", first.coordinate].value == first.value


def test_counts_are_live_and_agree_with_the_engine() -> None:
    report = sample_report(60)
    written, cached = formulas(report)["类型"], values(report)["类型"]
    counted = below(written, "本期件数")
    assert all(str(formula).startswith("=COUNTIFS('明细'!$") for formula in counted[:-1])
    assert sum(below(cached, "本期件数")[:-1]) == 60
    shares = below(cached, "占比")
    assert sum(shares[:-1]) == pytest.approx(1)


def test_a_check_tells_agreement_and_disagreement() -> None:
    rows = [("甲", 2), ("乙", 3)]
    for expected, sign in ((5, "✓"), (6, "✗")):
        table = Table("t", "表", (TEXT, COUNT), rows, checks=(Check("件数", expected, "受理件数"),))
        told = [cell.value for row in values(report_of(table))["表"].iter_rows() for cell in row]
        assert [text for text in told if str(text).startswith(("✓", "✗"))][0].startswith(sign)  # noqa: RUF015


def test_what_people_wrote_stays_text() -> None:  # FR-13: nothing that came in from outside is run
    hostile = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "http://example.com", "“中文”'\"", "😀维修", " x", "007"]
    table = Table("t", "=1+1", (Column("=2+2"),), [(text,) for text in hostile], note="=3", total=("=4",))
    report = report_of(table, Paragraph(("=5",), "=6"), Cards((Card("=7", 1, ColumnKind.COUNT, '"件', note="=8"),)))
    sheet = formulas(report)["表"]
    assert below(sheet, "=2+2") == [*hostile, "=4"] or below(sheet, "=2+2")[: len(hostile)] == hostile
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_what_a_cell_cannot_hold_is_left_out_or_cut() -> None:
    rows = [("a\x00b\x0bc\ud800d\ufffe",), ("长" * 40_000,), ("😀" * 20_000,), ("一\r\n二",), ("_x0041_",)]
    sheet = values(report_of(Table("t", "表", (TEXT,), rows)))["表"]
    plain, long, emoji, lines, escaped = below(sheet, "名称")
    assert plain == "abcd"
    assert len(long) == 32_767
    assert long.endswith("（已截断）")
    assert len(emoji.encode("utf-16-le")) // 2 <= 32_767
    assert lines == "一\n二"
    assert "0041" in escaped


def test_numbers_are_written_as_their_kind() -> None:
    kinds = {
        ColumnKind.SHARE: (0.125, 0.125, "0.0%"),
        ColumnKind.POINTS: (0.012, 1.2, '+0.0"pp";-0.0"pp";0.0"pp"'),
        ColumnKind.CHANGE: (-3, -3, "+#,##0;-#,##0;0"),
        ColumnKind.HOURS: (12.5, 12.5, "#,##0.0"),
        ColumnKind.MOMENT: (datetime(2026, 10, 5, 14, 30), datetime(2026, 10, 5, 14, 30), "yyyy-mm-dd hh:mm"),
        ColumnKind.DATE: (date(2026, 10, 5), datetime(2026, 10, 5), "yyyy-mm-dd"),
        ColumnKind.COUNT: (float("nan"), None, "#,##0"),
    }
    columns = tuple(Column(kind.value, kind) for kind in kinds)
    sheet = values(report_of(Table("t", "表", columns, [[value for value, _, _ in kinds.values()]])))["表"]
    for kind, (_, expected, number_format) in kinds.items():
        head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == kind.value)
        cell = sheet.cell(head.row + 1, head.column)
        assert (cell.value, cell.number_format) == (expected, number_format)


def test_every_chart_with_something_to_draw_is_drawn() -> None:
    report = sample_report(60)
    charts = [block for section in report.sections for block in section.blocks if isinstance(block, Chart)]
    drawn = parts(write_workbook(report), r"xl/charts/chart\d+\.xml")
    assert len(drawn) == len(charts)
    for chart in charts:
        assert any(f"<a:t>{chart.title}</a:t>" in part for part in drawn.values())
    assert not any('<c:dispBlanksAs val="zero"/>' in part for part in drawn.values())


def test_a_sparkline_reads_its_numbers_in_order() -> None:
    trends = ([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], [0, None, 2])
    rows = [("甲", Cell(None, trend=trends[0])), ("乙", Cell(None, trend=trends[1]))]
    report = report_of(Table("t", "表", (TEXT, Column("走势", ColumnKind.TREND)), rows))
    (part,) = parts(write_workbook(report), r"xl/worksheets/sheet1.xml").values()
    sheet = values(report)["表"]
    found = {}
    for numbers, cell in re.findall(r"<xm:f>'?表'?!([A-Z0-9:]+)</xm:f><xm:sqref>([A-Z0-9]+)</xm:sqref>", part):
        found[sheet[cell].row] = [each.value for each in sheet[numbers][0]]
    assert [found[row] for row in sorted(found)] == list(trends)
    assert part.count('displayHidden="1"') == len(trends)  # they stand in hidden columns


@pytest.mark.parametrize("rows", [[], [("甲", None)]])
def test_a_chart_without_numbers_is_a_sentence(rows: list[tuple[str, None]]) -> None:
    chart = Chart(ChartKind.COLUMN, "件数图", "t", "名称", ("件数",))
    report = report_of(Table("t", "表", (TEXT, COUNT), rows), chart)
    assert parts(write_workbook(report), r"xl/charts/.*") == {}
    told = [str(cell.value) for row in values(report)["表"].iter_rows() for cell in row]
    assert any(text.startswith("件数图") for text in told)


def _table(**changed: object) -> Table:
    given = {"key": "t", "title": "表", "columns": (TEXT, COUNT), "rows": [("甲", 1)], **changed}
    return Table(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "blocks",
    [
        [_table(rows=[(Cell("甲", goto="nowhere"), 1)])],
        [_table(), _table()],
        [_table(anchors={0: "t"})],
        [_table(), Chart(ChartKind.BAR, "图", "other", "名称", ("件数",))],
        [_table(), Chart(ChartKind.BAR, "图", "t", "名称", ("占比",))],
        [_table(rows=[("甲", Cell(1, counts=Where((("类型", "甲"),))))]), _table(key=DETAIL)],
        [_table(rows=[("甲",)])],
        [Cards((Card("数", 1, ColumnKind.COUNT, goto="nowhere"),))],
    ],
    ids=["link", "twice", "anchor twice", "chart", "series", "counted column", "short row", "card"],
)
def test_a_report_that_contradicts_itself_is_refused(blocks: list[Block]) -> None:
    with pytest.raises(ValueError):
        write_workbook(report_of(*blocks))


def test_a_report_without_sections_is_still_a_workbook() -> None:
    report = sample_report(0)
    bare = Report(report.title, report.period, report.company, report.department, report.made_at, ())
    assert formulas(bare).sheetnames == [report.title]


@SIZES
def test_a_long_report_is_written_row_by_row_with_the_same_cells(cases: int, monkeypatch: pytest.MonkeyPatch) -> None:
    report = sample_report(cases)
    at_once = _cells(report)
    monkeypatch.setattr(writing, "LARGE", 0)
    assert _cells(report) == at_once


def _cells(report: Report) -> dict[tuple[str, str], tuple[object, str, str]]:
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.hyperlink and cell.hyperlink.location)
        for sheet in formulas(report)
        for cell in chain.from_iterable(sheet.iter_rows())
    }


_text = st.text(max_size=12) | st.sampled_from(["=1", "甲", "", "a\nb", "～*?"])
_scalar = (
    st.none() | _text | st.integers(-(10**9), 10**9) | st.floats(width=32) | st.dates()
    | st.datetimes(datetime(1, 1, 1), datetime(2200, 1, 1))
)  # fmt: skip
_kind = st.sampled_from(ColumnKind)
_tone = st.sampled_from(Tone)


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    sections = []
    for number in range(draw(st.integers(0, 3))):
        columns = tuple(
            Column(f"列{place}（{draw(_text)}", draw(_kind), draw(st.floats(1, 60)), draw(st.booleans()))
            for place in range(draw(st.integers(1, 4)))
        )  # fmt: skip
        cell = st.builds(
            Cell, _scalar, st.none(), st.none(), st.none() | st.just(f"t{number}"), _tone,
            st.lists(st.none() | st.floats(), max_size=3),
        )  # fmt: skip
        row = st.tuples(*[_scalar | cell for _ in columns])
        rows = draw(st.lists(row, max_size=4))
        table = Table(
            f"t{number}", draw(_text), columns, rows, draw(st.none() | row), draw(_text), filterable=number == 1
        )
        chart = st.builds(
            Chart, st.sampled_from(ChartKind), _text, st.just(f"t{number}"), st.just(columns[0].head),
            st.lists(st.sampled_from(columns).map(lambda column: column.head), min_size=1, max_size=3).map(tuple),
            _text, _text, st.none() | st.integers(0, 5), st.none() | st.floats(-1, 99), _text,
        )  # fmt: skip
        card = st.builds(
            Card, _text, st.none() | st.integers(0, 9), _kind, _text, st.none() | st.sampled_from([0, 0.25, 3, 9.5]),
            st.sampled_from([-1, 0, 1]), st.none() | st.integers(0, 9), _text,
        )  # fmt: skip
        cards = st.builds(Cards, st.lists(card, max_size=6).map(tuple))
        prose = st.builds(Paragraph, st.lists(_text, max_size=3).map(tuple), _text, st.booleans(), _tone)
        others = draw(st.lists(chart | cards | prose, max_size=3))
        sections.append(Section(draw(_text), draw(_text), (table, *others), draw(st.booleans())))
    return Report(draw(_text), draw(_text), draw(_text), draw(_text), datetime(2026, 11, 5), tuple(sections))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_reports())
def test_any_report_opens(report: Report) -> None:
    package = write_workbook(report)
    names = opened(package).sheetnames
    assert len(names) == max(len(report.sections), 1)
    read = CalamineWorkbook.from_filelike(BytesIO(package))
    assert read.sheet_names == names
    assert all(read.get_sheet_by_name(name).to_python() for name in names)


@pytest.mark.skipif(not VALIDATOR, reason="XLTOOLS_OOXML_VALIDATOR does not name the Open XML SDK's validator")
@SIZES
def test_the_open_xml_sdk_finds_no_fault(cases: int, tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    path.write_bytes(write_workbook(sample_report(cases)))
    command = [str(VALIDATOR), str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert (ended.returncode, json.loads(ended.stdout)["errors"]) == (0, [])
