"""What is asked of a register, and of whoever draws its documents, when cases are archived?

Invariant: a case is read when it is asked for; a register's cases are never all put together at once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from xltools.model.case_file import CaseFile
from xltools.model.form_values import Audience
from xltools.model.policy import Policy
from xltools.model.register_definition import RegisterDefinition


class CaseSource(Protocol):
    """The cases of one register."""

    @property
    def numbers(self) -> Sequence[str]:
        """The numbers of all cases that can be told apart."""

    def of(self, number: str) -> CaseFile:
        """Everything about one case."""


class RegisterAtHand(Protocol):
    """A register as it stands."""

    @property
    def path(self) -> Path:
        """Where it is, links resolved."""

    @property
    def sha256(self) -> str:
        """Checksum of its bytes."""

    @property
    def register_id(self) -> str:
        """Its name within its workspace."""

    @property
    def definition(self) -> RegisterDefinition:
        """What it should be."""

    @property
    def policy(self) -> Policy:
        """Its settings."""

    @property
    def files(self) -> CaseSource:
        """Its cases."""

    @property
    def attachments_folder(self) -> Path | None:
        """Where its attachments lie, if it says so."""


class MadeDocument(Protocol):
    """One file about a case."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


class DocumentMaker(Protocol):
    """Draws the documents of cases."""

    def documents(
        self,
        case: CaseFile,
        policy: Policy,
        audience: Audience,
        now: datetime,
        attachments: Mapping[str, str],
        /,
    ) -> Sequence[MadeDocument]:
        """The documents; ``attachments`` leads from names as `plain_file_name` spells them to relative paths.

        Raises:
            XltoolsError: They cannot be made.
        """
