"""By which definition would a register be read? Told by a print of its files, without reading them as definitions.

Invariant: whatever changes how a register is read changes the print: the files, the shipped ones, the version, the
published holidays.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xltools import __version__
from xltools.model.definition_name import is_definition_name
from xltools.operations.branches.remote_files import is_address
from xltools.operations.workspace import workspace_of
from xltools.workbook.definition_files import templates_folder

_LETTERS = 16


def definition_folders(place: str, headquarters: Sequence[Path]) -> tuple[Path, ...]:
    """Where a team's own definitions may lie for a register, in the order in which they are looked through.

    Args:
        place: The register's path or address.
        headquarters: Folders of whoever asks for the summary.
    """
    if is_address(place):
        return tuple(headquarters)
    path = Path(place)
    return (path.parent, workspace_of(path).memory, *headquarters)


class DefinitionPrints:
    """Prints of definitions, each file looked at once."""

    def __init__(self, headquarters: Sequence[Path]) -> None:
        self._headquarters = tuple(headquarters)
        self._files: dict[Path, str] = {}

    def of(self, place: str, template: str) -> str:
        """Letters that change with how a register of that template is read.

        Args:
            place: The register's path or address.
            template: The name that its template mark says; "" in a workbook without one.
        """
        if not is_definition_name(template):
            return shipped_print()
        for folder in definition_folders(place, self._headquarters):
            if own := self._of_file(folder / f"{template}.toml"):
                return hashlib.sha256(f"{shipped_print()} {own}".encode()).hexdigest()[:_LETTERS]
        return shipped_print()

    def _of_file(self, file: Path) -> str:
        """Of it and of what it may include beside it; "" where there is none."""
        if file not in self._files:
            self._files[file] = _files_print(sorted(file.parent.glob("*.toml"))) if file.is_file() else ""
        return self._files[file]


@cache
def shipped_print() -> str:
    """Of this version of xltools, its definitions, and the calendar of official holidays."""
    try:
        holidays = version("chinesecalendar")
    except PackageNotFoundError:
        holidays = ""
    files = _files_print(sorted(templates_folder().glob("*.toml")))
    return hashlib.sha256(f"{__version__} {holidays} {files}".encode()).hexdigest()[:_LETTERS]


def _files_print(files: Sequence[Path]) -> str:
    told = hashlib.sha256()
    for file in files:
        try:
            told.update(f"{file.name}\0".encode("utf-8", "surrogatepass") + file.read_bytes() + b"\0")
        except OSError:
            told.update(b"unreadable\0")
    return told.hexdigest()
