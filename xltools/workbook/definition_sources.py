"""Which files make a definition, and can they be read? A team's own and the one that it includes, as plain tables.

Invariant: what cannot be read is refused with the file that somebody can mend, the key and, where it has one, the line.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from xltools.errors import DefinitionError
from xltools.model.expected_values import expected_value
from xltools.model.nearest_word import nearest

_MAXIMUM_BYTES = 2 * 1024 * 1024
_LINE = re.compile(r"at line (\d+)")  # in what tomllib says
_SET_TWICE = "Cannot overwrite a value"
_SHOWN_SIGNS = 60
Table = dict[str, Any]


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


class Sources(NamedTuple):
    """A definition's own file and the one that it includes; the same file twice where it includes none."""

    file: Path
    own: Parts
    shared_file: Path
    shared: Parts


def read_toml(path: Path) -> Table:
    """The contents of one file.

    Raises:
        DefinitionError: It is missing, too large or not UTF-8 TOML; says ``at line 7`` where it is a line's fault.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DefinitionError(path.name, "file", f"cannot be read: {error.strerror}") from None
    if len(data) > _MAXIMUM_BYTES:
        raise DefinitionError(path.name, "file", "is larger than 2 MB")
    try:
        text = data.decode("utf-8-sig")  # Notepad writes a BOM, which TOML forbids
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        why = f"has signs that are not UTF-8 (at line {line}); save it as UTF-8 (Notepad: Save as, Encoding)"
        raise DefinitionError(path.name, "file", why) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(path.name, "file", _what_is_no_toml(str(error), text)) from None


def line_told(why: str) -> int:
    """The line that a refusal of `read_toml` speaks of; 0 where it speaks of none."""
    found = _LINE.search(why)
    return int(found[1]) if found else 0


def _what_is_no_toml(said: str, text: str) -> str:
    """What tomllib says, with what stands on that line."""
    lines, number = text.splitlines(), line_told(said)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    if said.startswith(_SET_TWICE) and "=" in line:
        return f"{line.partition('=')[0].strip()} is set twice in one table (at line {number}); leave one of them out"
    return f"is no TOML: {said}" + (f": {line[:_SHOWN_SIGNS]}" if line else "")


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
    if not shared_file.exists():
        raise DefinitionError(path.name, "include", _no_such_file(own.include, path.parent, templates))
    return Sources(path, own, shared_file, _parts(shared_file))


def _no_such_file(include: str, *folders: Path) -> str:
    """What may be included instead: those of the own folder, and the shipped files that are no register."""
    known = sorted({file.name for folder in folders for file in folder.glob("common*.toml")})
    near = nearest(include, known)
    meant = f"nearest: {near}" if near else f"shipped are {', '.join(known)}"
    return f"{include!r} is neither in the same folder nor shipped; {meant}"


def _parts(path: Path) -> Parts:
    try:
        return Parts.model_validate(read_toml(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise DefinitionError(path.name, ".".join(map(str, first["loc"])), expected_value(first)) from None
