"""How do a definition's file and the one that it includes become one definition? Sheets, columns and rows put together.

Invariant: nothing of either file is dropped without a fault that names its key; what was put together still knows where
it came from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xltools.model.nearest_word import what_would_do
from xltools.workbook.definition_sources import SheetPart, Sources, Table

Key = tuple[str | int, ...]


class Origin(NamedTuple):
    """Where something was declared: the file, and the key there."""

    file: Path
    key: Key


class Fault(NamedTuple):
    """Why the parts cannot be put together as they stand."""

    origin: Origin
    key: str
    why: str
    should_be: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A whole definition as the model reads it.

    Attributes:
        table: The plain mapping; what has a fault is left out.
        faults: What contradicts itself between the parts.
        origins: Where its sheets, fields, rows and lists were declared, by their keys in ``table``.
        tabs: The key of each sheet.
    """

    table: Table
    faults: Sequence[Fault]
    origins: Mapping[Key, Origin]
    tabs: Sequence[str]


def merge(sources: Sources) -> Merged:
    """Put both files together: shared lists first, sheets in the order of ``tabs``, ``use`` and rows resolved.

    ``default_rows`` take the place of a sheet's own rows; ``extra_rows`` come after them, and take the place of the row
    that has the same value in a unique column (a setting of the same ``key``).
    """
    return _Merging(sources).merged()


class _Merging:
    """The work of `merge`."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._own, self._shared = sources.own, sources.shared
        self._tabs = list(sources.own.tabs or [sheet.key for sheet in sources.own.sheets])
        self._faults: list[Fault] = []
        self._origins: dict[Key, Origin] = {}
        self._own_sheets, self._shared_sheets = self._own.by_key(), self._shared.by_key()

    def merged(self) -> Merged:
        self._check_tabs()
        tabs = [key for key in self._tabs if key in self._own_sheets or key in self._shared_sheets]
        sheets = [self._sheet(place, key) for place, key in enumerate(tabs)]
        lists = {**self._shared.lists, **self._own.lists}
        for name in lists:
            self._origins["lists", name] = self._origin("lists", name, own=name in self._own.lists)
        table = {**(self._own.model_extra or {}), "lists": lists, "sheets": sheets}
        return Merged(table, self._faults, self._origins, tabs)

    def _origin(self, *key: str | int, own: bool = True) -> Origin:
        return Origin(self._sources.file if own else self._sources.shared_file, key)

    def _check_tabs(self) -> None:
        for file_is_own, parts in ((True, self._own), (False, self._shared)):
            first = parts.by_key()
            for place, sheet in enumerate(parts.sheets):
                if first[sheet.key] != place:
                    origin = self._origin("sheets", place, own=file_is_own)
                    self._faults.append(Fault(origin, "sheets", f"two sheets have the key {sheet.key}"))
        declared = {**self._shared_sheets, **self._own_sheets}
        for key, origin in self._mentioned_sheets():
            if key not in declared or key not in self._tabs:
                why = f"{key} must be both a declared sheet and one of the tabs"
                others = [each for each in declared if each not in self._tabs]
                should_be = f'"{key}" among the tabs' if key in declared else what_would_do(key, others)
                self._faults.append(Fault(origin, "tabs", why, should_be))

    def _mentioned_sheets(self) -> Iterator[tuple[str, Origin]]:
        own = self._own
        yield from ((key, self._origin("tabs", place)) for place, key in enumerate(self._tabs))
        yield from ((key, self._origin("default_rows", key)) for key in own.default_rows if key not in self._tabs)
        yield from ((key, self._origin("extra_rows", key)) for key in own.extra_rows if key not in self._tabs)
        yield from ((key, self._origin("sheets", place)) for key, place in self._own_sheets.items())

    def _sheet(self, place: int, key: str) -> Table:
        is_own = key in self._own_sheets
        declared_at = self._own_sheets[key] if is_own else self._shared_sheets[key]
        sheet = (self._own if is_own else self._shared).sheets[declared_at]
        self._origins["sheets", place] = self._origin("sheets", declared_at, own=is_own)
        fields: list[Table] = []
        for number, declared in enumerate(sheet.fields):
            origin = self._origin("sheets", declared_at, "fields", number, own=is_own)
            field = self._field(key, declared, origin)
            if field is not None:
                self._origins["sheets", place, "fields", len(fields)] = origin
                fields.append(field)
        rows = list(self._rows(key, sheet, declared_at, fields, is_own=is_own))
        for number, (_, origin) in enumerate(rows):
            self._origins["sheets", place, "rows", number] = origin
        return {**sheet.model_dump(), "fields": fields, "rows": [row for row, _ in rows]}

    def _field(self, sheet: str, field: Table, origin: Origin) -> Table | None:
        if "use" not in field:
            return field
        columns = {**self._shared.shared_fields, **self._own.shared_fields}
        name = field["use"]
        if not isinstance(name, str) or name not in columns:
            why = f"use = {name!r}: no such shared field"
            should_be = what_would_do(str(name), columns)
            self._faults.append(Fault(origin, f"sheets.{sheet}.fields", why, should_be))
            return None
        return {"name": name, **columns[name], **{key: value for key, value in field.items() if key != "use"}}

    def _rows(
        self, key: str, sheet: SheetPart, declared_at: int, fields: Sequence[Table], *, is_own: bool
    ) -> list[tuple[Table, Origin]]:
        """The rows of a sheet with their origins."""
        if key in self._own.default_rows:
            shipped = self._own.default_rows[key]
            rows = [(row, self._origin("default_rows", key, place)) for place, row in enumerate(shipped)]
        else:
            rows = [
                (row, self._origin("sheets", declared_at, "rows", place, own=is_own))
                for place, row in enumerate(sheet.rows)
            ]
        unique = [str(field["name"]) for field in fields if field.get("unique") and "name" in field]
        for place, row in enumerate(self._own.extra_rows.get(key, [])):
            same = _place_of_same(row, [each for each, _ in rows], unique)
            origin = self._origin("extra_rows", key, place)
            if same is None:
                rows.append((row, origin))
            else:
                rows[same] = (row, origin)
        return rows


def _place_of_same(row: Table, rows: Sequence[Table], unique: Sequence[str]) -> int | None:
    """Where the row stands that has the same value in a unique column."""
    return next(
        (
            place
            for place, each in enumerate(rows)
            if any(name in row and each.get(name) == row[name] for name in unique)
        ),
        None,
    )
