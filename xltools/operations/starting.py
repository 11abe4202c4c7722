"""How does a team get a register? A copy of a template, the folder for attachments, the workspace's memory.

A template of the team's own is a TOML file, which then lies beside the register: every pass reads it there.

Invariant: nothing that exists is ever overwritten.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from xltools.errors import ReadOnlyWorkbookError, XltoolsError
from xltools.language.speaking import speaking, text
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.whole_files import write_new
from xltools.operations.folder_names import standing_or_new
from xltools.operations.register_names import name_that_would_do
from xltools.operations.workspace import workspace_of
from xltools.operations.workspace_language import begin_in_language, language_with
from xltools.workbook.definition_checks.checking import sound_definition
from xltools.workbook.definition_files import shipped_definition, templates_folder
from xltools.workbook.template.template_building import build_template

_SUFFIX = ".xlsx"


class AlreadyThereError(ReadOnlyWorkbookError):
    """A register of this name stands there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already and is not overwritten. Choose another folder or another --name.")


class NoRegisterNameError(XltoolsError):
    """A register cannot be called so on every system."""

    def __init__(self, name: str, near: str) -> None:
        meant = f", such as {near!r}" if near else ""
        super().__init__(f"no register can be called {name!r} on every system. Give it another --name{meant}.")


@dataclass(frozen=True, slots=True)
class StartedRegister:
    """A new register.

    Attributes:
        path: The workbook.
        attachments: The folder for the files that its rows name.
        inbox: The folder into which exports may be put, once somebody makes it.
        title: What kind of register it is.
        language: In which it speaks.
        workspace: The folder that it shares with other registers: its own, or one above.
        folder_language: In which the names of folders and reports over several registers speak there.
    """

    path: Path
    attachments: Path
    inbox: Path
    title: str
    language: str
    workspace: Path
    folder_language: str


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
        DefinitionError: No such template, no register can be made of it, or a mistake in ``xltools.toml``.
        NoRegisterNameError: No file can be called so on every system.
        AlreadyThereError: A file of this name is there, or another definition of the same name.
        ReadOnlyWorkbookError: The folder cannot be written.
    """
    own = Path(template) if template.endswith(".toml") else None
    definition = sound_definition(own) if own else shipped_definition(template)
    stem = (file_name or definition.title).removesuffix(_SUFFIX)
    if (near := name_that_would_do(stem)) != stem:
        raise NoRegisterNameError(stem, near)
    if own is not None:
        _refuse_another_definition(own, folder / f"{definition.name}.toml")
    path = folder / f"{stem}{_SUFFIX}"
    started = _planned(path, definition)
    if os.path.lexists(path):  # of a name too long for the file system it says no, where Path.exists raises
        raise AlreadyThereError(path)
    if dry_run:
        return started
    try:
        folder.mkdir(parents=True, exist_ok=True)
        started.attachments.mkdir(exist_ok=True)
        if own is not None:
            _lay_beside(own, folder / f"{definition.name}.toml")
        workspace = workspace_of(path.resolve())
        begin_in_language(workspace.root, path.resolve(), definition)
        workspace.require_memory()
        write_new(path, template_bytes(definition))  # last: what a crash leaves before that, the same command completes
    except FileExistsError:
        raise AlreadyThereError(path) from None
    except OSError as error:
        raise ReadOnlyWorkbookError(f"{folder} cannot be written ({error.strerror}). Choose another folder.") from None
    return started


def _planned(path: Path, definition: RegisterDefinition) -> StartedRegister:
    folder, language = path.parent, definition.language
    with speaking(language):
        named = definition.parameter("attachments_folder")
        attachments = folder / (text("folders.attachments") if named is None else named)
    workspace = workspace_of(path.resolve()).root
    folder_language = language_with(workspace, path.resolve(), language)
    with speaking(folder_language):
        inbox = standing_or_new(folder, "folders.inbox")
    return StartedRegister(path, attachments, inbox, definition.title, language, workspace, folder_language)


def _refuse_another_definition(own: Path, place: Path) -> None:
    """Registers that follow the other definition would be read by this one from now on."""
    if place.exists() and place.read_bytes() != own.read_bytes():
        raise AlreadyThereError(place)


def _lay_beside(own: Path, place: Path) -> None:
    if not place.exists():
        write_new(place, own.read_bytes())
