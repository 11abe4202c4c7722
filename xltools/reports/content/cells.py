"""How do figures become cells, and words heads? Rates never without n, nothing from nothing, too few marked as such.

Invariant: what has no value is an empty cell, neither 0 nor 100 %.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.reports.document import Block, Cell, Column, ColumnKind, Section, Tone
from xltools.reports.figures.rate import Rate, points
from xltools.reports.figures.spread import Spread
from xltools.reports.joined_words import sentences

TEXT, LONG, COUNT, CHANGE = ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.COUNT, ColumnKind.CHANGE
SHARE, POINTS, HOURS, SCORE = ColumnKind.SHARE, ColumnKind.POINTS, ColumnKind.HOURS, ColumnKind.SCORE
DUE, MET = "due", "met"  # heads of the columns that an on-time rate is reckoned from


def head(key: str, **values: object) -> str:
    """The head of a column, in the spoken language."""
    return text(f"report.heads.{key}", **values)


def column(key: str, kind: ColumnKind = TEXT, width: float = 12, *, bar: bool = False) -> Column:
    """A column by the key of its head."""
    return Column(head(key), kind, width, bar)


def flagged(key: str) -> tuple[str, str]:
    """The rows of sheet 明细 whose column of that key says yes, for `Where`."""
    return head(key), Word.YES.said


def section(key: str, blocks: Sequence[Block], *, landscape: bool = False) -> Section:
    """A section by the key of its title and question."""
    title, question = text(f"report.sections.{key}.title"), text(f"report.sections.{key}.question")
    return Section(title, question, tuple(blocks), landscape=landscape)


def with_small_note(note: str = "") -> str:
    """A note, and what grey and empty cells mean."""
    return sentences((note, text("report.small_note")))


def of_due() -> tuple[str, str]:
    """What an on-time rate is a share of, for `share`."""
    return head(MET), head(DUE)


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
    spread = (Column(head(key, unit=unit), HOURS, 11) for key in ("mean", "median", "p90"))
    return (column("cases", COUNT, 8), *spread)


def brief(words: str | None, most: int = 90) -> str | None:
    """A text on one line, cut where it is long; the whole stands on sheet 明细."""
    plain = " ".join(words.split()) if words else ""
    return (plain if len(plain) <= most else f"{plain[: most - 1]}…") or None
