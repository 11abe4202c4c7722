"""What does the archive know of one version of a case? The same in its manifest and in the catalogue. (FR-14, ST-12)

Invariant: everything that a line of the catalogue says of a case stands in its manifest too, so that a line that was
lost can be written again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ArchiveReason(StrEnum):
    """Why there is this version."""

    FIRST = "first"  # the case was closed
    REOPENED = "reopened"  # it was taken up again and closed again
    CHANGED = "changed"  # somebody changed a cell or an attachment of the closed case


@dataclass(frozen=True, slots=True)
class ArchivedCase:
    """One version of a case.

    Attributes:
        number: The case's number.
        version: From 1.
        reason: Why there is this version.
        archived_at: When it was made, naive local time, whole seconds.
        register: The register that it came from, as its workspace calls it (`Workspace.register_id`).
        template: `RegisterDefinition.name`.
        template_version: `RegisterDefinition.version`.
        customer: In full: the archive is for the team only; "" where the register does not say it, as in all texts.
        product: Product and model.
        problem: What the customer said.
        handler: Who saw to it.
        result: What was done.
        received_at: When the customer spoke; None where the register does not say it.
        closed_at: When it was closed.
        retain_until: The last day on which it must be kept.
        contents: The print of what people entered and of the attachments: 64 hexadecimal digits; another one is another
            version.
    """

    number: str
    version: int
    reason: ArchiveReason
    archived_at: datetime
    register: str
    template: str
    template_version: int
    customer: str
    product: str
    problem: str
    handler: str
    result: str
    received_at: datetime | None
    closed_at: datetime
    retain_until: date
    contents: str


@dataclass(frozen=True, slots=True)
class ArchivedVersion:
    """A line of the catalogue.

    Attributes:
        case: Which version of which case.
        folder: Where it lies, from the archive's root, with "/": ``2026/某公司/202605-001``.
        manifest_sha256: Of the manifest's bytes: 64 hexadecimal digits.
    """

    case: ArchivedCase
    folder: str
    manifest_sha256: str
