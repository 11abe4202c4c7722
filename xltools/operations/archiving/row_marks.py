"""What should a case's row say of its archive copy, and does it? (FR-14, ST-12)

Invariant: a register without the columns is asked for nothing.
"""

import os
from pathlib import Path

from xltools.model.archive_mark import ArchiveMark
from xltools.model.archived_case import ArchivedVersion
from xltools.model.case_file import CaseFile
from xltools.rules.archive_marks import AT, LOCATION


class RowMarks:
    """The marks of one register's rows."""

    def __init__(self, root: Path, register: Path) -> None:
        """Find out how the archive is seen from the register.

        Args:
            root: The archive.
            register: The register's file.
        """
        self._root = root
        self._seen = _seen_from(root, register.parent)

    def of(self, version: ArchivedVersion) -> ArchiveMark:
        """What the row should say."""
        if self._seen is None:
            return ArchiveMark(version.case.archived_at, str(self._root / version.folder))
        return ArchiveMark(version.case.archived_at, f"{self._seen}/{version.folder}")

    def lacking(self, case: CaseFile, version: ArchivedVersion) -> ArchiveMark | None:
        """The mark, where the row does not say it yet and has room for it."""
        mark = self.of(version)
        says = {name: wanted for name, wanted in ((AT, mark.at), (LOCATION, mark.location)) if name in case.values}
        return mark if any(case.values[name] != wanted for name, wanted in says.items()) else None


def _seen_from(root: Path, folder: Path) -> str | None:
    """The way from a register's folder to an archive in the same workspace; None for one that lies elsewhere."""
    if not folder.is_relative_to(root.parent):
        return None
    return os.path.relpath(root, folder).replace(os.sep, "/")
