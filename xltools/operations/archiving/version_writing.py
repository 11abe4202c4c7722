"""What is written into the folder of one version? Documents, rows, attachments, and the manifest of all of them.

Invariant: the manifest names every file of the folder and comes last.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from xltools.language.speaking import speaking, text
from xltools.model.archived_case import ArchivedVersion
from xltools.model.form_values import Audience
from xltools.operations.archiving.archive_names import Names, Room
from xltools.operations.archiving.archive_plan import PlannedCopy
from xltools.operations.archiving.attachment_copying import UncopiedError, copy_file
from xltools.operations.archiving.attachment_files import FoundFile
from xltools.operations.archiving.manifest import ArchivedFile, Manifest, manifest_bytes, manifest_path
from xltools.operations.case_reports.case_register import CaseRegister
from xltools.operations.case_reports.drawing import CaseForms
from xltools.reports.case_rows.case_csv import case_csvs
from xltools.reports.case_rows.case_workbook import case_workbook
from xltools.reports.file_names import safe_file_name

_LONGEST = 48  # of a document's or a sheet's name


@dataclass(frozen=True, slots=True)
class Source:
    """What versions are made from.

    Attributes:
        register: The register.
        forms: Draws the documents.
        now: The moment of archiving.
        room: How long names may be.
    """

    register: CaseRegister
    forms: CaseForms
    now: datetime
    room: Room


def write_version(source: Source, copy: PlannedCopy, folder: Path) -> ArchivedVersion:
    """Write a version, in the language of its register; nothing is synced yet.

    Args:
        source: What it is made from.
        copy: What to write.
        folder: Where it is written; made here.

    Returns:
        Its line, as it is to stand in the catalogue once the folder is in its place.

    Raises:
        XltoolsError: A document cannot be made.
        UncopiedError: An attachment cannot be copied.
        OSError: The folder cannot be written.
    """
    folder.mkdir()
    with speaking(source.register.definition.language):
        return _Writing(source, copy, folder).written()


class _Writing:
    """One version, while it is written."""

    def __init__(self, source: Source, copy: PlannedCopy, folder: Path) -> None:
        self._source, self._copy, self._folder = source, copy, folder
        self._case = source.register.files.of(copy.case.number)
        self._manifest = manifest_path(folder)
        self._attached, self._rows = text("archive.names.attachments"), text("archive.names.rows")
        self._workbook = f"{self._rows}.xlsx"
        self._files: list[ArchivedFile] = []
        self._quoted: list[str] = []

    def written(self) -> ArchivedVersion:
        """Everything, the manifest last."""
        attachments = self._attachments()
        self._put_documents(attachments)
        self._put(self._workbook, case_workbook(self._case, self._source.now))
        self._put_tables()
        self._copy_attachments(attachments)
        copy, files = self._copy, tuple(sorted(self._files, key=lambda file: file.path))
        manifest = Manifest(copy.case, self._source.register.sha256, files, copy.missing, tuple(self._quoted))
        data = manifest_bytes(manifest)
        self._manifest.write_bytes(data)
        return ArchivedVersion(copy.case, copy.folder, hashlib.sha256(data).hexdigest())

    def _attachments(self) -> list[tuple[FoundFile, str]]:
        """The attachments with their paths within the version's folder."""
        names, room = Names(), self._source.room
        files = self._copy.attachments
        named = (names.given(room.attachment(file.path.name, self._copy.folder)) for file in files)
        return [(file, f"{self._attached}/{name}") for file, name in zip(files, named, strict=True)]

    def _put_documents(self, attachments: list[tuple[FoundFile, str]]) -> None:
        """The documents, everything in full: the archive is for the team only."""
        source, links = self._source, dict[str, str]()
        for file, path in attachments:
            links.setdefault(file.name, path)
        names = Names((self._manifest.name, self._attached, self._rows, self._workbook))
        policy = source.register.policy
        for document in source.forms.documents(self._case, policy, Audience.INWARD, source.now, links):
            self._put(names.given(_file_name(document.name)), document.data)

    def _put_tables(self) -> None:
        (self._folder / self._rows).mkdir()
        names = Names()
        for table in case_csvs(self._case):
            name = safe_file_name(table.title, _LONGEST, ".csv") or f"{text('archive.names.nameless_table')}.csv"
            path = f"{self._rows}/{names.given(name)}"
            self._put(path, table.data)
            self._quoted += [
                text("archive.manifest.quoted", path=path, line=line, head=head) for line, head in table.quoted
            ]

    def _copy_attachments(self, attachments: list[tuple[FoundFile, str]]) -> None:
        if attachments:
            (self._folder / self._attached).mkdir()
        for file, path in attachments:
            size, sha256 = copy_file(file.path, self._folder / path)
            if file.sha256 not in ("", sha256):
                raise UncopiedError(
                    f"{file.path} is not what was archived. Put {file.path.name} back into the attachments folder, "
                    "then archive again."
                )
            self._files.append(ArchivedFile(path, size, sha256, file.relative, file.modified))

    def _put(self, path: str, data: bytes) -> None:
        (self._folder / path).write_bytes(data)
        self._files.append(ArchivedFile(path, len(data), hashlib.sha256(data).hexdigest()))


def _file_name(name: str) -> str:
    suffix = PurePath(name).suffix
    return (
        safe_file_name(name.removesuffix(suffix), _LONGEST, suffix)
        or f"{text('archive.names.nameless_document')}{suffix}"
    )
