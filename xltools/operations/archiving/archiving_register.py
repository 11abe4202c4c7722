"""How do the closed cases of a register get into the archive? All planned, then copied in batches. (FR-14, ST-12)

Invariant: nothing in an archive is ever replaced or removed; a run that is ended at any moment leaves whole versions
only, and the next one goes on from there without doubling any.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

from xltools.errors import ArchiveBusyError, ArchiveError, WorkbookBusyError
from xltools.model.archive_mark import ArchiveMark
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archiving.archive_names import Room
from xltools.operations.archiving.archive_plan import ArchivePlan, PlannedCopy, Skipped
from xltools.operations.archiving.batch import Batch, batches
from xltools.operations.archiving.catalogue import LOCK_NAME, add_versions, is_inside, read_catalogue
from xltools.operations.archiving.completeness import complete_version
from xltools.operations.archiving.planning import NOTHING_TOLD, plan
from xltools.operations.archiving.row_marks import RowMarks
from xltools.operations.archiving.temporary_folder import left_behind, remove_temporary_folder
from xltools.operations.archiving.version_writing import Source
from xltools.operations.case_reports.case_register import CaseRegister
from xltools.operations.case_reports.drawing import CaseForms
from xltools.operations.files.one_at_a_time import one_at_a_time

_WAIT_SECONDS = 5.0
_MEGABYTE = 1024 * 1024
_SPARE_BYTES = 20 * _MEGABYTE  # left on the disk for others, and for the catalogue


@dataclass(frozen=True, slots=True)
class ArchiveOutcome:
    """What came about.

    Attributes:
        marks: By number, what rows should say and do not say yet.
        made: New versions.
        adopted: Complete folders that a run before had put into their places; they have their lines now.
        kept: How many closed cases are archived as they stand.
        skipped: Closed cases that could not be archived.
        missing: Cases that were archived without an attachment that they name.
        left: How many cases a later run has to do.
        stopped: Why the run ended early, an English sentence; "" where it did not. What was made before stays.
        warnings: What else should be known, an English sentence each.
        damaged: Lines of the catalogue that cannot be read, numbered from 1.
    """

    marks: Mapping[str, ArchiveMark] = field(default_factory=dict)
    made: tuple[ArchivedVersion, ...] = ()
    adopted: tuple[ArchivedVersion, ...] = ()
    kept: int = 0
    skipped: tuple[Skipped, ...] = ()
    missing: tuple[Skipped, ...] = ()
    left: int = 0
    stopped: str = ""
    warnings: tuple[str, ...] = ()
    damaged: tuple[int, ...] = ()


def plan_archive(
    register: CaseRegister, root: Path, now: datetime, places: Mapping[str, object] = NOTHING_TOLD
) -> ArchivePlan:
    """What would be archived; reads only. Arguments are those of `archive_register`.

    Raises:
        ArchiveError: The archive's catalogue cannot be read.
    """
    return plan(register, read_catalogue(root), root, now, places)


def archive_register(
    register: CaseRegister,
    root: Path,
    forms: CaseForms,
    now: datetime,
    progress: Callable[[int, int], None] = lambda *_: None,
    between: Callable[[], bool] = lambda: True,
    limit: int | None = None,
    places: Mapping[str, object] = NOTHING_TOLD,
) -> ArchiveOutcome:
    """Archive the closed cases of a register that are not archived as they stand.

    Args:
        register: The register.
        root: The archive; made if need be.
        forms: Draws the documents.
        now: The moment, naive local time, whole seconds.
        progress: Told how many copies are made, and of how many.
        between: Asked between two batches whether to go on.
        limit: At most so many copies.
        places: By number, where the copies of cases lie, as the memory of the register's workspace tells.

    Raises:
        ArchiveError: The archive cannot be used, or there is no room for what is planned; nothing was copied.
        ArchiveBusyError: Another run is at work in the archive.
        LedgerError: The archive's lock cannot be written.
    """
    if not root.exists() and not _any_closed(register):
        return ArchiveOutcome()
    with _held(root):
        try:
            found = _settle_left_behind(root)
            planned = plan(register, read_catalogue(root), root, now, places)
            add_versions(root, planned.adopted)
        except OSError as error:
            raise ArchiveError(_unwritable(root, error)) from None
        copies = planned.copies if limit is None else planned.copies[:limit]
        _require_room(root, copies)
        run = _Run(root, Source(register, forms, now, Room(str(root))), copies, progress, between)
        run.carry_out()
        return run.outcome(planned, (*found, *planned.adopted))


class _Run:
    """The copies of one register, being made."""

    def __init__(
        self,
        root: Path,
        source: Source,
        copies: Sequence[PlannedCopy],
        progress: Callable[[int, int], None],
        between: Callable[[], bool],
    ) -> None:
        self._root, self._source, self._copies = root, source, copies
        self._progress, self._between = progress, between
        self._made: list[ArchivedVersion] = []
        self._skipped: list[Skipped] = []
        self._stopped = ""

    def carry_out(self) -> None:
        """Make them, as far as the disk allows and nobody says stop."""
        done = count(1)
        for copies in batches(self._copies):
            if not self._between():
                return
            batch = Batch(self._root, self._source)
            try:
                for _ in batch.carry_out(copies):
                    self._progress(next(done), len(self._copies))
            except OSError as error:
                self._stopped = _unwritable(self._root, error)
            self._made += batch.made
            self._skipped += batch.skipped
            reasons = {each.why for each in batch.skipped}
            if not batch.made and len(batch.skipped) > 1 and len(reasons) == 1:  # what stops all of them is not theirs
                self._stopped = self._stopped or reasons.pop()
            if self._stopped:
                return

    def outcome(self, planned: ArchivePlan, adopted: tuple[ArchivedVersion, ...]) -> ArchiveOutcome:
        """What came about, with what the plan knew already."""
        source, made = self._source, {version.case.number: version for version in self._made}
        rows, marks = RowMarks(self._root, source.register.path), dict(planned.marks)
        for number, version in made.items():
            if (mark := rows.lacking(source.register.files.of(number), version)) is not None:
                marks[number] = mark
        missing = [
            Skipped(copy.case.number, f"{each.name}: {each.why}")
            for copy in self._copies
            if copy.case.number in made
            for each in copy.missing
        ]
        return ArchiveOutcome(
            marks,
            made=tuple(self._made),
            adopted=adopted,
            kept=planned.kept,
            skipped=(*planned.skipped, *self._skipped),
            missing=tuple(missing),
            left=len(planned.copies) - len(made) - len(self._skipped),
            stopped=self._stopped,
            warnings=planned.warnings,
            damaged=planned.damaged,
        )


def _any_closed(register: CaseRegister) -> bool:
    """An archive is made only once there is something to put into it."""
    return any(register.files.of(number).closed_at is not None for number in register.files.numbers)


@contextmanager
def _held(root: Path) -> Iterator[None]:
    """The archive, for one run at a time."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(_unwritable(root, error)) from None
    with ExitStack() as held:
        try:
            held.enter_context(one_at_a_time(root / LOCK_NAME, _WAIT_SECONDS, root, "another xltools"))
        except WorkbookBusyError:
            raise ArchiveBusyError(root) from None
        yield


def _settle_left_behind(root: Path) -> tuple[ArchivedVersion, ...]:
    """Give lines to what a run that was ended had put into its place, and take away what it was making."""
    found = []
    for folder, places in left_behind(root):
        listed = {version.folder for version in read_catalogue(root).versions} if places else set()
        wanted = [place for place in places if is_inside(place) and place not in listed]
        whole = [complete_version(root, place) for place in wanted]
        versions = [version for version in whole if version is not None]
        add_versions(root, versions)
        found += versions
        remove_temporary_folder(folder)
    return tuple(found)


def _require_room(root: Path, copies: Sequence[PlannedCopy]) -> None:
    needed, free = sum(copy.size for copy in copies), shutil.disk_usage(root).free
    if copies and needed + _SPARE_BYTES > free:
        raise ArchiveError(
            f"{len(copies)} cases need about {needed / _MEGABYTE:.0f} MB in {root}, and {free / _MEGABYTE:.0f} MB are "
            "free. Make room, or give [archive] another folder in xltools.toml; nothing was copied."
        )


def _unwritable(root: Path, error: OSError) -> str:
    return (
        f"the archive {root} cannot be written ({error.strerror}). Check the disk and the permissions, then try again."
    )
