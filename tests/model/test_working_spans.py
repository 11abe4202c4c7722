"""Spans of time are joined and stretched exactly. (design.md, Time)"""

from datetime import time, timedelta

import pytest

from xltools.model.working_spans import DAY, Spans, backward, day_spans, forward, merged, microseconds

HOUR = DAY // 24


def test_time_is_counted_exactly() -> None:
    assert microseconds(timedelta(days=400_000, microseconds=1)) == 400_000 * DAY + 1
    assert microseconds(timedelta(hours=-1)) == -HOUR


@pytest.mark.parametrize(
    ("windows", "spans"),
    [
        ([], []),
        ([(time(13), time(0)), (time(9), time(12))], [(9 * HOUR, 12 * HOUR), (13 * HOUR, DAY)]),
        ([(time(9), time(12)), (time(12), time(13)), (time(10), time(11))], [(9 * HOUR, 13 * HOUR)]),
    ],
)
def test_windows_of_a_day(windows: list[tuple[time, time]], spans: Spans) -> None:
    assert day_spans(windows) == spans


@pytest.mark.parametrize("window", [(time(12), time(9)), (time(9), time(9))])
def test_a_window_that_ends_before_it_begins_is_refused(window: tuple[time, time]) -> None:
    with pytest.raises(ValueError, match="before"):
        day_spans([window])


def test_empty_spans_are_gone_and_those_that_touch_are_one() -> None:
    assert merged([(5, 6), (1, 3), (3, 4), (8, 8), (9, 7)]) == [(1, 4), (5, 6)]


@pytest.mark.parametrize(
    ("stops", "ahead", "back"),
    [([], 15, 5), ([(12, 14)], 17, 5), ([(15, 20)], 15, 5), ([(6, 8)], 15, 3), ([(8, 12)], 17, 3), ([(0, 5)], 15, 5)],
)
def test_stops_stretch_a_span(stops: Spans, ahead: int, back: int) -> None:
    assert (forward(10, 5, stops), backward(10, 5, stops)) == (ahead, back)
