"""Widths and letter sizes of tables."""

from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.document import Column, ColumnKind
from xltools.reports.summary_pdf.column_widths import fitted

K = ColumnKind
PAGE = 511.0


@given(
    st.lists(
        st.tuples(st.sampled_from(list(K)), st.floats(1, 80), st.lists(st.text("汉a1 ，", max_size=60), max_size=3)),
        min_size=1,
        max_size=30,
    )
)
def test_no_table_is_wider_than_the_page(made: list[tuple[ColumnKind, float, list[str]]]) -> None:
    longest = max(len(texts) for *_, texts in made)
    words = [texts + [""] * (longest - len(texts)) for *_, texts in made]
    fit = fitted([Column("头", kind, width) for kind, width, _ in made], words, PAGE)
    assert sum(fit.widths) <= PAGE * (1 + 1e-9)
    assert all(width > 0 for width in fit.widths)


def test_numbers_stand_whole_while_long_texts_wrap() -> None:
    columns = [Column("件数", K.COUNT, 4), Column("描述", K.LONG_TEXT, 200)]
    fit = fitted(columns, [["1,234,567"], ["很长的描述。" * 50]], PAGE)
    assert fit.widths[0] >= 9 * fit.size * 0.5 + 2 * fit.padding
    assert fit.widths[1] > fit.widths[0]


def test_crowded_tables_get_smaller_letters() -> None:
    few, many = ([Column("时间", K.MOMENT, 16)] * number for number in (3, 9))
    moment = ["2026-10-05 14:30"]
    assert fitted(many, [moment] * 9, PAGE).size < fitted(few, [moment] * 3, PAGE).size


def test_a_narrow_table_is_not_torn_apart() -> None:
    fit = fitted([Column("月份", width=8), Column("件数", K.COUNT, 8)], [["10月"], ["5"]], PAGE)
    assert sum(fit.widths) < PAGE / 2
