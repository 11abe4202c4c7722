"""How do figures become cells? Faint where they are of too few to rely on, coloured where a change is good or bad news.

Invariant: what has no value is an empty cell, neither 0 nor 100 %.
"""

from xltools.reports.document import Cell, Tone
from xltools.reports.figures.rate import Rate, points

_SHOWN_DECIMALS = 3  # tenths of a point


def sampled(value: float | None, *, small: bool) -> Cell:
    """A figure of a sample, such as a mean; faint where n is small."""
    return Cell(value, tone=_faint_if(small))


def share(rate: Rate, *, of: tuple[str, str] | None = None) -> Cell:
    """A rate's value; faint where n is small.

    Args:
        rate: The rate.
        of: Heads of the columns of its numerator and denominator in the same row, where they stand there.
    """
    return Cell(rate.value, share_of=of, tone=_faint_if(rate.small))


def moved(now: Rate, before: Rate, better: int = 1) -> Cell:
    """By how many points a rate moved, coloured by whether that is good; faint where either n is small.

    Args:
        now: The rate.
        before: In the period before.
        better: Above 0 where a rise is good news, below 0 where a fall is.
    """
    change = points(now, before)
    tone = Tone.FAINT if now.small or before.small else tone_of(round(change or 0, _SHOWN_DECIMALS), better)
    return Cell(change, tone=tone)


def judged_by(better: int, *small: bool) -> int:
    """Which direction is good news, as `moved` has it; neither where one of the figures is of too few cases."""
    return 0 if any(small) else better


def tone_of(change: float | None, better: int) -> Tone:
    """Good or bad news; plain where nothing changed or no direction is better."""
    if not change or not better:
        return Tone.PLAIN
    return Tone.GOOD if (change > 0) == (better > 0) else Tone.BAD


def _faint_if(small: bool) -> Tone:
    return Tone.FAINT if small else Tone.PLAIN
