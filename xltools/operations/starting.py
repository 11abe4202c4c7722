"""How does a team get a register? A copy of a template, the folder for attachments, the workspace's memory.

Invariant: nothing that exists is ever overwritten.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.workspace import workspace_of
from xltools.workbook.definition_files import shipped_definition, templates_folder
from xltools.workbook.template.template_building import build_template


class AlreadyThereError(ReadOnlyWorkbookError):
    """A register of this name stands there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already and is not overwritten. Choose another folder or another --name.")


@dataclass(frozen=True, slots=True)
class StartedRegister:
    """A new register.

    Attributes:
        path: The workbook.
        attachments: The folder for the files that its rows name.
    """

    path: Path
    attachments: Path


def template_bytes(definition: RegisterDefinition) -> bytes:
    """The built template: as shipped, or built anew where a checkout has none."""
    shipped = templates_folder() / f"{definition.name}.xlsx"
    return shipped.read_bytes() if shipped.exists() else build_template(definition)


def start_register(
    template: str, folder: Path, file_name: str | None = None, *, dry_run: bool = False
) -> StartedRegister:
    """Put a new register into a folder.

    Raises:
        DefinitionError: No such template.
        AlreadyThereError: A file of this name is there.
        ReadOnlyWorkbookError: The folder cannot be written.
    """
    definition = shipped_definition(template)
    path = folder / f"{(file_name or definition.title).removesuffix('.xlsx')}.xlsx"
    started = StartedRegister(path, folder / _attachments_folder(definition))
    if os.path.lexists(path):  # of a name too long for the file system it says no, where Path.exists raises
        raise AlreadyThereError(path)
    if dry_run:
        return started
    try:
        folder.mkdir(parents=True, exist_ok=True)
        started.attachments.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(template_bytes(definition))
        workspace_of(path.resolve()).require_memory()
    except FileExistsError:
        raise AlreadyThereError(path) from None
    except OSError as error:
        raise ReadOnlyWorkbookError(f"{folder} cannot be written ({error.strerror}). Choose another folder.") from None
    return started


def _attachments_folder(definition: RegisterDefinition) -> str:
    settings = definition.sheet("settings")
    rows = settings.rows if settings else ()
    return next((str(row["value"]) for row in rows if row.get("key") == "attachments_folder"), "附件")
