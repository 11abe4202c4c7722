"""Tables over a grid: numbers keep to one column, texts take what is free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.summary_workbook.grid_spans import Span, Wish, spans_over

NUMBER, NAME, LONG = Wish(9, False, False), Wish(22, True, False), Wish(40, True, True)
_wishes = st.lists(st.builds(Wish, st.floats(1, 60), st.booleans(), st.booleans()), min_size=1, max_size=6)


def test_a_table_like_the_grid_takes_it_as_it_is() -> None:
    assert spans_over([22, 9, 9], [NAME, NUMBER, NUMBER]) == (Span(0, 1), Span(1, 2), Span(2, 3))


def test_a_long_text_takes_the_columns_behind_it() -> None:
    assert spans_over([22, 9, 10, 10, 10, 10], [NAME, NUMBER, LONG]) == (Span(0, 1), Span(1, 2), Span(2, 6))


def test_a_number_keeps_clear_of_wide_columns() -> None:
    assert spans_over([11, 11, 9, 30], [NAME, NUMBER]) == (Span(0, 2), Span(2, 3))


def test_a_grid_with_too_few_columns_is_refused() -> None:
    with pytest.raises(ValueError):
        spans_over([9], [NUMBER, NUMBER])


@given(_wishes, st.lists(st.floats(1, 60), min_size=6, max_size=12))
def test_spans_follow_each_other_and_only_texts_are_joined(wishes: list[Wish], widths: list[float]) -> None:
    spans = spans_over(widths, wishes)
    assert [span.first for span in spans] == [0, *(span.end for span in spans[:-1])]
    assert spans[-1].end <= len(widths)
    assert all(span.end == span.first + 1 or wish.elastic for span, wish in zip(spans, wishes, strict=True))
