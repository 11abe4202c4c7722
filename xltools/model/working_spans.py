"""What are spans of time as whole microseconds: a day's windows, joined, and stretched by what stops the clock?

Invariant: spans stand in order and apart, and none is empty; nothing is rounded.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

Windows = Sequence[tuple[time, time]]
Spans = list[tuple[int, int]]  # (begin, end) in microseconds

DAY = 86_400_000_000


def microseconds(span: timedelta) -> int:
    """A span of time, exactly."""
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def day_spans(windows: Windows) -> Spans:
    """One day's windows since its midnight; a closing of ``time(0)`` is the midnight after.

    Raises:
        ValueError: A window ends before it begins.
    """
    clocks = [[datetime.combine(date.min, clock) - datetime.min for clock in window] for window in windows]
    spans = [(microseconds(opens), microseconds(closes) or DAY) for opens, closes in clocks]
    if any(closes <= opens for opens, closes in spans):
        raise ValueError(f"a window ends before it begins: {windows}")
    return merged(spans)


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The same time in order; spans that overlap or touch are one, empty ones are gone."""
    found: Spans = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif begin < end:
            found.append((begin, end))
    return found


def forward(used: int, span: int, stops: Spans) -> int:
    """Where a span of working time ends that stops stretch; one that begins at its end does not."""
    target = used + span
    for begin, end in stops:
        if begin >= target:
            break
        target += max(end - max(begin, used), 0)
    return target


def backward(used: int, span: int, stops: Spans) -> int:
    """The same toward the past."""
    target = used - span
    for begin, end in reversed(stops):
        if end <= target:
            break
        target -= max(min(end, used) - begin, 0)
    return target
