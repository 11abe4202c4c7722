"""What has happened to a made-up case so far? Its cells and log rows, told in time order and cut off at the present.

Invariant: nothing is told that lies beyond the moment up to which the story runs, so open cases need no extra care.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from xltools.model.cell_edit import CellValue


class CasePlace(NamedTuple):
    """Stands for the number of a case that has none yet: its place among the register's demonstration rows, from 0."""

    place: int


DemoValue = CellValue | CasePlace
DemoRow = dict[str, DemoValue]


@dataclass(slots=True)
class DemoCase:
    """One case.

    Attributes:
        topic: Key of its topic.
        values: Cells of its row that people fill, by field.
        intake: Which of them were filled when it came in.
        rows: Rows of further sheets that belong to it, by sheet; their case number is still to come.
        stamps: When the tool would have stamped it, had it been there at the time, by field.
    """

    topic: str
    values: DemoRow = field(default_factory=dict)
    intake: frozenset[str] = frozenset()
    rows: dict[str, list[DemoRow]] = field(default_factory=dict)
    stamps: dict[str, datetime] = field(default_factory=dict)

    def cut_back_to_intake(self) -> None:
        """Leave only what was there when the case came in."""
        self.values = {name: value for name, value in self.values.items() if name in self.intake}
        self.rows = {}


@dataclass(slots=True)
class Story:
    """A case being told.

    Attributes:
        case: What was told.
        until: Nothing later than this has happened yet.
    """

    case: DemoCase
    until: datetime

    def begin(self, **fields: DemoValue) -> None:
        """The case comes in with these cells."""
        self.case.values |= _filled(fields)
        self.case.intake = frozenset(self.case.values)

    def add(self, at: datetime, /, **fields: DemoValue) -> None:
        """At that moment somebody fills these cells; empty values stay empty."""
        if at <= self.until:
            self.case.values |= _filled(fields)

    def row(self, sheet: str, at: datetime, /, **fields: DemoValue) -> None:
        """At that moment somebody writes a row on another sheet."""
        if at <= self.until:
            self.case.rows.setdefault(sheet, []).append(_filled(fields))

    def stamp(self, at: datetime, name: str) -> None:
        """At that moment the tool stamps a cell."""
        if at <= self.until:
            self.case.stamps[name] = at

    def has_come_to(self, at: datetime) -> bool:
        """Whether that moment has been."""
        return at <= self.until


def _filled(fields: DemoRow) -> DemoRow:
    return {name: value for name, value in fields.items() if value not in (None, "")}
