"""Figures of few are faint, and a change is coloured by whether it is good news."""

import pytest

from xltools.reports.document import Tone
from xltools.reports.figure_cells import moved, sampled, share, tone_of
from xltools.reports.figures.rate import NO_RATE, Rate


def test_what_is_of_few_is_faint() -> None:
    assert (sampled(1.5, small=True).tone, sampled(1.5, small=False).tone) == (Tone.FAINT, Tone.PLAIN)
    assert (share(Rate(1, 4)).tone, share(Rate(1, 5)).tone) == (Tone.FAINT, Tone.PLAIN)
    assert (moved(Rate(4, 4), Rate(1, 9)).tone, moved(Rate(9, 9), Rate(1, 4)).tone) == (Tone.FAINT, Tone.FAINT)


def test_what_has_no_value_is_empty() -> None:
    assert (share(NO_RATE).value, moved(NO_RATE, Rate(1, 9)).value, sampled(None, small=False).value) == (None,) * 3


@pytest.mark.parametrize(
    ("change", "better", "tone"),
    [(0.1, 1, Tone.GOOD), (-0.1, 1, Tone.BAD), (3, -1, Tone.BAD), (-3, -1, Tone.GOOD), (0.1, 0, Tone.PLAIN),
     (0, 1, Tone.PLAIN), (None, 1, Tone.PLAIN)],
)  # fmt: skip
def test_news_are_good_or_bad(change: float | None, better: int, tone: Tone) -> None:
    assert tone_of(change, better) is tone


def test_a_rate_that_rose_is_good_news_unless_said_otherwise() -> None:
    now, before = Rate(8, 10), Rate(5, 10)
    assert moved(now, before).value == pytest.approx(0.3)
    assert (moved(now, before).tone, moved(now, before, -1).tone) == (Tone.GOOD, Tone.BAD)
