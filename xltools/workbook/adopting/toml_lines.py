"""How are values written as lines of TOML, one line each so that people can read and change them?

Invariant: what is written is read back as the same value, whatever signs customers' words hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomlkit


def keys(**values: object) -> Iterator[str]:
    """One line a key."""
    for key, value in values.items():
        yield f"{key} = {toml_value(value)}"


def table_list(key: str, tables: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A key with a list of tables, one line a table."""
    yield f"{key} = ["
    yield from (f"    {toml_value(table)}," for table in tables)
    yield "]"


def toml_value(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return tomlkit.item(value).as_string()
