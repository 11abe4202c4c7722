"""What did the journal note of an archive's catalogue? Where a workspace stands beside the archive, a second witness.

Invariant: the latest note counts, as it stands in the journal; whether the journal itself is whole is its own proof's
matter.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from xltools.errors import LedgerError
from xltools.operations.files.append_only import read_line
from xltools.operations.journaling.journal import NoteKind, journal_path
from xltools.operations.journaling.journal_lines import lines_backwards
from xltools.operations.workspace import Workspace

_SEPARATOR = re.compile(r"[/\\]")
_KIND = f'"kind":"{NoteKind.ARCHIVED}"'.encode()


class NotedCatalogue(NamedTuple):
    """What a note says.

    Attributes:
        sha256: Of the catalogue's bytes at that moment.
        lines: How many lines it had.
        at: The moment.
    """

    sha256: str
    lines: int
    at: datetime


def noted_catalogue(workspace: Workspace, root: Path) -> NotedCatalogue | None:
    """The latest note; None where there is no journal, or it notes none.

    Args:
        workspace: Whose journal it is.
        root: The archive; it may have been moved together with the workspace, but is still called the same.

    Raises:
        LedgerError: The journal cannot be read.
    """
    path = journal_path(workspace)
    try:
        for line in lines_backwards(path):
            if _KIND in line and (noted := _noted(line, root.name)) is not None:
                return noted
    except OSError as error:
        raise LedgerError(f"{path} cannot be read ({error.strerror}). Check the folder's permissions.") from None
    return None


def _noted(line: bytes, folder: str) -> NotedCatalogue | None:
    """What a line notes; None where it is about something else, or damaged: the journal's own proof tells that."""
    try:
        content: dict[str, Any] = read_line(line)
        if _SEPARATOR.split(str(content["archive"]))[-1] != folder:
            return None
        at = datetime.fromisoformat(content["at"]).replace(tzinfo=None)
        return NotedCatalogue(str(content["catalogue"]), int(content["lines"]), at)
    except (ValueError, KeyError, TypeError):
        return None
