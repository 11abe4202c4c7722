"""What the page shows of a table."""

from datetime import datetime

import pytest

from xltools.reports.document import DETAIL, Cell, Check, Column, ColumnKind, Table, Tone, Value
from xltools.reports.summary_pdf.table_data import DETAIL_ROWS, rows_on_paper, table_data

K = ColumnKind
TARGETS = {"t": "table-0", DETAIL: "table-1", "there": "row-0-1"}


def test_every_cell_is_written_in_the_words_of_its_column() -> None:
    columns = (Column("名"), Column("时间", K.MOMENT), Column("件数", K.COUNT), Column("率", K.SHARE))
    rows = [("甲", datetime(2026, 10, 5, 14, 30), 1234, Cell(0.5, tone=Tone.BAD)), ("乙", None, None, None)]
    shown = table_data(Table("t", "", columns, rows, total=("合计", None, 1234, 0.5)), TARGETS, 500)
    assert [[cell["words"] for cell in row] for row in (*shown["rows"], shown["total"])] == [
        ["甲", "2026-10-05 14:30", "1,234", "50.0%"],
        ["乙", "", "", ""],
        ["合计", "", "1,234", "50.0%"],
    ]
    assert shown["rows"][0][3]["tone"] == "bad"
    assert [head["left"] for head in shown["heads"]] == [True, True, False, False]


def test_links_and_anchors_become_labels() -> None:
    table = Table("t", "", (Column("名"),), [(Cell("去", goto="there"),), ("到",)], anchors={1: "there"})
    (first,), (second,) = table_data(table, TARGETS, 500)["rows"]
    assert first["goto"] == second["label"] == "row-0-1"


def test_data_bars_reach_from_nothing_to_the_largest_and_shares_to_the_whole() -> None:
    columns = (Column("件数", K.COUNT, bar=True), Column("率", K.SHARE, bar=True))
    rows = [(10, 0.4), (5, 0.2), (0, None), (-3, float("nan"))]
    shown = table_data(Table("t", "", columns, rows), TARGETS, 500)["rows"]
    assert [cell.get("bar") for cell, _ in shown] == [1.0, 0.5, None, None]
    assert [cell.get("bar") for _, cell in shown] == [0.4, 0.2, None, None]


def test_only_the_table_of_all_cases_is_cut_and_says_so() -> None:
    rows = [(number,) for number in range(DETAIL_ROWS + 1234)]
    columns = (Column("号", K.COUNT),)
    detail = table_data(Table(DETAIL, "", columns, rows), TARGETS, 500)
    assert len(detail["rows"]) == DETAIL_ROWS
    assert any("1,234" in note for note in detail["notes"])
    other = table_data(Table("t", "", columns, rows), TARGETS, 500)
    assert len(other["rows"]) == len(rows)
    assert other["notes"] == []
    assert rows_on_paper(Table(DETAIL, "", columns, rows)) == DETAIL_ROWS
    assert rows_on_paper(Table("t", "", columns, rows)) > DETAIL_ROWS


def test_an_empty_table_says_that_it_is_empty_before_its_note() -> None:
    shown = table_data(Table("t", "", (Column("名"),), [], note="注"), TARGETS, 500)
    assert shown["rows"] == shown["total"] == []
    assert len(shown["notes"]) == 2
    assert shown["notes"][1] == "注"


@pytest.mark.parametrize(("expected", "right"), [(15, True), (16, False)])
def test_a_check_compares_the_sum_of_the_rows_without_the_total(expected: int, right: bool) -> None:
    rows: list[tuple[Value, Value]] = [("甲", 10), ("乙", Cell(5)), ("丙", None)]
    check = Check("件数", expected, "受理件数")
    table = Table("t", "", (Column("名"), Column("件数", K.COUNT)), rows, total=("合计", 99), checks=(check,))
    assert [made["right"] for made in table_data(table, TARGETS, 500)["checks"]] == [right]


def test_a_table_that_may_fill_a_page_is_not_kept_on_one() -> None:
    def whole(rows: int, text: str) -> bool:
        table = Table("t", "", (Column("名", K.LONG_TEXT, 40),), [(text,)] * rows)
        return bool(table_data(table, TARGETS, 500)["whole"])

    assert (whole(5, "短"), whole(50, "短"), whole(5, "长" * 1000)) == (True, False, False)


def test_a_wide_table_keeps_its_anchors_tones_and_links() -> None:
    columns = [Column(f"列{number}", width=14) for number in range(40)]
    row = [Cell(f"值{number}", goto="there", tone=Tone.BAD) for number in range(40)]
    shown = table_data(Table("t", "", tuple(columns), [row], anchors={0: "there"}), TARGETS, 750)
    below = [cell for line in shown["below"][0] for cell in line]
    assert shown["rows"][0][0]["label"] == "row-0-1"
    assert [cell["words"] for cell in (*shown["rows"][0], *below)] == [f"值{number}" for number in range(40)]
    assert {(cell["goto"], cell["tone"]) for cell in (*shown["rows"][0], *below)} == {("row-0-1", "bad")}
    assert len(shown["heads"]) == len(shown["widths"]) == len(shown["rows"][0]) < 40
