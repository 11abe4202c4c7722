"""What is a report made of? Sections of paragraphs, cards, tables and charts, the same for the workbook and the PDF.

Invariant: every value stands here once, with its unit; who draws it adds nothing and leaves nothing out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from xltools.reports.chart import Chart

Scalar = str | int | float | date | datetime | None
DETAIL = "detail"  # the key of the table of all cases (明细), which live formulas count


class ColumnKind(StrEnum):
    """What a column holds, and so how it is written."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # wraps
    COUNT = "count"  # 1,234
    CHANGE = "change"  # +12, -3: against the period before
    SHARE = "share"  # a fraction of 1, written 12.3%
    POINTS = "points"  # a difference of two shares, written +1.2 个百分点 or +1.2pp in tables
    HOURS = "hours"  # 12.5; the unit stands in the head
    SCORE = "score"  # 4.27
    RATIO = "ratio"  # 1.35 (times)
    MOMENT = "moment"  # 2026-10-05 14:30
    DATE = "date"
    TREND = "trend"  # a sequence of numbers, oldest first, drawn as a sparkline; no number of its own


class Tone(StrEnum):
    """How a value or a row should strike the reader."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    FAINT = "faint"  # e.g. too few to rely on


class Where(NamedTuple):
    """Which rows of 明细 a figure counts: all whose column has the value; every pair must hold.

    Attributes:
        pairs: (head of a column of 明细, text that stands in it).
    """

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with more to it than the value. A plain `Scalar` in a row is a cell without any of this.

    Attributes:
        value: The engine's figure; None is an empty cell.
        counts: The rows of 明细 that it counts: becomes a live formula in the workbook.
        share_of: The heads of two COUNT columns of the same row (part, whole): a live formula part ÷ whole.
        goto: The anchor of a row (or of a table: its key) that the reader gets to by clicking.
        tone: How it strikes the reader.
        trend: The values of a sparkline, where the column is of kind TREND.
    """

    value: Scalar
    counts: Where | None = None
    share_of: tuple[str, str] | None = None
    goto: str | None = None
    tone: Tone = Tone.PLAIN
    trend: Sequence[float | None] = ()


Value = Scalar | Cell


def scalar_of(value: Value) -> Scalar:
    """A value of a row without what else is known of it."""
    return value.value if isinstance(value, Cell) else value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: Its head, with the unit where there is one: 平均（工作小时）.
        kind: What it holds.
        width: In characters of the default font, a Chinese character counting two.
        bar: Draw data bars behind the numbers.
    """

    head: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 12
    bar: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Figures of a column that must add up to what the engine counted another way: a check cell under the table.

    Attributes:
        column: The head of the column whose rows (the total row left out) are added.
        expected: What they must add up to.
        label: What that is, in words: 「本期受理件数」.
    """

    column: str
    expected: int
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        key: Unique in the report; charts and links name it.
        title: Above it.
        columns: From left to right.
        rows: From top to bottom; each as long as ``columns``. A row may be empty of values.
        total: A last row set apart, if there is one.
        note: Below it: how to read it, what n is, why it is empty.
        anchors: By row index from 0: a name that links can lead to, unique in the report.
        checks: Reconciliations.
        filterable: With filter arrows and frozen head (the one table of its section).
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    total: Sequence[Value] | None = None
    note: str = ""
    anchors: Mapping[int, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    filterable: bool = False

    def place(self, head: str) -> int:
        """Which of the columns has this head, from 0; the first where there are several.

        Raises:
            ValueError: None has.
        """
        for place, column in enumerate(self.columns):
            if column.head == head:
                return place
        raise ValueError(f"table {self.key!r} has no column {head!r}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; each a line of its own with a mark before it where ``bullets``."""

    sentences: tuple[str, ...]
    title: str = ""
    bullets: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure.

    Attributes:
        label: What it is: 受理件数.
        value: The figure; None is shown as 「—」.
        kind: How it is written.
        unit: Behind it: 件, 小时.
        before: The same of the period before; None where unknown.
        better: +1 where more is better, -1 where less is, 0 where neither: colours the change.
        sample: n, where it is a rate or a mean.
        note: e.g. 「n<5，仅供参考」.
        goto: Key of the table that it comes from.
    """

    label: str
    value: float | int | None
    kind: ColumnKind
    unit: str = ""
    before: float | int | None = None
    better: int = 0
    sample: int | None = None
    note: str = ""
    goto: str | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Headline figures side by side."""

    cards: tuple[Card, ...]


Block = Paragraph | Cards | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A sheet of the workbook, a chapter of the PDF.

    Attributes:
        title: The tab (no more than 31 characters).
        question: What the reader learns here, in a sentence.
        blocks: From top to bottom.
        landscape: Printed across.
    """

    title: str
    question: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes:
        title: 《客户反馈管理分析报告》 without the brackets.
        period: In words: 2026年10月.
        company: At the head.
        department: Who makes it.
        made_at: The cut-off: the moment that everything in it is as of. Nothing in the files depends on the real clock.
        sections: In order.
    """

    title: str
    period: str
    company: str
    department: str
    made_at: datetime
    sections: tuple[Section, ...]

    def links(self) -> Iterator[str]:
        """The names that its links lead to: keys of tables, and anchors of rows."""
        for block in (block for section in self.sections for block in section.blocks):
            if isinstance(block, Cards):
                yield from (card.goto for card in block.cards if card.goto is not None)
            elif isinstance(block, Table):
                values = (value for row in (*block.rows, block.total or ()) for value in row)
                yield from (value.goto for value in values if isinstance(value, Cell) and value.goto is not None)
