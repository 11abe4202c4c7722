"""What became of the measures that were decided? The improvement items of all registers, as of the cut-off (ST-15).

Invariant: an item stays on the list until it is finished or dropped; what ended in the period is listed once more.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import LONG, TEXT, column
from xltools.reports.document import Block, Cell, ColumnKind, Paragraph, Table, Tone, Value
from xltools.reports.facts import IMPROVEMENT_COLUMNS

TRACKED = "improvements"


class Improvement(NamedTuple):
    """A row of a sheet 改进项; None for what is not filled."""

    register: str
    number: str | None
    title: str | None
    kind: str | None
    measure: str | None
    department: str | None
    owner: str | None
    proposed_on: date | None
    due_on: date | None
    progress: str | None
    finished_on: date | None
    effect: str | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.progress in (Word.DONE, Word.DROPPED)

    def is_late(self, day: date) -> bool:
        """Whether it should have been finished before that day."""
        return not self.has_ended and self.due_on is not None and self.due_on < day


def improvements(basis: Basis) -> list[Improvement]:
    """The items that were open in the period, the longest known first."""
    table = basis.facts.improvements[list(IMPROVEMENT_COLUMNS)]
    rows = [Improvement(*map(_plain, row)) for row in table.itertuples(index=False, name=None)]
    shown = [row for row in rows if not row.has_ended or _ended_in(row, basis.period.start)]
    return sorted(shown, key=lambda row: (row.proposed_on or date.min, row.title or ""))


def tracked(basis: Basis) -> Block:
    """The table, or a sentence where there is nothing to track."""
    rows = improvements(basis)
    if not rows:
        return Paragraph((text("report.improvements.nothing"),), text("report.improvements.title"))
    day = basis.cut_off.date()
    done, late = sum(row.progress == Word.DONE for row in rows), sum(row.is_late(day) for row in rows)
    columns = (
        column("improvement", LONG, 30),
        column("measure_taken", LONG, 36),
        column("responsible", TEXT, 13),
        column("owner", TEXT, 14),
        column("proposed_on", ColumnKind.DATE, 11),
        column("due_on", ColumnKind.DATE, 11),
        column("progress", TEXT, 9),
        column("finished_on", ColumnKind.DATE, 11),
        column("effect", LONG, 24),
        *((column("register", TEXT, 16),) if basis.several_registers else ()),
    )
    note = text("report.improvements.note", items=len(rows), done=done, late=late)
    return Table(TRACKED, text("report.improvements.title"), columns, [_row(basis, row) for row in rows], note=note)


def _row(basis: Basis, row: Improvement) -> Sequence[Value]:
    late = row.is_late(basis.cut_off.date())
    return (
        row.title,
        row.measure,
        row.department,
        row.owner,
        row.proposed_on,
        Cell(row.due_on, tone=Tone.BAD if late else Tone.PLAIN),
        Cell(_said(row.progress), tone=Tone.GOOD if row.progress == Word.DONE else Tone.PLAIN),
        row.finished_on,
        row.effect,
        *((row.register,) if basis.several_registers else ()),
    )


def _said(progress: str | None) -> str | None:
    return next((word.said for word in (Word.UNDER_WAY, Word.DONE, Word.DROPPED) if word == progress), progress)


def _ended_in(row: Improvement, first_day: date) -> bool:
    return (row.finished_on or row.proposed_on or date.min) >= first_day


def _plain(value: object) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, str) else None
