"""What is to be archived, and what stays as it is?

Invariant: no two copies of a plan go into one folder, and none into a folder that is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xltools.model.archive_mark import ArchiveMark
from xltools.model.archived_case import ArchivedCase, ArchivedVersion
from xltools.operations.archiving.attachment_files import FoundFile
from xltools.operations.archiving.manifest import MissingAttachment

_REST_BYTES = 100 * 1024  # of a case without its attachments, roughly


@dataclass(frozen=True, slots=True)
class PlannedCopy:
    """A version to be made.

    Attributes:
        case: Which version of which case.
        folder: Where it goes, from the archive's root, with "/".
        attachments: The files to copy.
        missing: Attachments that cannot be copied.
    """

    case: ArchivedCase
    folder: str
    attachments: tuple[FoundFile, ...]
    missing: tuple[MissingAttachment, ...]

    @property
    def size(self) -> int:
        """Bytes that it is going to take, roughly."""
        return _REST_BYTES + sum(file.size for file in self.attachments)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A case that could not be archived, or not wholly.

    Attributes:
        number: Which; "" where it concerns several.
        why: One English sentence that says what to do.
    """

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What is to be done for one register.

    Attributes:
        copies: Versions to be made, in the order of the sheet.
        adopted: Complete folders that have no line in the catalogue yet: they get one.
        kept: How many closed cases are archived as they stand.
        skipped: Closed cases that cannot be archived.
        marks: By number, what rows should say of versions that are there.
        warnings: What else should be known, an English sentence each.
        damaged: Lines of the catalogue that cannot be read, numbered from 1; what they tell of is archived anew, or
            adopted where it stands.
    """

    copies: tuple[PlannedCopy, ...]
    adopted: tuple[ArchivedVersion, ...]
    kept: int
    skipped: tuple[Skipped, ...]
    marks: Mapping[str, ArchiveMark]
    warnings: tuple[str, ...] = ()
    damaged: tuple[int, ...] = ()
