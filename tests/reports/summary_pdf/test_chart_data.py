"""What a chart shows of its table."""

import pytest

from xltools.reports.chart import Chart, ChartKind
from xltools.reports.document import Cell, Column, ColumnKind, Table
from xltools.reports.summary_pdf.chart_data import chart_data, trend_points

COLUMNS = (Column("问题"), Column("件数", ColumnKind.COUNT), Column("累计", ColumnKind.SHARE))
TABLE = Table("t", "", COLUMNS, [("甲", 10, 0.5), ("乙", Cell(5), None), ("丙", None, 1.0)], total=("合计", 999, 1.0))


def chart(kind: ChartKind, *series: str, rows: int | None = None, target: float | None = None) -> Chart:
    return Chart(kind, "", "t", "问题", series, rows=rows, target=target)


def test_bars_stand_at_their_values_and_the_total_is_not_drawn() -> None:
    drawn = chart_data(chart(ChartKind.BAR, "件数"), TABLE)
    assert drawn["categories"] == ["甲", "乙", "丙"]
    assert drawn["series"][0]["values"] == [1.0, 0.5, None]
    assert drawn["series"][0]["labels"] == ["10", "5", ""]
    assert [tick["words"] for tick in drawn["ticks"]] == ["0", "2", "4", "6", "8", "10"]


def test_a_pareto_has_a_second_axis_from_nothing_to_the_whole() -> None:
    drawn = chart_data(chart(ChartKind.PARETO, "件数", "累计"), TABLE)
    assert drawn["series"][1]["values"] == [0.5, None, 1.0]
    assert drawn["second"][-1] == {"at": 1.0, "words": "100%"}


def test_a_target_beyond_the_values_is_on_the_axis() -> None:
    drawn = chart_data(chart(ChartKind.COLUMN, "件数", target=20), TABLE)
    assert 0 < drawn["target"]["at"] <= 1
    assert drawn["series"][0]["values"][0] == pytest.approx(drawn["target"]["at"] / 2)


def test_lines_that_cross_bear_only_their_last_number() -> None:
    drawn = chart_data(chart(ChartKind.LINE, "件数", "累计"), TABLE)
    assert [one["labels"] for one in drawn["series"]] == [["", "5", ""], ["", "", "100.0%"]]


def test_only_the_first_rows_are_drawn_where_asked() -> None:
    assert chart_data(chart(ChartKind.BAR, "件数", rows=1), TABLE)["categories"] == ["甲"]


def test_only_charts_of_few_values_stand_on_half_of_the_page() -> None:
    rows = [(f"{month}月", 5, 0.5) for month in range(1, 9)]
    year = Table("t", "", COLUMNS, rows)
    assert chart_data(chart(ChartKind.LINE, "件数"), year)["narrow"]
    assert not chart_data(chart(ChartKind.COLUMN, "件数", "累计"), year)["narrow"]
    assert not chart_data(chart(ChartKind.BAR, "件数"), year)["narrow"]


def test_negative_values_stand_on_the_other_side_of_zero() -> None:
    table = Table("t", "", COLUMNS, [("甲", -10, None), ("乙", 10, None)])
    drawn = chart_data(chart(ChartKind.BAR, "件数"), table)
    assert drawn["series"][0]["values"][0] < drawn["zero"] < drawn["series"][0]["values"][1]


@pytest.mark.parametrize("rows", [[], [("甲", None, None)], [("甲", float("nan"), None)]])
def test_a_chart_over_nothing_says_so(rows: list[tuple[str, float | None, None]]) -> None:
    drawn = chart_data(chart(ChartKind.LINE, "件数"), Table("t", "", COLUMNS, rows))
    assert drawn["empty"]
    assert "series" not in drawn


def test_a_column_that_is_not_there_is_a_mistake_of_the_author() -> None:
    with pytest.raises(ValueError, match="金额"):
        chart_data(chart(ChartKind.BAR, "金额"), TABLE)


def test_a_sparkline_keeps_its_gaps() -> None:
    assert trend_points([3, None, 5, 4]) == [0.0, None, 1.0, 0.5]
    assert trend_points([7, 7]) == [0.5, 0.5]
    assert trend_points([None, float("nan")]) == []
