"""What became of the measures that were decided? The improvement items of all registers, as of the cut-off (ST-15).

Invariant: an item stays on the list until it is finished or dropped; what ended in the period is listed once more.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from xltools.language.words import Word
from xltools.reports.content.basis import Basis
from xltools.reports.content.cells import LONG, TEXT
from xltools.reports.document import Block, Cell, Column, ColumnKind, Paragraph, Table, Tone, Value
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
        return self.progress in (Word.DONE.said, Word.DROPPED.said)

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
        return Paragraph(("没有登记过改进项，或以前的都已结束。",), "改进项跟踪")
    day = basis.cut_off.date()
    done, late = sum(row.progress == Word.DONE.said for row in rows), sum(row.is_late(day) for row in rows)
    columns = (
        Column("改进事项", LONG, 30),
        Column("改进措施", LONG, 36),
        Column("责任部门", TEXT, 13),
        Column("负责人", TEXT, 14),
        Column("提出日期", ColumnKind.DATE, 11),
        Column("计划完成", ColumnKind.DATE, 11),
        Column("进度", TEXT, 9),
        Column("实际完成", ColumnKind.DATE, 11),
        Column("效果", LONG, 24),
        *((Column("台账", TEXT, 16),) if basis.several_registers else ()),
    )
    note = f"共 {len(rows)} 项，本期完成 {done} 项，逾期未完成 {late} 项；以前各期已结束的不再列出。"
    return Table(TRACKED, "改进项跟踪", columns, [_row(basis, row) for row in rows], note=note)


def _row(basis: Basis, row: Improvement) -> Sequence[Value]:
    late = row.is_late(basis.cut_off.date())
    return (
        row.title,
        row.measure,
        row.department,
        row.owner,
        row.proposed_on,
        Cell(row.due_on, tone=Tone.BAD if late else Tone.PLAIN),
        Cell(row.progress, tone=Tone.GOOD if row.progress == Word.DONE.said else Tone.PLAIN),
        row.finished_on,
        row.effect,
        *((row.register,) if basis.several_registers else ()),
    )


def _ended_in(row: Improvement, first_day: date) -> bool:
    return (row.finished_on or row.proposed_on or date.min) >= first_day


def _plain(value: object) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, str) else None
