"""Are the files that a row names really there? (RR-7)

Invariant: a name from a cell is compared with names of files, never used as a path.
"""

import re
import unicodedata
from collections.abc import Iterator

from xltools.language.speaking import text
from xltools.model.field import FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import SheetTable

_SEPARATORS = re.compile(r"[;；,，、\n|]+|(?<=\.\w{3})\s+|(?<=\.\w{4})\s+")
_PATH = re.compile(r"[/\\]|^[A-Za-z]:|^\.\.?$")


def plain_file_name(name: str) -> str:
    """A file name as it is compared: macOS writes decomposed characters, Windows ignores case."""
    return unicodedata.normalize("NFC", name.strip()).casefold()


def attachment_names(typed: str) -> list[str]:
    """The file names in one cell."""
    nothing = text("wording.attachments.none").split("|")
    names = (name.strip() for name in _SEPARATORS.split(typed))
    return [name for name in names if name and name.casefold() not in nothing]


def check_attachments(table: SheetTable, present: frozenset[str], folder: str) -> Iterator[Finding]:
    """Findings for names that are no plain file names, and for files that are not in the folder."""
    for field in table.present():
        if field.kind is not FieldKind.ATTACHMENTS:
            continue
        named = [(index, value) for index, value in enumerate(table.values[field.name]) if value is not None]
        for index, value in named:
            for name in attachment_names(value) if isinstance(value, str) else ():
                params = {"value": name, "folder": folder}
                if _PATH.search(name):
                    yield table.finding(FindingCode.ATTACHMENT_NAME_UNSAFE, index, field.name, **params)
                elif plain_file_name(name) not in present:
                    yield table.finding(FindingCode.ATTACHMENT_MISSING, index, field.name, **params)
