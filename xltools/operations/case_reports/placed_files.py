"""Which case reports did we write, and what is in them? Remembered beside the registers.

Invariant: a file stands here before it stands on the disk, so that a crash makes no stranger of it.
"""

from collections import defaultdict
from collections.abc import Mapping

from xltools.errors import LedgerError
from xltools.operations.files.append_only import append_lines, stored_lines
from xltools.operations.workspace import Workspace

_FILE = "case_reports.jsonl"


class PlacedFiles:
    """The memory of one register's case reports, in a file that its workspace shares."""

    def __init__(self, workspace: Workspace, register_id: str) -> None:
        """Remember for one register: what another one wrote under the same name is not ours to replace."""
        self._workspace, self._register = workspace, register_id
        self._path = workspace.memory / _FILE

    def known(self) -> Mapping[str, frozenset[str]]:
        """Checksums that were written, by file as the workspace names it.

        Raises:
            LedgerError: The memory is damaged.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        try:
            for line in stored_lines(self._path):
                for file, sha256 in line["files"].items() if line["register"] == self._register else ():
                    found[file].add(sha256)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise LedgerError(
                f"{self._path} is damaged. Remove it: reports that stand there already are then taken for people's, "
                "and new ones are written beside them."
            ) from None
        return {file: frozenset(sums) for file, sums in found.items()}

    def remember(self, files: Mapping[str, str]) -> None:
        """Keep what is about to be written: checksums by file.

        Raises:
            LedgerError, ReadOnlyWorkbookError: It cannot be kept.
        """
        self._workspace.require_memory()
        try:
            append_lines(self._path, [{"register": self._register, "files": dict(files)}])
        except OSError as error:
            raise LedgerError(f"{self._path} cannot be written ({error.strerror}). Make room on the disk.") from None
