"""How do the closed cases of registers get into the archive, and the marks into their rows? Copy → catalogue → refresh.

Invariant: a row says that its case is archived only once the copy is complete; what a run leaves undone the next one
does.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from xltools.errors import FontMissingError, MissingExtraError, NotARegisterError, WorkbookBusyError, XltoolsError
from xltools.language.speaking import speaking
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading.index_file import bring_index_up_to_date, index_is_behind
from xltools.operations.archiving.archive_run import ArchivedCopy, ArchiveRun, SkippedCase
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.archiving.archiving_register import ArchiveOutcome, archive_register, plan_archive
from xltools.operations.archiving.catalogue import catalogue_path
from xltools.operations.case_reports.case_register import CaseRegister, read_case_register
from xltools.operations.case_reports.drawing import CaseForms
from xltools.operations.journaling.journal import Journal, NoteKind
from xltools.operations.local_moment import local_moment
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.progress import Progress, untold
from xltools.operations.reporting.gathering import Gap, registers_below
from xltools.operations.workspace import Workspace, workspace_at
from xltools.operations.workspace_language import workspace_language
from xltools.reports.typesetting.fonts import ReportFonts, find_fonts
from xltools.rules.archive_marks import LOCATION
from xltools.workbook.forms.form_files import form_places


@dataclass(slots=True)
class _Run:
    """One run, and what it has done so far."""

    workspace: Workspace
    root: Path
    now: datetime
    progress: Progress
    fonts: ReportFonts | None
    dry_run: bool
    between: Callable[[], bool]
    limit: int | None
    hold_seconds: float
    cause: Cause
    made: list[ArchivedCopy] = field(default_factory=list)
    adopted: list[ArchivedCopy] = field(default_factory=list)
    kept: int = 0
    left: int = 0
    skipped: list[SkippedCase] = field(default_factory=list)
    missing: list[SkippedCase] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)
    damaged: tuple[int, ...] = ()
    left_over: list[Path] = field(default_factory=list)
    again: list[Path] = field(default_factory=list)

    @property
    def local(self) -> datetime:
        return local_moment(self.now)

    def archive(self, path: Path) -> None:
        """One register; what is wrong with it keeps no other one from being archived."""
        try:
            register = read_case_register(path, self.local)
        except NotARegisterError as error:
            if type(error) is not NotARegisterError:
                self._fail(path, error)
            return
        except XltoolsError as error:
            self._fail(path, error)
            return
        name = register.register_id
        if register.workspace != self.workspace:
            why = (
                f"it belongs to the folder {register.workspace.root}, which has a memory of its own. Archive it there."
            )
            self.skipped.append(SkippedCase(name, "", why))
            return
        try:
            self._plan(register) if self.dry_run else self._carry_out(register, path)
        except XltoolsError as error:
            self._fail(path, error)

    def _fail(self, path: Path, error: XltoolsError) -> None:
        self.gaps.append(Gap(path, error))
        self.again.append(path)

    def _places(self, register: CaseRegister) -> Mapping[str, object]:
        """Where the copies lie; a row that is open right now does not say it yet."""
        return CaseMemoryFile(self.workspace, register.definition.numbering).read().of(LOCATION)

    def _plan(self, register: CaseRegister) -> None:
        plan = plan_archive(register, self.root, self.local, self._places(register))
        name = register.register_id
        self.adopted += _copies(plan.adopted)
        self.damaged = plan.damaged
        self.warnings.update(dict.fromkeys(plan.warnings))
        self.made += [ArchivedCopy(name, each.case.number, each.case.version, each.folder) for each in plan.copies]
        self.skipped += [SkippedCase(name, each.number, each.why) for each in plan.skipped]
        self.kept += plan.kept

    def _carry_out(self, register: CaseRegister, path: Path) -> None:
        forms = CaseForms(register.definition, form_places(register.path), self.fonts)
        stage = partial(self.progress, "archiving")
        try:
            outcome = archive_register(
                register, self.root, forms, self.local, stage, self.between, self._room_left(), self._places(register)
            )
        finally:
            self.warnings.update(forms.warnings)
            forms.close()
        self._take(register, outcome)
        waits = bool(outcome.marks) and self._mark(register, outcome)
        if outcome.left and not outcome.stopped:
            self.left_over.append(path)
        if waits or outcome.skipped or outcome.stopped:
            self.again.append(path)

    def _room_left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - len(self.made))

    def _take(self, register: CaseRegister, outcome: ArchiveOutcome) -> None:
        name = register.register_id
        self.made += _copies(outcome.made)
        self.adopted += _copies(outcome.adopted)
        self.skipped += [SkippedCase(name, each.number, each.why) for each in outcome.skipped]
        self.missing += [SkippedCase(name, each.number, each.why) for each in outcome.missing]
        if outcome.stopped:
            self.skipped.append(SkippedCase(name, "", outcome.stopped))
        self.kept += outcome.kept
        self.left += outcome.left
        self.damaged = outcome.damaged
        self.warnings.update(dict.fromkeys(outcome.warnings))
        if numbers := [each.case.number for each in (*outcome.made, *outcome.adopted)]:
            Journal(self.workspace).note(NoteKind.ARCHIVED, name, self.local, cases=numbers)

    def _mark(self, register: CaseRegister, outcome: ArchiveOutcome) -> bool:
        """The rows say so; whether that waits, because somebody has the register open."""
        order = PassOrder(self.cause, archived=outcome.marks, while_open=True, hold_seconds=self.hold_seconds)
        try:
            waits = refresh(register.path, self.now, order=order).waiting is not None
        except WorkbookBusyError:
            waits = True
        if waits:
            self.waiting.append(register.register_id)
        return waits

    def ended(self) -> ArchiveRun:
        index = None
        if not self.dry_run and (self.made or self.adopted):
            self._note_catalogue()
        if not self.dry_run and (self.made or self.adopted or index_is_behind(self.root)):
            self.progress("index", 0, 1)
            index = bring_index_up_to_date(self.root, self.local)
        return ArchiveRun(
            self.root,
            made=tuple(self.made),
            adopted=tuple(self.adopted),
            kept=self.kept,
            left=self.left,
            skipped=tuple(self.skipped),
            missing=tuple(self.missing),
            gaps=tuple(self.gaps),
            waiting=tuple(self.waiting),
            warnings=tuple(self.warnings),
            index=index,
            damaged=self.damaged,
            left_over=tuple(self.left_over),
            again=tuple(self.again),
        )

    def _note_catalogue(self) -> None:
        """What the catalogue says now stands in the journal's chain: whoever rewrites it later is found out."""
        data = catalogue_path(self.root).read_bytes()
        facts = {"catalogue": hashlib.sha256(data).hexdigest(), "lines": data.count(b"\n"), "archive": str(self.root)}
        Journal(self.workspace).note(NoteKind.ARCHIVED, "", self.local, **facts)


