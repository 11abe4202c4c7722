"""What are the heads, columns and sections of the report called, and how is text cut for a cell?

Invariant: every word comes from the texts, by its key.
"""

from collections.abc import Sequence

from xltools.language.one_line import cut_short
from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.reports.document import Block, Cell, Column, ColumnKind, Section
from xltools.reports.figure_cells import sampled
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


def spread_cells(spread: Spread) -> tuple[int, Cell, Cell, Cell]:
    """n, mean, median and P90."""
    mean, median, p90 = (sampled(value, small=spread.small) for value in (spread.mean, spread.median, spread.p90))
    return spread.n, mean, median, p90


def spread_columns(unit: str) -> tuple[Column, ...]:
    """The columns of `spread_cells`."""
    spread = (Column(head(key, unit=unit), HOURS, 11) for key in ("mean", "median", "p90"))
    return (column("cases", COUNT, 8), *spread)


def brief(words: str | None, most: int = 90) -> str | None:
    """A text on one line, cut where it is long; the whole stands on sheet 明细."""
    plain = " ".join(words.split()) if words else ""
    return cut_short(plain, most) or None
