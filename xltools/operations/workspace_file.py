"""What has a team set up for its folder? It stands in ``xltools.toml`` beside the registers, for people to edit.

Invariant: each part of the file is checked where it is used; a fault names the file and the key.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from tomlkit.exceptions import TOMLKitError

from xltools.errors import DefinitionError
from xltools.model.expected_values import expected_value
from xltools.model.nearest_word import nearest

FILE_NAME = "xltools.toml"
ARCHIVE, BRANCHES, IMPORTS, NOTIFY, REPORTS = PARTS = ("archive", "branches", "imports", "notify", "reports")
LANGUAGE, TIME_ZONE = KEYS = ("language", "time_zone")  # above all tables
_ALIKE = 0.75
_Part = TypeVar("_Part", bound=BaseModel)


def workspace_document(folder: Path) -> tomlkit.TOMLDocument:
    """The file with its comments and order, for writing it back; empty where there is none.

    Raises:
        DefinitionError: It is no TOML, cannot be read, or has something that is meant for us and that we do not know.
    """
    try:
        document = tomlkit.parse((folder / FILE_NAME).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise DefinitionError(FILE_NAME, "line", str(error).splitlines()[0]) from None
    for key, value in document.unwrap().items():
        if key not in PARTS and key not in KEYS:
            _refuse_if_meant_for_us(key, is_table=isinstance(value, dict | list))
    return document


def _refuse_if_meant_for_us(key: str, *, is_table: bool) -> None:
    """Tables may be people's own, unless they are called nearly as one of ours; single values are ours alone."""
    if meant := nearest(key.casefold(), (*PARTS, *KEYS), _ALIKE):
        raise DefinitionError(FILE_NAME, key, f"is not read; if it is meant for xltools, write {meant}")
    if not is_table:
        known = " and ".join(KEYS)
        raise DefinitionError(FILE_NAME, key, f"is not read; above all tables there are {known}, and tables of ours")


def workspace_part(folder: Path, key: str, kind: type[_Part]) -> _Part | None:
    """One table of the file.

    Args:
        folder: Where the file is.
        key: The table's name.
        kind: What it should be.

    Returns:
        The table; None where the file does not have it.

    Raises:
        DefinitionError: The file is no TOML, or the table is not as it should be; names the key.
    """
    table = workspace_document(folder).unwrap().get(key)
    return None if table is None else checked_part(table, key, kind)


def workspace_parts(folder: Path, key: str, kind: type[_Part]) -> list[_Part]:
    """All tables of one name, as ``[[name]]`` writes them; errors as for `workspace_part`."""
    tables = workspace_document(folder).unwrap().get(key, [])
    if not isinstance(tables, list):
        raise DefinitionError(FILE_NAME, key, f"must be tables [[{key}]]")
    return [checked_part(table, f"{key}[{place}]", kind) for place, table in enumerate(tables, start=1)]


def checked_part(table: Any, key: str, kind: type[_Part]) -> _Part:
    """A table as what it should be.

    Raises:
        DefinitionError: It is not; names the key.
    """
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        raise DefinitionError(FILE_NAME, _address(key, first["loc"], table), _sentence(first)) from None


def _address(key: str, steps: Sequence[int | str], table: Any) -> str:
    """Where a fault is, as people count: tables from 1; the library's own words for kinds of tables are left out."""
    for place, step in enumerate(steps):
        if isinstance(step, int):
            key = f"{key}[{step + 1}]"
        elif place == len(steps) - 1 or (isinstance(table, dict) and step in table):
            key = f"{key}.{step}"
        else:
            continue
        table = table[step] if (isinstance(table, dict) and step in table) or isinstance(step, int) else None
    return key


def _sentence(error: ErrorDetails) -> str:
    """What is wrong, without the library's jargon."""
    match error["type"]:
        case "extra_forbidden":
            return "there is no such key; look it up in the README"
        case "missing":
            return "is missing"
        case "string_pattern_mismatch":
            return f"{error['input']!r} is not written as it should be; see the README's example"
        case _:
            return expected_value(error)
