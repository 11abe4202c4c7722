"""How does a person work on the file? Opened, typed into, rows moved about, saved; the bookkeeping is told each deed.

Invariant: whatever is done to the file is done to the bookkeeping in the same breath, and to nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random

from tests.hostile.year.books import Book, Raw
from tests.hostile.year.casebook import Case, Casebook, Entry, Typed
from tests.hostile.year.desks import FIRST_ROW, HEAD_ROW


class Session:
    """One person's sitting at the file."""

    def __init__(self, book: Book, casebook: Casebook, chance: Random, now: datetime, sloppy: float) -> None:
        """Open the file.

        Args:
            book: What stands there.
            casebook: The bookkeeping.
            chance: The person's luck.
            now: The moment.
            sloppy: How often the person types badly, from 0 to 1.
        """
        self.book, self.casebook, self.chance, self.now, self.sloppy = book, casebook, chance, now, sloppy
        self.desk = casebook.desk
        self.sheet = book.sheet(self.desk.cases.title)
        self.deeds: list[str] = []

    def row_of(self, case: Case) -> int | None:
        """Where a case stands; None where its row is gone."""
        return next((row for row, each in self.casebook.rows.items() if each is case), None)

    def free_row(self) -> int:
        """The first row behind all others."""
        return max([HEAD_ROW, self.sheet.last, *self.casebook.rows]) + 1

    def enter(self, cells: Mapping[str, Typed], uid: str) -> Case:
        """Type a new case into the first empty row."""
        row, case = self.free_row(), Case(uid, dict(cells))
        self.casebook.rows[row] = case
        self.sheet.put(row, {self.desk.own_column: uid, **self._columns(cells)})
        self.deeds.append(f"entered {uid} in row {row}")
        return case

    def type(self, case: Case, cells: Mapping[str, Typed | None]) -> None:
        """Type into a case's row; None clears a cell."""
        row = self.row_of(case)
        if row is None:
            return
        for name, typed in cells.items():
            if typed is None:
                case.cells.pop(name, None)
            else:
                case.cells[name] = typed
        self.sheet.put(row, self._columns(cells))
        self.deeds.append(f"typed {sorted(cells)} of {case.uid} in row {row}")

    def note(self, key: str, case: Case, cells: Mapping[str, Typed]) -> Entry | None:
        """Add a row to a sheet beside the register sheet, naming the case as its row shows it."""
        row = self.row_of(case)
        table = self.desk.tables[key]
        number = None if row is None else self.sheet.value(row, self.desk.cases.columns[self._number_field])
        if not isinstance(number, str) or number != case.number:
            return None  # the person sees no number, or one that somebody overtyped
        sheet = self.book.sheet(table.title)
        entries = self.casebook.entries.setdefault(key, [])
        place = max([HEAD_ROW, sheet.last, *(each.row for each in entries)]) + 1
        entry = Entry(place, {"case_number": Typed(number, number), **cells})
        entries.append(entry)
        sheet.put(place, {table.columns[name]: typed.raw for name, typed in entry.cells.items()})
        self.deeds.append(f"noted {key} of {case.uid}: { ({n: t.raw for n, t in cells.items()}) }")
        return entry

    def amend(self, key: str, entry: Entry, cells: Mapping[str, Typed]) -> None:
        """Type into a row of a sheet beside the register sheet."""
        table = self.desk.tables[key]
        entry.cells |= cells
        self.book.sheet(table.title).put(entry.row, {table.columns[name]: typed.raw for name, typed in cells.items()})
        self.deeds.append(f"amended {key} row {entry.row}")

    def insert_row(self, at: int) -> None:
        """Insert an empty row."""
        self._rearranged({old: old + (old >= at) for old in self.sheet.rows if old >= FIRST_ROW})
        self.deeds.append(f"inserted row {at}")

    def delete_row(self, at: int) -> None:
        """Delete a row, with the case that stands there."""
        gone = self.casebook.rows.pop(at, None)
        if gone is not None:
            self.casebook.gone.append(gone)
        self._rearranged({old: old - (old > at) for old in self.sheet.rows if old >= FIRST_ROW and old != at})
        self.deeds.append(f"deleted row {at}")

    def sort(self, key: Callable[[Case], object], *, backward: bool) -> None:
        """Sort the whole table by a column, as people do."""
        ordered = sorted(self.casebook.rows.items(), key=lambda each: str(key(each[1])), reverse=backward)
        self._rearranged({old: FIRST_ROW + place for place, (old, _) in enumerate(ordered)})
        self.deeds.append("sorted")

    def copy_row(self, source: int, cells: Mapping[str, Typed], uid: str) -> Case:
        """Copy a row, number and all, to the first empty one, and type over some of it."""
        place, original = self.free_row(), self.casebook.rows[source]
        copied = {name: Typed(typed.raw, typed.meant) for name, typed in original.cells.items()}
        case = Case(uid, {**copied, **cells})
        self.sheet.put(place, self.sheet.copied(source))
        self.sheet.put(place, {self.desk.own_column: uid, **self._columns(cells)})
        self.casebook.rows[place] = case
        self.deeds.append(f"copied row {source} to {place} as {uid}")
        return case

    def overtype(self, case: Case, name: str, value: Raw | None) -> None:
        """Type over a cell of the tool; the bookkeeping hears nothing, for the tool must put it back."""
        row = self.row_of(case)
        if row is not None:
            self.sheet.put(row, {self.desk.cases.columns[name]: value})
            self.deeds.append(f"overtyped {name} of {case.uid} in row {row} with {value!r}")

    def set(self, key: str, row: int, name: str, value: Raw | None) -> None:
        """Change a settings sheet."""
        table = self.desk.tables[key]
        self.book.sheet(table.title).put(row, {table.columns[name]: value})
        self.deeds.append(f"set {key} row {row} {name} to {value!r}")

    def add(self, key: str, cells: Mapping[str, Raw]) -> None:
        """Add a row to a settings sheet."""
        table = self.desk.tables[key]
        sheet = self.book.sheet(table.title)
        sheet.put(sheet.last + 1, {table.columns[name]: value for name, value in cells.items()})
        self.deeds.append(f"added {cells} to {key}")

    @property
    def _number_field(self) -> str:
        return self.desk.definition.numbering.field

    def _columns(self, cells: Mapping[str, Typed | None]) -> dict[int, Raw | None]:
        columns = self.desk.cases.columns
        return {columns[name]: None if typed is None else typed.raw for name, typed in cells.items()}

    def _rearranged(self, places: Mapping[int, int]) -> None:
        self.sheet.arrange({new: old for old, new in places.items()}, FIRST_ROW)
        self.casebook.rows = {places[old]: case for old, case in self.casebook.rows.items()}
