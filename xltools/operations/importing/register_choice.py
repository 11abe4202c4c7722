"""Into which register does a file belong that lies in 收件?

By the folder that it lies in, else the settings, else what a returned workbook says, else because there is only one.
Invariant: of several registers none is guessed.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from xltools.errors import DefinitionError, UnusableExportError, VanishedError, XltoolsError
from xltools.language.speaking import text
from xltools.operations.files.replacing import read_snapshot
from xltools.operations.importing.import_settings import ImportSettings, proposed_table
from xltools.operations.workspace import Workspace, workbooks_in
from xltools.operations.workspace_file import FILE_NAME, IMPORTS
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import open_package


def register_for(path: Path, inbox: Path, workspace: Workspace, settings: ImportSettings | None, mark: str) -> Path:
    """The register of a file in an inbox.

    Args:
        path: The file.
        inbox: The folder 收件 that it lies in, or in a folder of.
        workspace: Where the inbox lies.
        settings: What ``xltools.toml`` says of such files, if anything.
        mark: The register that a returned workbook names; else "".

    Raises:
        UnusableExportError: The file's folder is named like no register, or nothing tells which of several.
        DefinitionError: The settings name a register that is not there.
        VanishedError: There is no register at all.
    """
    books = workbooks_in(inbox.parent)
    if path.parent != inbox:
        return _named_by_folder(path.relative_to(inbox).parts[0], books)
    if settings is not None and settings.into:
        book = workspace.root / settings.into
        if not book.is_file():
            raise DefinitionError(FILE_NAME, f"{IMPORTS}.{settings.name}.into", f"there is no file {settings.into}")
        return book
    marked = [book for book in books if mark and workspace.register_id(book) == mark]
    registers = marked or [book for book in books if _is_register(book)]
    if len(registers) == 1:
        return registers[0]
    if not registers:
        raise VanishedError(inbox.parent / "*.xlsx")
    raise _which_register(path.name, registers, inbox, workspace)


def _named_by_folder(folder: str, books: Sequence[Path]) -> Path:
    wanted = unicodedata.normalize("NFC", folder)
    for book in books:
        if unicodedata.normalize("NFC", book.stem) == wanted:
            return book
    raise UnusableExportError(
        f"no register is named like the folder {wanted}. Name the folder like one of them.",
        text("imports.refusals.unknown_folder", folder=wanted),
    )


def _which_register(name: str, registers: Sequence[Path], inbox: Path, workspace: Workspace) -> UnusableExportError:
    names, stem = [book.name for book in registers], registers[0].stem
    listed = text("signs.list_separator").join(names)
    return UnusableExportError(
        f"several registers stand here ({', '.join(names)}). Put the file into {inbox.name}/{stem}, "
        f"or say `into` in {FILE_NAME}.",
        text("imports.refusals.which_register", names=listed, stem=stem, file=FILE_NAME),
        proposed_table(name, workspace.register_id(registers[0]), {}),
    )


def _is_register(path: Path) -> bool:
    try:
        return TEMPLATE_PROPERTY in open_package(read_snapshot(path).data).custom_properties()
    except XltoolsError:
        return False
