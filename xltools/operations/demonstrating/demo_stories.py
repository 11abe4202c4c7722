"""What has happened to a made-up case so far? Its cells and rows, told in time order and cut off at the present.

Invariant: nothing is told that lies beyond the moment up to which the story runs, so open cases need no extra care.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from xltools.model.cell_edit import CellValue


class CasePlace(NamedTuple):
    """Stands for the number of a case that has none yet: its place among the register's demonstration rows, from 0."""

    place: int


DemoValue = CellValue | CasePlace
DemoRow = dict[str, DemoValue]


class Entry(NamedTuple):
    """A row of another sheet, and when somebody wrote it."""

    at: datetime
    values: DemoRow


@dataclass(slots=True)
class DemoCase:
    """One case.

    Attributes:
        topic: Key of its topic.
        received: When the customer spoke, whatever somebody typed.
        values: Cells of its row that people fill, by field.
        intake: Which of them were filled when it came in.
        entries: Rows of further sheets that belong to it, by sheet; their case number is still to come.
        stamps: When the tool would have stamped it, had it been there at the time, by field.
        staged: It shows something on purpose already; nobody is to spoil it.
    """

    topic: str
    received: datetime
    values: DemoRow = field(default_factory=dict)
    intake: frozenset[str] = frozenset()
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    stamps: dict[str, datetime] = field(default_factory=dict)
    staged: bool = False
    _written: dict[str, datetime] = field(default_factory=dict)
    _earlier: dict[str, list[tuple[datetime, DemoValue]]] = field(default_factory=dict)

    def fill(self, at: datetime, fields: Mapping[str, DemoValue]) -> None:
        """Somebody fills these cells, or writes over what stands there; empty values are passed over."""
        for name, value in fields.items():
            if value not in (None, ""):
                if name in self.values:
                    self._earlier.setdefault(name, []).append((self._written[name], self.values[name]))
                self.values[name], self._written[name] = value, at

    def standing(self, moment: datetime) -> DemoRow:
        """Its row as it stood at that moment; what the story does not date has always been there."""
        row: DemoRow = {}
        for name, value in self.values.items():
            if self._written.get(name, moment) <= moment:
                row[name] = value
                continue
            earlier = [old for at, old in self._earlier.get(name, ()) if at <= moment]
            if earlier:
                row[name] = earlier[-1]
        return row

    def cut_back_to_intake(self) -> None:
        """Leave only what was there when the case came in."""
        self.values = {name: value for name, value in self.values.items() if name in self.intake}
        self.entries, self._earlier, self._written = {}, {}, {}


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
        self.case.fill(self.case.received, fields)
        self.case.intake = frozenset(self.case.values)

    def add(self, at: datetime, /, **fields: DemoValue) -> None:
        """At that moment somebody fills these cells; empty values leave them as they are."""
        if at <= self.until:
            self.case.fill(at, fields)

    def row(self, sheet: str, at: datetime, /, **fields: DemoValue) -> None:
        """At that moment somebody writes a row on another sheet."""
        if at <= self.until:
            values: DemoRow = {name: value for name, value in fields.items() if value not in (None, "")}
            self.case.entries.setdefault(sheet, []).append(Entry(at, values))

    def stamp(self, at: datetime, name: str) -> None:
        """At that moment the tool stamps a cell."""
        if at <= self.until:
            self.case.stamps[name] = at

    def has_come_to(self, at: datetime) -> bool:
        """Whether that moment has been."""
        return at <= self.until
