"""Tables wider than the page: what stands in the row, and what below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.dimensions import unfilled
from xltools.reports.document import Column, ColumnKind
from xltools.reports.summary_pdf.column_widths import comfortable_widths, fitted, legible
from xltools.reports.summary_pdf.table_data import Data
from xltools.reports.summary_pdf.wide_tables import columns_in_row, lines_below

K = ColumnKind
ACROSS = 757.0
READABLE = 7.0  # points


def names(number: int) -> tuple[list[Column], list[list[str]]]:
    """Columns of names of six signs."""
    return [Column(f"列{place}", width=12) for place in range(number)], [["六个字的名称"] * 4] * number


def test_a_table_that_has_room_stays_whole() -> None:
    columns, words = names(9)
    assert columns_in_row(columns, words, ACROSS) == list(range(9))


def test_columns_that_are_mostly_empty_unfilled_or_long_stand_below() -> None:
    columns, words = names(40)
    words = [*words]
    words[1] = ["", "", "", "六个字的名称"]
    words[2] = [unfilled()] * 4
    words[3] = ["客户反馈登记与管理分析台账的全名"] * 4
    columns[4] = Column("描述", K.LONG_TEXT, 12)
    in_row = columns_in_row(columns, words, ACROSS)
    assert in_row[:4] == [0, 5, 6, 7]
    assert sum(comfortable_widths([columns[place] for place in in_row], [words[place] for place in in_row], 7)) < ACROSS


def test_a_sparkline_stands_in_the_row() -> None:
    columns, words = names(40)
    columns[30], words = Column("趋势", K.TREND), [*words[:30], [""] * 4, *words[31:]]
    assert 30 in columns_in_row(columns, words, ACROSS)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(K)), st.floats(1, 80), st.lists(st.text("汉a1 ，", max_size=60), max_size=3)),
        min_size=1,
        max_size=60,
    )
)
def test_what_stands_in_the_row_can_be_read(made: list[tuple[ColumnKind, float, list[str]]]) -> None:
    longest = max(len(texts) for *_, texts in made)
    words = [texts + [""] * (longest - len(texts)) for *_, texts in made]
    columns = [Column("头", kind, width) for kind, width, _ in made]
    in_row = columns_in_row(columns, words, ACROSS)
    assert in_row[0] == 0
    assert in_row == sorted(set(in_row))
    chosen, their_words = [columns[place] for place in in_row], [words[place] for place in in_row]
    assert fitted(chosen, their_words, ACROSS).size >= READABLE
    assert legible(chosen, their_words, ACROSS)


def cells(*words: str) -> list[Data]:
    return [{"words": each} for each in words]


def told(columns: list[Column], row: list[Data], in_row: list[int]) -> list[list[tuple[str, str]]]:
    return [[(cell["head"], cell["words"]) for cell in line] for line in lines_below(columns, row, in_row)]


def test_long_texts_come_first_and_what_nobody_filled_is_left_out() -> None:
    columns = [Column("号"), Column("批次"), Column("描述", K.LONG_TEXT), Column("区域"), Column("轮次", K.COUNT)]
    assert told(columns, cells("1", "B2", "坏了", unfilled(), ""), [0]) == [[("描述", "坏了")], [("批次", "B2")]]
    assert told(columns, cells("1", "", "", "", ""), [0]) == []
    assert told(columns, cells("1", "", "您好\n坏了", "", ""), [0]) == [[("描述", "您好 坏了")]]


@pytest.mark.parametrize(
    ("heads", "words", "shown"),
    [
        (("受理", "计入", "办结"), ("是", "是", "否"), [("受理、计入", "是"), ("办结", "否")]),
        (("时限：响应", "时限：解决"), ("按时", "按时"), [("时限：响应、解决", "按时")]),
        (("时限：响应", "阶段：解决"), ("按时", "按时"), [("时限：响应、阶段：解决", "按时")]),
        (("受理", "计入", "办结"), ("是", "否", "是"), [("受理", "是"), ("计入", "否"), ("办结", "是")]),
    ],
)
def test_neighbours_that_say_the_same_share_their_words(
    heads: tuple[str, ...], words: tuple[str, ...], shown: list[tuple[str, str]]
) -> None:
    assert told([Column(head) for head in heads], cells(*words), []) == [shown]


def test_cells_that_lead_to_different_places_share_nothing() -> None:
    row: list[Data] = [{"words": "是", "goto": "a"}, {"words": "是", "goto": "b"}]
    assert told([Column("甲"), Column("乙")], row, []) == [[("甲", "是"), ("乙", "是")]]
