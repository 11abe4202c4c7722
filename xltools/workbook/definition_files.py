"""Where do register definitions come from? TOML files, shipped or a team's own, read with their shared parts.

Invariant: what comes out is a valid `RegisterDefinition`, or a `DefinitionError` that names the file and the key.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from xltools.errors import DefinitionError
from xltools.model.expected_values import expected_value
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.definition_merging import merge
from xltools.workbook.definition_sources import read_sources


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


def read_definition(path: Path) -> RegisterDefinition:
    """Read a definition and the file that it includes.

    Raises:
        DefinitionError: Not TOML, an unknown or missing key, or a contradiction.
    """
    merged = merge(read_sources(path, templates_folder()))
    if merged.faults:
        raise DefinitionError(path.name, merged.faults[0].key, merged.faults[0].why)
    try:
        return RegisterDefinition.model_validate(merged.table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = _named([str(part) for part in first["loc"]], merged.tabs) or "definition"
        raise DefinitionError(path.name, key, expected_value(first)) from None


def _named(key: list[str], tabs: Sequence[str]) -> str:
    """Say ``sheets.cases`` rather than ``sheets.0``."""
    if len(key) > 1 and key[0] == "sheets" and key[1].isdigit() and int(key[1]) < len(tabs):
        key[1] = tabs[int(key[1])]
    return ".".join(key)
