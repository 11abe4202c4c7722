"""How do figures become cells? Rates never without n, nothing from nothing, too few marked as such.

Invariant: what has no value is an empty cell, neither 0 nor 100 %.
"""

from xltools.reports.document import Cell, Column, ColumnKind, Tone
from xltools.reports.figures.rate import Rate, points
from xltools.reports.figures.spread import Spread

TEXT, LONG, COUNT, CHANGE = ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.COUNT, ColumnKind.CHANGE
SHARE, POINTS, HOURS, SCORE = ColumnKind.SHARE, ColumnKind.POINTS, ColumnKind.HOURS, ColumnKind.SCORE
DUE, MET = "到期项数", "按时"  # heads of the columns that an on-time rate is reckoned from
SMALL_NOTE = "灰色 = 样本不足 5 件，仅供参考；空白 = 没有数据。"


def share(rate: Rate, *, of: tuple[str, str] | None = None) -> Cell:
    """A rate's value; faint where n is small.

    Args:
        rate: The rate.
        of: Heads of the columns of its numerator and denominator in the same row, where they stand there.
    """
    return Cell(rate.value, share_of=of, tone=Tone.FAINT if rate.small else Tone.PLAIN)


def moved(now: Rate, before: Rate, better: int) -> Cell:
    """By how many points a rate moved, coloured by whether that is good; faint where either n is small."""
    change = points(now, before)
    return Cell(change, tone=Tone.FAINT if now.small or before.small else tone_of(change, better))


def tone_of(change: float | None, better: int) -> Tone:
    """Good or bad news; plain where nothing changed or no direction is better."""
    if not change or not better:
        return Tone.PLAIN
    return Tone.GOOD if (change > 0) == (better > 0) else Tone.BAD


def spread_cells(spread: Spread) -> tuple[int, Cell, Cell, Cell]:
    """n, mean, median and P90."""
    tone = Tone.FAINT if spread.small else Tone.PLAIN
    return spread.n, Cell(spread.mean, tone=tone), Cell(spread.median, tone=tone), Cell(spread.p90, tone=tone)


def spread_columns(unit: str) -> tuple[Column, ...]:
    """The columns of `spread_cells`."""
    return (
        Column("件数", COUNT, 8),
        Column(f"平均（{unit}）", HOURS, 11),
        Column(f"中位数（{unit}）", HOURS, 11),
        Column(f"P90（{unit}）", HOURS, 11),
    )


def brief(text: str | None, most: int = 90) -> str | None:
    """A text on one line, cut where it is long; the whole stands on sheet 明细."""
    plain = " ".join(text.split()) if text else ""
    return (plain if len(plain) <= most else f"{plain[: most - 1]}…") or None
