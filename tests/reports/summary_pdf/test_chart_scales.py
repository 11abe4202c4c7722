"""Axes: round ticks that enclose the values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.reports.document import ColumnKind
from xltools.reports.summary_pdf.chart_scales import scale_of, tick_words

K = ColumnKind


@given(
    st.lists(st.floats(-1e7, 1e7).map(lambda value: round(value, 3)), max_size=20),
    st.sampled_from(list(K)),
    st.booleans(),
)
def test_every_value_lies_on_the_axis(values: list[float], kind: ColumnKind, from_zero: bool) -> None:
    scale = scale_of(values, kind, from_zero=from_zero)
    assert scale.low < scale.high
    assert all(-1e-6 <= scale.place(value) <= 1 + 1e-6 for value in values)
    assert 2 <= len(scale.ticks()) <= 9
    if from_zero:
        assert scale.low <= 0 <= scale.high


@pytest.mark.parametrize(
    ("values", "kind", "from_zero", "ticks"),
    [
        ([26, 17, 9], K.COUNT, True, ["0", "10", "20", "30"]),
        ([1, 2], K.COUNT, True, ["0", "1", "2"]),  # no half cases
        ([0.967, 0.805, 1.0], K.SHARE, True, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ([0.89, 0.97], K.SHARE, False, ["88%", "90%", "92%", "94%", "96%", "98%"]),
        ([0.1, 0.97], K.SHARE, False, ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ([], K.HOURS, True, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([12.5], K.HOURS, True, ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]),
    ],
)
def test_ticks_are_round(values: list[float], kind: ColumnKind, from_zero: bool, ticks: list[str]) -> None:
    scale = scale_of(values, kind, from_zero=from_zero)
    assert [tick_words(tick, scale.step, kind) for tick in scale.ticks()] == ticks
