"""How do the closed cases of registers get into the archive, and the marks into their rows? Copy → catalogue → refresh.

Invariant: a row says that its case is archived only once the copy is complete; what a run leaves undone the next one
does.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from xltools.errors import FontMissingError, MissingExtraError, NotARegisterError, WorkbookBusyError, XltoolsError
from xltools.model.archived_case import ArchivedVersion
from xltools.operations.archive_reading.index_file import IndexOutcome, bring_index_up_to_date, index_is_behind
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.archiving.archiving import ArchiveOutcome, archive_register, plan_archive
from xltools.operations.archiving.catalogue import catalogue_path
from xltools.operations.case_reports.case_register import CaseRegister, read_case_register
from xltools.operations.case_reports.drawing import CaseForms
from xltools.operations.journaling.journal import Journal, NoteKind
from xltools.operations.passes.pass_order import HOLD_SECONDS, Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.reporting.gathering import Gap, registers_below
from xltools.operations.workspace import Workspace, workspace_of
from xltools.reports.summary_pdf.fonts import ReportFonts, find_fonts
from xltools.workbook.forms.form_files import form_places

Progress = Callable[[str, int, int], None]


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
    made: list[ArchivedCopy] = field(default_factory=list)
    adopted: list[ArchivedCopy] = field(default_factory=list)
    kept: int = 0
    left: int = 0
    skipped: list[SkippedCase] = field(default_factory=list)
    missing: list[SkippedCase] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)

    @property
    def local(self) -> datetime:
        return self.now.replace(tzinfo=None, microsecond=0)

    def archive(self, path: Path) -> None:
        """One register; what is wrong with it keeps no other one from being archived."""
        try:
            register = read_case_register(path, self.local)
        except NotARegisterError as error:
            if type(error) is not NotARegisterError:
                self.gaps.append(Gap(path, error))
            return
        except XltoolsError as error:
            self.gaps.append(Gap(path, error))
            return
        name = register.register_id
        if register.workspace != self.workspace:
            why = (
                f"it belongs to the folder {register.workspace.root}, which has a memory of its own. Archive it there."
            )
            self.skipped.append(SkippedCase(name, "", why))
            return
        try:
            self._plan(register) if self.dry_run else self._carry_out(register)
        except XltoolsError as error:
            self.gaps.append(Gap(path, error))

    def _plan(self, register: CaseRegister) -> None:
        plan, name = plan_archive(register, self.root, self.local), register.register_id
        self.made += [ArchivedCopy(name, each.case.number, each.case.version, each.folder) for each in plan.copies]
        self.skipped += [SkippedCase(name, each.number, each.why) for each in plan.skipped]
        self.kept += plan.kept

    def _carry_out(self, register: CaseRegister) -> None:
        forms = CaseForms(register.definition, form_places(register.path), self.fonts)
        stage = partial(self.progress, "archiving")
        try:
            outcome = archive_register(register, self.root, forms, self.local, stage, self.between, self._room_left())
        finally:
            self.warnings.update(forms.warnings)
            forms.close()
        self._take(register, outcome)
        if outcome.marks:
            self._mark(register, outcome)

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
        if numbers := [each.case.number for each in (*outcome.made, *outcome.adopted)]:
            Journal(self.workspace).note(NoteKind.ARCHIVED, name, self.local, cases=numbers)

    def _mark(self, register: CaseRegister, outcome: ArchiveOutcome) -> None:
        """The rows say so; while somebody has the register open, that is remembered and written later."""
        order = PassOrder(Cause.ARCHIVE, archived=outcome.marks, while_open=True, hold_seconds=self.hold_seconds)
        try:
            result = refresh(register.path, self.now, order=order)
        except WorkbookBusyError:
            self.waiting.append(register.register_id)
            return
        if result.waiting is not None:
            self.waiting.append(register.register_id)

    def ended(self) -> ArchiveRun:
        index = None
        if not self.dry_run and (self.made or self.adopted):
            self._note_catalogue()
        if not self.dry_run and (self.made or self.adopted or index_is_behind(self.root)):
            self.progress("index", 0, 1)
            index = bring_index_up_to_date(self.root, self.local)
        return ArchiveRun(
            self.root,
            tuple(self.made),
            tuple(self.adopted),
            self.kept,
            self.left,
            tuple(self.skipped),
            tuple(self.missing),
            tuple(self.gaps),
            tuple(self.waiting),
            tuple(self.warnings),
            index,
        )

    def _note_catalogue(self) -> None:
        """What the catalogue says now stands in the journal's chain: whoever rewrites it later is found out."""
        data = catalogue_path(self.root).read_bytes()
        facts = {"catalogue": hashlib.sha256(data).hexdigest(), "lines": data.count(b"\n"), "archive": str(self.root)}
        Journal(self.workspace).note(NoteKind.ARCHIVED, "", self.local, **facts)


def archive_folder(
    path: Path,
    now: datetime,
    progress: Progress = lambda *_: None,
    pdf: bool | None = None,
    dry_run: bool = False,
    *,
    registers: Sequence[Path] | None = None,
    between: Callable[[], bool] = lambda: True,
    limit: int | None = None,
    hold_seconds: float = HOLD_SECONDS,
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

    Raises:
        VanishedError: There is nothing of that name.
        DefinitionError: ``[archive]`` is not as it should be.
        FontMissingError, MissingExtraError: PDFs were asked for and cannot be made.
    """
    workbooks = registers_below(path) if registers is None else registers
    workspace = workspace_of(path.resolve() / "any.xlsx" if path.is_dir() else path.resolve())
    settings = archive_settings(workspace)
    run = _Run(workspace, archive_root(workspace, settings), now, progress, None, dry_run, between, limit, hold_seconds)
    if not dry_run:
        run.fonts = _fonts(settings.pdf if pdf is None else pdf, run.warnings, asked=pdf is True)
    for place, workbook in enumerate(workbooks):
        progress("reading", place, len(workbooks))
        if not between():
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
