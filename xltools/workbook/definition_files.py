"""Where do register definitions come from? TOML files, shipped or a team's own, read with their shared parts.

Invariant: what comes out is a valid `RegisterDefinition`, or a `DefinitionError` that names the file and the key.
"""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from xltools.errors import DefinitionError
from xltools.model.register_definition import RegisterDefinition

_MAXIMUM_BYTES = 2 * 1024 * 1024
Table = dict[str, Any]


def templates_folder() -> Path:
    """The folder of shipped definitions and built workbooks: inside the wheel, or beside the package in a checkout."""
    installed = Path(__file__).parents[1] / "workbook_templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "workbook_templates"


def shipped_definitions() -> tuple[str, ...]:
    """Names of the shipped registers, in alphabetical order."""
    files = templates_folder().glob("*.toml")
    heads = {file.stem: file.read_text(encoding="utf-8-sig").split("\n[", 1)[0] for file in files}
    return tuple(sorted(stem for stem, head in heads.items() if "\nname = " in head))


@lru_cache(maxsize=32)
def shipped_definition(name: str) -> RegisterDefinition:
    """The shipped register called ``name``.

    Raises:
        DefinitionError: There is none, or it contradicts itself.
    """
    if name not in shipped_definitions():
        raise DefinitionError(name, "name", f"no such template; there are {', '.join(shipped_definitions())}")
    return read_definition(templates_folder() / f"{name}.toml")


class _SheetPart(BaseModel):
    model_config = ConfigDict(extra="allow")

    key: str
    fields: list[Table] = []
    rows: list[Table] = []


class _Parts(BaseModel):
    """A file before its parts are put together; only as much of its shape as that needs."""

    model_config = ConfigDict(extra="allow")

    include: str | None = None
    tabs: list[str] | None = None
    shared_fields: dict[str, Table] = {}
    lists: dict[str, Any] = {}
    sheets: list[_SheetPart] = []
    default_rows: dict[str, list[Table]] = {}
    extra_rows: dict[str, list[Table]] = {}


def read_definition(path: Path) -> RegisterDefinition:
    """Read a definition and the file that it includes.

    Raises:
        DefinitionError: Not TOML, an unknown or missing key, or a contradiction.
    """
    tabs: list[str] = []
    try:
        parts = _Parts.model_validate(_read_toml(path))
        tabs = parts.tabs or [sheet.key for sheet in parts.sheets]
        shared = _Parts.model_validate(_read_toml(_included(path, parts.include))) if parts.include else _Parts()
        return RegisterDefinition.model_validate(_merged(path.name, parts, shared, tabs))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = _named([str(part) for part in first["loc"]], tabs) or "definition"
        raise DefinitionError(path.name, key, first["msg"].removeprefix("Value error, ")) from None


def _named(key: list[str], tabs: list[str]) -> str:
    """Say ``sheets.cases`` rather than ``sheets.0``."""
    if len(key) > 1 and key[0] == "sheets" and key[1].isdigit() and int(key[1]) < len(tabs):
        key[1] = tabs[int(key[1])]
    return ".".join(key)


def _included(path: Path, include: str) -> Path:
    if Path(include).name != include:
        raise DefinitionError(path.name, "include", "must be the name of a file in the same folder")
    beside = path.with_name(include)
    return beside if beside.exists() else templates_folder() / include


def _read_toml(path: Path) -> Table:
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


def _merged(source: str, parts: _Parts, shared: _Parts, tabs: list[str]) -> Table:
    """One plain mapping: shared lists first, sheets in the order of ``tabs``, ``use`` and default rows resolved.

    ``default_rows`` take the place of a sheet's own rows, ``extra_rows`` come after them.
    """
    own = _by_key(source, parts)
    declared = {**_by_key(source, shared), **own}
    columns = {**shared.shared_fields, **parts.shared_fields}
    for key in (*tabs, *parts.default_rows, *parts.extra_rows, *own):
        if key not in declared or key not in tabs:
            raise DefinitionError(source, "tabs", f"{key} must be both a declared sheet and one of the tabs")
    sheets = [
        {
            **declared[key].model_dump(),
            "fields": [_column(source, key, field, columns) for field in declared[key].fields],
            "rows": [*parts.default_rows.get(key, declared[key].rows), *parts.extra_rows.get(key, [])],
        }
        for key in tabs
    ]
    return {**(parts.model_extra or {}), "lists": {**shared.lists, **parts.lists}, "sheets": sheets}


def _by_key(source: str, parts: _Parts) -> dict[str, _SheetPart]:
    sheets: dict[str, _SheetPart] = {}
    for sheet in parts.sheets:
        if sheet.key in sheets:
            raise DefinitionError(source, "sheets", f"two sheets have the key {sheet.key}")
        sheets[sheet.key] = sheet
    return sheets


def _column(source: str, sheet: str, field: Table, columns: dict[str, Table]) -> Table:
    if "use" not in field:
        return field
    name = field["use"]
    if not isinstance(name, str) or name not in columns:
        raise DefinitionError(source, f"sheets.{sheet}.fields", f"use = {name!r}: no such shared field")
    return {"name": name, **columns[name], **{key: value for key, value in field.items() if key != "use"}}
