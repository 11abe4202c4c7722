"""How does a team want its exports to be read? The tables ``[[imports]]`` in ``xltools.toml``.

Invariant: the first table whose pattern fits a file's name is the one that counts.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import tomlkit
from pydantic import Field

from xltools.model.field import Strict
from xltools.operations.workspace_file import IMPORTS, workspace_parts

Text = Annotated[str, Field(min_length=1)]


class ImportSettings(Strict):
    """One kind of export.

    Attributes:
        name: Its name; stands in the memory of what was imported, so keep it.
        match: The names of its files: ``*评价*.csv``; capitals and small letters alike.
        into: The register, as a path from the folder of ``xltools.toml``; "" where another way of choosing it is used.
        channel: What the field 渠道 says of its rows; "" where the file tells it.
        key: Heads of the columns that tell one row from all others, in every export of this kind.
        columns: By head of the file, the field or head of the register; all heads that are known, where this is empty.
        defaults: By field or head of the register, what is entered where the file says nothing.
        values: By head of the file, what its words are called in the register.
        strict: Rows with empty or too short required cells are sent back too, instead of entered with a remark.
    """

    name: Text
    match: Text
    into: str = ""
    channel: str = ""
    key: tuple[Text, ...] = ()
    columns: dict[Text, Text] = Field(default_factory=dict)
    defaults: dict[Text, str] = Field(default_factory=dict)
    values: dict[Text, dict[str, str]] = Field(default_factory=dict)
    strict: bool = False

    def fits(self, file_name: str) -> bool:
        """Whether a file of this name is such an export."""
        return fnmatchcase(_plain(file_name), _plain(self.match))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def import_settings(folder: Path) -> list[ImportSettings]:
    """All tables of a folder's file.

    Raises:
        DefinitionError: The file is no TOML, or a table is not as it should be; names the key.
    """
    return workspace_parts(folder, IMPORTS, ImportSettings)


def settings_for(file_name: str, known: Sequence[ImportSettings]) -> ImportSettings | None:
    """The table that a file's name fits."""
    return next((each for each in known if each.fits(file_name)), None)


def proposed_table(name: str, into: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    """The lines of a table ``[[imports]]`` for files like this one, to be pasted into ``xltools.toml``.

    Args:
        name: The file's name.
        into: The register.
        columns: By head of the file, the field or head of the register; left out where empty.
    """
    stem, dot, suffix = name.rpartition(".")
    table = tomlkit.table()
    table.update({"name": stem or name, "match": f"*{dot}{suffix}" if stem else name, "into": into})
    if columns:
        table["columns"] = tomlkit.inline_table()
        table["columns"].update(columns)
    tables = tomlkit.aot()
    tables.append(table)
    document = tomlkit.document()
    document[IMPORTS] = tables
    return tuple(tomlkit.dumps(document).splitlines())
