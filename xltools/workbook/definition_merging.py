"""How do a definition's file and the one that it includes become one definition? Sheets, columns and rows put together.

Invariant: nothing of either file is dropped without a fault that names its key; what was put together still knows where
it came from.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from xltools.errors import DefinitionError

_MAXIMUM_BYTES = 2 * 1024 * 1024
Table = dict[str, Any]
Key = tuple[str | int, ...]


class SheetPart(BaseModel):
    """A sheet before ``use`` and default rows are resolved."""

    model_config = ConfigDict(extra="allow")

    key: str
    fields: list[Table] = []
    rows: list[Table] = []


class Parts(BaseModel):
    """A file before its parts are put together; only as much of its shape as that needs."""

    model_config = ConfigDict(extra="allow")

    include: str | None = None
    tabs: list[str] | None = None
    shared_fields: dict[str, Table] = {}
    lists: dict[str, Any] = {}
    sheets: list[SheetPart] = []
    default_rows: dict[str, list[Table]] = {}
    extra_rows: dict[str, list[Table]] = {}

    def by_key(self) -> dict[str, int]:
        """Position of each sheet by its key; of two with one key the first."""
        return {sheet.key: place for place, sheet in reversed(list(enumerate(self.sheets)))}


class Origin(NamedTuple):
    """Where something was declared: the file, and the key there."""

    file: Path
    key: Key


class Fault(NamedTuple):
    """Why the parts cannot be put together as they stand."""

    origin: Origin
    key: str
    why: str


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


class Sources(NamedTuple):
    """A definition's own file and the one that it includes; the same file twice where it includes none."""

    file: Path
    own: Parts
    shared_file: Path
    shared: Parts


def read_toml(path: Path) -> Table:
    """The contents of one file.

    Raises:
        DefinitionError: It is missing, too large or not UTF-8 TOML.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DefinitionError(path.name, "file", f"cannot be read: {error.strerror}") from None
    if len(data) > _MAXIMUM_BYTES:
        raise DefinitionError(path.name, "file", "is larger than 2 MB")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # Notepad writes a BOM, which TOML forbids
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(path.name, "file", f"is not UTF-8 TOML: {error}") from None


def read_sources(path: Path, templates: Path) -> Sources:
    """Read a definition and the file that it includes, from its own folder or else from the shipped templates'.

    Raises:
        DefinitionError: A file is no TOML, or its parts are not of the right shape.
    """
    own = _parts(path)
    if own.include is None:
        return Sources(path, own, path, Parts())
    if not own.include or Path(own.include).name != own.include:
        raise DefinitionError(path.name, "include", "must be the name of a file in the same folder")
    beside = path.with_name(own.include)
    shared_file = beside if beside.exists() else templates / own.include
    return Sources(path, own, shared_file, _parts(shared_file))


def _parts(path: Path) -> Parts:
    try:
        return Parts.model_validate(read_toml(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DefinitionError(path.name, ".".join(map(str, first["loc"])), first["msg"]) from None


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
                self._faults.append(Fault(origin, "tabs", why))

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
            self._faults.append(Fault(origin, f"sheets.{sheet}.fields", why))
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
