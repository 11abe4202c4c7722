"""How does a team get its forms to restyle? Copies of those of its register, in the folder 表单 beside it.

Invariant: nothing that exists is ever overwritten.
"""

import os
from pathlib import Path
from typing import NamedTuple

from xltools.errors import ReadOnlyWorkbookError
from xltools.language.speaking import speaking
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.replacing import read_snapshot, real_path
from xltools.operations.files.whole_files import write_new
from xltools.operations.workspace import workspace_of
from xltools.workbook.forms.form_files import FormFile, form_places, forms_of, own_form, shipped_form
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import definition_of


class CopiedForm(NamedTuple):
    """A form of a register in its team's folder.

    Attributes:
        path: The workbook.
        copied: Whether it was put there now; False where the team has one already.
    """

    path: Path
    copied: bool


def copy_forms(register: Path, *, dry_run: bool = False) -> list[CopiedForm]:
    """Copy the forms of a register into the folder 表单 beside it, the main one first.

    Args:
        register: The register's workbook; links are followed.
        dry_run: Tell what would be copied, and leave it at that.

    Raises:
        VanishedError, NotARegisterError, DefinitionError: There is no such register, or it is of an unknown kind.
        ReadOnlyWorkbookError: The folder cannot be written.
    """
    real = real_path(register)
    package = open_package(read_snapshot(real).data)
    definition = definition_of(package, (real.parent, workspace_of(real).memory))
    with speaking(definition.language):
        return _copied(real, definition, dry_run=dry_run)


def _copied(register: Path, definition: RegisterDefinition, *, dry_run: bool) -> list[CopiedForm]:
    places, copies = form_places(register), []
    for form in forms_of(definition, ()):
        file, own = shipped_form(form, definition), own_form(form, places)
        copied = own is None and (dry_run or _put(places[-1], file))
        copies.append(CopiedForm(own or places[-1] / file.name, copied))
    return copies


def _put(folder: Path, file: FormFile) -> bool:
    """Write a form unless one of its name stands there."""
    target = folder / file.name
    try:
        folder.mkdir(exist_ok=True)
        write_new(target, file.data)
    except OSError as error:
        if isinstance(error, FileExistsError) and os.path.lexists(target):
            return False
        raise ReadOnlyWorkbookError(
            f"{folder} cannot be written ({error.strerror}). Make the folder {folder.name} beside the register "
            "yourself, or ask for permission to write there."
        ) from None
    return True