def archive_folder(
    path: Path,
    now: datetime,
    progress: Progress = untold,
    pdf: bool | None = None,
    dry_run: bool = False,
    *,
    registers: Sequence[Path] | None = None,
    between: Callable[[], bool] = lambda: True,
    limit: int | None = None,
    hold_seconds: float = HOLD_SECONDS,
    cause: Cause = Cause.ARCHIVE,
) -> ArchiveRun:
    """Archive what is closed and not archived as it stands.

    Args:
        path: A register, or a folder of registers.
        now: The moment: aware, or naive local time.
        progress: Told the stage, how much of it is done, and of how much.
        pdf: Whether the reports are kept as PDF, too; by default as ``[archive]`` says, where this machine can.
        dry_run: Plan only.
        registers: Only these of the folder's.
        between: Asked now and then whether to go on.
        limit: At most so many cases.
        hold_seconds: How long a register's lock is kept after its marks are written.
        cause: Why; what somebody undid is left alone where nobody asked for it.

    Raises:
        VanishedError: There is nothing of that name.
        DefinitionError: ``[archive]`` is not as it should be.
        FontMissingError, MissingExtraError: PDFs were asked for and cannot be made.
    """
    workbooks = registers_below(path) if registers is None else registers
    workspace = workspace_at(path.resolve())
    settings = archive_settings(workspace)
    root = archive_root(workspace, settings)
    run = _Run(workspace, root, now, progress, None, dry_run, between, limit, hold_seconds, cause)
    with speaking(workspace_language(workspace.root)):
        if not dry_run:
            run.fonts = _fonts(settings.pdf if pdf is None else pdf, run.warnings, asked=pdf is True)
        for place, workbook in enumerate(workbooks):
            progress("reading", place, len(workbooks))
            if not between():
                run.left_over += workbooks[place:]
                break
            run.archive(workbook)
        return run.ended()


def _copies(versions: Sequence[ArchivedVersion]) -> list[ArchivedCopy]:
    return [ArchivedCopy(each.case.register, each.case.number, each.case.version, each.folder) for each in versions]


def _fonts(wanted: bool, warnings: dict[str, None], *, asked: bool) -> ReportFonts | None:
    """For PDFs, where they are wanted and can be made; what keeps them from being made is said, or stops who asked."""
    if not wanted:
        return None
    try:
        return find_fonts()
    except (FontMissingError, MissingExtraError) as error:
        if asked:
            raise
        warnings[f"no PDFs: {error}"] = None
    return None
