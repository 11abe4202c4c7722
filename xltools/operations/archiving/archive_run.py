"""What came about in a run over registers? Copies, cases that could not be archived, and what is left to be done.

Invariant: a register of which anything is left, or went wrong, is named, so that whoever calls by the clock comes back.
"""

from dataclasses import dataclass
from pathlib import Path

from xltools.operations.archive_reading.index_file import IndexOutcome
from xltools.operations.reporting.gathering import Gap


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """One version that was made, or would be.

    Attributes:
        register: Which register.
        number: Which case.
        version: From 1.
        folder: Where it lies, relative to the archive's root, with "/".
    """

    register: str
    number: str
    version: int
    folder: str


@dataclass(frozen=True, slots=True)
class SkippedCase:
    """A case that could not be archived, or not wholly.

    Attributes:
        register: Which register.
        number: Which case; "" where it concerns the whole register.
        why: One sentence with what to do.
    """

    register: str
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class ArchiveRun:
    """What came about.

    Attributes:
        root: The archive.
        made: Versions that are new.
        adopted: Complete folders of a run that was ended, which got their line now.
        kept: Cases whose latest version is still what their register says.
        left: Cases that a later run archives.
        skipped: Cases that could not be archived.
        missing: Cases that were archived without an attachment that their rows name.
        gaps: Registers that could not be read or written.
        waiting: Registers that are open: their rows get the marks once they are closed.
        warnings: What else should be known.
        index: What became of the index workbook; None where it was not touched.
        damaged: Lines of the archive's catalogue that cannot be read, numbered from 1.
        left_over: Registers of which cases are left, or which were not looked at.
        again: Registers of which something could not be archived or written, so that another look is worth while.
    """

    root: Path
    made: tuple[ArchivedCopy, ...] = ()
    adopted: tuple[ArchivedCopy, ...] = ()
    kept: int = 0
    left: int = 0
    skipped: tuple[SkippedCase, ...] = ()
    missing: tuple[SkippedCase, ...] = ()
    gaps: tuple[Gap, ...] = ()
    waiting: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    index: IndexOutcome | None = None
    damaged: tuple[int, ...] = ()
    left_over: tuple[Path, ...] = ()
    again: tuple[Path, ...] = ()
