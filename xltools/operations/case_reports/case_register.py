"""What is in a register, case by case? Read once as it stands, for everything that is made of single cases.

Invariant: nothing is decided and nothing written; what is made of a case comes from the bytes whose checksum is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xltools.model.policy import Policy
from xltools.model.register import Register
from xltools.model.register_definition import RegisterDefinition
from xltools.operations.files.replacing import real_path
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_conditions import no_bare_system_error, without_garbage_collection
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.workspace import Workspace, attachment_paths, workspace_of
from xltools.rules.case_files import CaseFiles
from xltools.rules.meant_case import case_meant
from xltools.workbook.own_columns import with_own_columns
from xltools.workbook.reading import read_register


@dataclass(frozen=True, slots=True)
class CaseRegister:
    """A register as it stands.

    Attributes:
        path: Where it is, links resolved.
        sha256: Checksum of its bytes.
        workspace: Whose memory it belongs to.
        register: What it holds.
        files: Its cases.
    """

    path: Path
    sha256: str
    workspace: Workspace
    register: Register
    files: CaseFiles

    @property
    def definition(self) -> RegisterDefinition:
        """What it should be, with the columns that the team added."""
        return self.register.definition

    @property
    def policy(self) -> Policy:
        """Its settings."""
        return self.register.policy

    @property
    def register_id(self) -> str:
        """Its name within the workspace."""
        return self.workspace.register_id(self.path)

    @property
    def attachments_folder(self) -> Path | None:
        """Where its attachments lie, if it says so."""
        folder = self.policy.settings.get("attachments_folder", "")
        return self.path.parent / folder if folder else None

    def attachments(self) -> Mapping[str, Path]:
        """The files of its attachments folder, by name as `plain_file_name` spells it."""
        return attachment_paths(self.path, self.policy.settings.get("attachments_folder", ""))

    def number_meant(self, typed: str) -> str:
        """The number of the case that somebody means.

        Raises:
            UnknownCaseError: No case of the register bears it.
        """
        return case_meant(self.files.numbers, typed, self.definition.numbering, self.path.name)


def read_case_register(path: Path, now: datetime) -> CaseRegister:
    """Read a register.

    Args:
        path: The workbook; links are followed.
        now: Tells the year of dates that were typed without one; naive local time.

    Raises:
        XltoolsError: It cannot be read, or is no register.
    """
    real = real_path(path)
    with no_bare_system_error(real), without_garbage_collection():
        opened = opened_register(real, PassOrder())
        definition = with_own_columns(opened.package, opened.definition)
        register = read_register(opened.package, now, definition)
        return CaseRegister(real, opened.snapshot.sha256, workspace_of(real), register, CaseFiles(register))
