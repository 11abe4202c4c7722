"""How does a team get a register? A copy of a template, the folder for attachments, the workspace's memory.

A template of the team's own is a TOML file, which then lies beside the register: every pass reads it there.

Invariant: nothing that exists is ever overwritten.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError
from xltools.language.speaking import speaking, text
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.workspace import workspace_of
from xltools.operations.workspace_language import begin_in_language
from xltools.workbook.definition_files import read_definition, shipped_definition, templates_folder
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
        title: What kind of register it is.
    """

    path: Path
    attachments: Path
    title: str


def template_bytes(definition: RegisterDefinition) -> bytes:
    """The built template: as shipped, else built now."""
    shipped = templates_folder() / f"{definition.name}.xlsx"
    is_shipped = shipped.exists() and definition is shipped_definition(definition.name)
    return shipped.read_bytes() if is_shipped else build_template(definition)


def start_register(
    template: str, folder: Path, file_name: str | None = None, *, dry_run: bool = False
) -> StartedRegister:
    """Put a new register into a folder.

    Args:
        template: The name of a shipped template, or the path of a definition of the team's own (``desk.toml``).
        folder: Where the register shall stand; made if need be.
        file_name: Its file name; by default its title.
        dry_run: Make nothing.

    Raises:
        DefinitionError: No such template, or it contradicts itself.
        AlreadyThereError: A file of this name is there, or another definition of the same name.
        ReadOnlyWorkbookError: The folder cannot be written.
    """
    own = Path(template) if template.endswith(".toml") else None
    definition = read_definition(own) if own else shipped_definition(template)
    if own is not None:
        _refuse_another_definition(own, folder / f"{definition.name}.toml")
    path = folder / f"{(file_name or definition.title).removesuffix('.xlsx')}.xlsx"
    started = StartedRegister(path, folder / _attachments_folder(definition), definition.title)
    if os.path.lexists(path):  # of a name too long for the file system it says no, where Path.exists raises
        raise AlreadyThereError(path)
    if dry_run:
        return started
    try:
        folder.mkdir(parents=True, exist_ok=True)
        started.attachments.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(template_bytes(definition))
        if own is not None:
            _lay_beside(own, folder / f"{definition.name}.toml")
        workspace = workspace_of(path.resolve())
        begin_in_language(workspace.root, definition.language)
        workspace.require_memory()
    except FileExistsError:
        raise AlreadyThereError(path) from None
    except OSError as error:
        raise ReadOnlyWorkbookError(f"{folder} cannot be written ({error.strerror}). Choose another folder.") from None
    return started


def _refuse_another_definition(own: Path, place: Path) -> None:
    """Registers that follow the other definition would be read by this one from now on."""
    if place.exists() and place.read_bytes() != own.read_bytes():
        raise AlreadyThereError(place)


def _lay_beside(own: Path, place: Path) -> None:
    if not place.exists():
        with place.open("xb") as file:
            file.write(own.read_bytes())


def _attachments_folder(definition: RegisterDefinition) -> str:
    settings = definition.sheet("settings")
    rows = settings.rows if settings else ()
    return next((str(row["value"]) for row in rows if row.get("key") == "attachments_folder"), _usual(definition))


def _usual(definition: RegisterDefinition) -> str:
    with speaking(definition.language):
        return text("folders.attachments")
