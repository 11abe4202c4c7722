"""What does a register hold about each of its cases? Row, log and records put together, case by case. (FR-12, ST-12)

Invariant: a case is found by the number that stands in its row; a number that stands in two rows is nobody's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import cast

from xltools.model.case_file import CaseFile, Record
from xltools.model.case_view import CaseView
from xltools.model.register import Register, SheetTable, Value
from xltools.model.register_definition import SheetKind
from xltools.rules.case_records import CaseRecords, case_records
from xltools.rules.closing import closed_moments

_LOG_ORDER = "logged_at"
_STATE, _RECEIVED_AT = "state", "received_at"


class CaseFiles:
    """The case files of one register.

    Attributes:
        numbers: The cases that can be told apart by their number, in the order of the sheet.
        doubled: Numbers that stand in several rows; a refresh puts that right.
    """

    def __init__(self, register: Register, view: CaseView | None = None) -> None:
        """Put nothing together yet; a register may hold a hundred thousand cases.

        Args:
            register: The register.
            view: Its cases as a pass decided them; by default what stands in the cells.
        """
        self._register = register
        self._view = view if view is not None else _as_read(register)
        counted = Counter(number for number in self._view.numbers if number is not None)
        self.doubled = frozenset(number for number, count in counted.items() if count > 1)
        self.numbers = tuple(number for number in counted if number not in self.doubled)

    def of(self, number: str) -> CaseFile:
        """Everything about one case.

        Raises:
            KeyError: No row, or more than one, bears the number.
        """
        if number in self.doubled:
            raise KeyError(number)
        index = self._view.index_of()[number]
        return CaseFile(
            self._register.definition,
            number,
            self._view.table.rows[index],
            {name: column[index] for name, column in self._fields.items()},
            dict(self._records_of(index)),
            self._closed_at.get(index),
        )

    def is_closed(self, number: str) -> bool:
        """Whether nothing remains to be done with a case."""
        return self._view.index_of()[number] in self._closed_at

    @cached_property
    def _fields(self) -> dict[str, Sequence[Value]]:
        declared = self._view.table.definition.by_name
        return {name: column for name, column in self._view.columns.items() if name in declared}

    @cached_property
    def _closed_at(self) -> dict[int, datetime]:
        """By position, when closed cases were closed; where nobody entered any moment, when they were received."""
        closed = set(self._register.definition.closed_states)
        indexes = [index for index, state in enumerate(self._view.column(_STATE)) if state in closed]
        moments = closed_moments(self._view, self._register.definition.states, indexes)
        received = self._view.column(_RECEIVED_AT)
        told = ((index, moment or received[index]) for index, moment in zip(indexes, moments, strict=True))
        return {index: moment for index, moment in told if isinstance(moment, datetime)}

    @cached_property
    def _records(self) -> list[tuple[CaseRecords, dict[int, list[int]]]]:
        """The sheets whose rows belong to cases, with the rows of each case."""
        found = []
        for key, table in self._register.tables.items():
            if table.definition.kind in (SheetKind.LOG, SheetKind.RECORDS):
                records = case_records(self._register, self._view, key)
                if records is not None:
                    found.append((records, records.by_case()))
        return found

    def _records_of(self, index: int) -> Iterator[tuple[str, tuple[Record, ...]]]:
        for records, by_case in self._records:
            if rows := by_case.get(index):
                yield records.table.definition.key, tuple(_ordered(records.table, rows))


def _as_read(register: Register) -> CaseView:
    numbers = register.cases.values[register.definition.numbering.field]
    return CaseView(register.cases, cast("Sequence[str | None]", numbers), register.cases.values)


def _ordered(table: SheetTable, rows: Sequence[int]) -> Iterator[Record]:
    """The rows of a case: of the log in time order, those without a time where they stand."""
    if table.definition.kind is SheetKind.LOG and (moments := table.values.get(_LOG_ORDER)) is not None:
        rows = sorted(rows, key=_by_time(moments, rows).__getitem__)
    for row in rows:
        yield {name: column[row] for name, column in table.values.items()}


def _by_time(moments: Sequence[Value], rows: Sequence[int]) -> dict[int, datetime]:
    """When each row was; one without a time was when the one above it was."""
    latest, times = datetime.min, {}
    for row in rows:
        moment = moments[row]
        latest = moment if isinstance(moment, datetime) else latest
        times[row] = latest
    return times
