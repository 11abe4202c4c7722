"""Which cases of a register are to be archived, and where does each go? All of it, before anything is written.

Invariant: planning reads only. What is in the archive is the catalogue's word, and where a line is missing the folder's
own manifest's.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xltools.language.speaking import speaking
from xltools.model.archive_mark import ArchiveMark
from xltools.model.archived_case import ArchivedCase, ArchivedVersion, ArchiveReason
from xltools.model.case_file import CaseFile
from xltools.operations.archiving.archive_names import Room, beside, case_folder_name
from xltools.operations.archiving.archive_plan import ArchivePlan, PlannedCopy, Skipped
from xltools.operations.archiving.archived_before import ArchivedBefore, CaseIdentity
from xltools.operations.archiving.attachment_files import AttachmentFiles, NamedFiles
from xltools.operations.archiving.catalogue import Catalogue
from xltools.operations.archiving.completeness import complete_version
from xltools.operations.archiving.contents import contents_print
from xltools.operations.archiving.free_folders import FreeFolders
from xltools.operations.archiving.kept_attachments import with_kept
from xltools.operations.archiving.retention import retain_until
from xltools.operations.archiving.row_marks import RowMarks
from xltools.operations.case_reports.case_register import CaseRegister
from xltools.reports.archive_index.version_folders import later_folder
from xltools.rules.archive_marks import LOCATION

_RETENTION_YEARS = 3
_MOST_TRIES = 5  # numbers of versions whose folders others may have taken
NOTHING_TOLD: Mapping[str, object] = MappingProxyType({})
_NO_FOLDER = "folders of other cases, or of people, stand where it belongs. Move those that are not the archive's."


class _Closed(NamedTuple):
    """A closed case, with what is asked of it more than once."""

    file: CaseFile
    closed_at: datetime
    identity: CaseIdentity
    named: NamedFiles
    contents: str


class _Free(NamedTuple):
    """A folder, and the number of the version that it would hold."""

    folder: str
    version: int


def plan(
    register: CaseRegister,
    catalogue: Catalogue,
    root: Path,
    now: datetime,
    places: Mapping[str, object] = NOTHING_TOLD,
) -> ArchivePlan:
    """Plan one register.

    Args:
        register: The register.
        catalogue: The archive's.
        root: The archive; may not exist yet.
        now: The moment of archiving, naive local time, whole seconds.
        places: By number, where the copies of cases lie, as the memory of the register's workspace tells.
    """
    with speaking(register.definition.language):
        return _Planning(register, catalogue, root, now, places).planned()


class _Planning:
    def __init__(
        self,
        register: CaseRegister,
        catalogue: Catalogue,
        root: Path,
        now: datetime,
        places: Mapping[str, object],
    ) -> None:
        self._register, self._root, self._now, self._places = register, root, now, places
        self._damaged = catalogue.damaged
        self._before = ArchivedBefore(catalogue.versions)
        self._folders = FreeFolders(root, (version.folder for version in catalogue.versions))
        self._listed = {version.folder for version in catalogue.versions}
        self._attachments = AttachmentFiles(register.attachments_folder, root)
        self._rows = RowMarks(root, register.path)
        self._room = Room(str(root))
        self._years = register.policy.setting_number("retention_years", _RETENTION_YEARS)
        self._copies: list[PlannedCopy] = []
        self._adopted: list[ArchivedVersion] = []
        self._skipped: list[Skipped] = []
        self._marks: dict[str, ArchiveMark] = {}
        self._kept = self._naming = self._held_back = 0

    def planned(self) -> ArchivePlan:
        """All cases, in the order of the sheet."""
        for number in self._register.files.numbers:
            file = self._register.files.of(number)
            identity = self._identity(file)
            latest = self._before.latest(identity)
            if file.closed_at is not None:
                named = self._attachments.of(file)
                self._naming += bool(named.names)
                contents = contents_print(file, named.found)
                latest = self._planned(_Closed(file, file.closed_at, identity, named, contents), latest)
            if latest is not None and (mark := self._rows.lacking(file, latest)) is not None:
                self._marks[number] = mark
        warnings = tuple(self._warnings())  # before what is skipped is told: it may hold cases back
        return ArchivePlan(
            tuple(self._copies),
            tuple(self._adopted),
            self._kept,
            tuple(self._skipped),
            marks=self._marks,
            warnings=warnings,
            damaged=self._damaged,
        )

    def _warnings(self) -> Iterator[str]:
        """What is wrong with the folder of attachments; where that holds cases back, they are told as skipped."""
        trouble = self._attachments.trouble if self._naming else None
        if trouble is not None and self._held_back:
            why = f"{self._held_back} cases that name attachments were not archived: {trouble.sentence}"
            self._skipped.append(Skipped("", why))
        elif trouble is not None:
            yield f"{trouble.sentence} {self._naming} closed cases name files of it."

    def _identity(self, file: CaseFile) -> CaseIdentity:
        template, register = self._register.definition.name, self._register.register_id
        place = self._places.get(file.number) or file.values.get(LOCATION) or ""
        return CaseIdentity(template, file.number, _moment(file), register, file.text("customer_name"), str(place))

    def _planned(self, case: _Closed, latest: ArchivedVersion | None) -> ArchivedVersion | None:
        """Plan a closed case; its last version that stands there already."""
        while latest is None or latest.case.contents != (case := self._compared(case, latest)).contents:
            if self._is_held_back(case):
                self._held_back += 1
                return latest
            place = self._place(case, latest)
            if place is None:
                self._skipped.append(Skipped(case.file.number, _NO_FOLDER))
                return latest
            if isinstance(place, _Free):
                self._folders.take(place.folder)
                self._copies.append(self._copy(case, place, latest))
                return latest
            self._adopted.append(place)
            self._listed.add(place.folder)
            self._before.add(place)
            latest = place
        self._kept += 1
        return latest

    def _compared(self, case: _Closed, latest: ArchivedVersion) -> _Closed:
        """The case with what its last version holds of its attachments; asked only where something differs."""
        if latest.case.contents == case.contents or not case.named.names:
            return case
        named = with_kept(case.named, self._root, latest)
        return case._replace(named=named, contents=contents_print(case.file, named.found))

    def _is_held_back(self, case: _Closed) -> bool:
        """Whether it waits until the folder of its attachments can be looked into again."""
        trouble = self._attachments.trouble if case.named.missing else None
        return trouble is not None and trouble.passing

    def _place(self, case: _Closed, latest: ArchivedVersion | None) -> _Free | ArchivedVersion | None:
        """The folder for the next version, or what a run that was ended put there; None where others' are."""
        for place in self._folders_for(case, latest):
            if self._folders.is_free(place.folder):
                return place
            found = None if place.folder in self._listed else complete_version(self._root, place.folder)
            if found is not None and case.identity.is_same(found):
                return found
        return None

    def _folders_for(self, case: _Closed, latest: ArchivedVersion | None) -> Iterator[_Free]:
        """Where the next version may go, the best place first."""
        if latest is None:
            versions, parent, name = range(1, 2), self._customer_folder(case), case_folder_name(case.file.number)
        else:
            versions = range(latest.case.version + 1, latest.case.version + 1 + _MOST_TRIES)
            parent, _, name = latest.folder.rpartition("/")
        for version in versions:
            named = name if version == 1 else later_folder(name, version)
            yield _Free(f"{parent}/{named}", version)
            yield _Free(f"{parent}/{beside(named, self._register.register_id)}", version)

    def _customer_folder(self, case: _Closed) -> str:
        received = case.identity.received_at or case.closed_at
        year = f"{received.year:04}"
        return f"{year}/{self._folders.as_it_stands(year, self._room.customer_folder(case.identity.customer))}"

    def _copy(self, case: _Closed, place: _Free, latest: ArchivedVersion | None) -> PlannedCopy:
        cell, definition = case.file.text, self._register.definition
        archived = ArchivedCase(
            number=case.file.number,
            version=place.version,
            reason=_reason(case.closed_at, latest),
            archived_at=self._now,
            register=self._register.register_id,
            template=definition.name,
            template_version=definition.version,
            customer=cell("customer_name"),
            product=" ".join(dict.fromkeys(filter(None, (cell("product"), cell("product_model"))))),
            problem=cell("problem_description"),
            handler=cell("handler"),
            result=cell("result"),
            received_at=case.identity.received_at,
            closed_at=case.closed_at,
            retain_until=retain_until(case.closed_at, self._years),
            contents=case.contents,
        )
        return PlannedCopy(archived, place.folder, case.named.found, case.named.missing)


def _reason(closed_at: datetime, latest: ArchivedVersion | None) -> ArchiveReason:
    """Taken up again and closed again: closed later than then, and not before the day on which it was archived."""
    if latest is None:
        return ArchiveReason.FIRST
    again = closed_at > latest.case.closed_at and closed_at.date() >= latest.case.archived_at.date()
    return ArchiveReason.REOPENED if again else ArchiveReason.CHANGED


def _moment(file: CaseFile) -> datetime | None:
    value = file.values.get("received_at")
    return value if isinstance(value, datetime) else None
