"""How does the report of a period come about? Registers → facts → report → workbook and PDF, and measures back in.

Invariant: the report of a period that is over depends on the registers alone, not on when or how often it is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, ReportError
from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.operations.gathering import Gap, Gathered, gather, registers_below
from xltools.operations.measure_entry import Entering, enter_measures, standing_measures
from xltools.operations.replacing import real_path
from xltools.operations.report_files import Placed, place_report
from xltools.operations.report_memory import ReportMemory, recall, remember
from xltools.operations.workspace import Workspace, workspace_of
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.cross_tables import cross_table_report
from xltools.reports.content.measures import advice, measures_by_register
from xltools.reports.content.summary import report_title, summary_report
from xltools.reports.document import Report
from xltools.reports.facts import Facts
from xltools.reports.figures.copies import Copy, copies
from xltools.reports.file_names import report_name
from xltools.reports.row_prints import RowChanges, row_changes, row_prints
from xltools.reports.summary_pdf.fonts import ReportFonts, find_fonts
from xltools.reports.summary_pdf.writing import write_pdf
from xltools.reports.summary_workbook.writing import write_workbook

REPORTS_FOLDER = "报告"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SummaryOrder:
    """What is asked for.

    Attributes:
        path: A folder of registers, or one register.
        period: What is reported on.
        pdf: The same as PDF beside the workbook.
        output: Folder for the files; by default `REPORTS_FOLDER` beside the registers.
        asked: A report of a team's own instead of the summary.
        enter_measures: Whether suggested measures are entered on the sheets 改进项.
        dry_run: Reckon everything, write nothing.
    """

    path: Path
    period: Period
    pdf: bool = False
    output: Path | None = None
    asked: ReportDefinition | None = None
    enter_measures: bool = True
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What came about.

    Attributes:
        order: What was asked for.
        title: Of the report.
        files: The files, and what became of each; empty after a dry run.
        cases: Cases in the registers that were read.
        received: Of these, received in the period.
        told: Cases on sheet 明细.
        registers: How many registers were read.
        read_anew: Of these, how many had changed since the last time.
        gaps: Registers that could not be read.
        unrefreshed: By register name, how many rows have no number yet, and so perhaps neither class nor due times.
        copies: Registers that hold the same cases, so that these count twice.
        entered: By register name, how many measures were entered now.
        not_entered: Registers whose measures could not be entered, and why; the next making tries again.
        changes: What differs from the first making after the period was over; None where this is the first.
        warnings: What the PDF could not show.
    """

    order: SummaryOrder
    title: str
    files: tuple[Placed, ...]
    cases: int
    received: int
    told: int
    registers: int
    read_anew: int
    gaps: tuple[Gap, ...]
    unrefreshed: Mapping[str, int]
    copies: tuple[Copy, ...]
    entered: Mapping[str, int]
    not_entered: tuple[Gap, ...]
    changes: RowChanges | None
    warnings: tuple[str, ...]


def summarize(order: SummaryOrder, now: datetime, progress: Progress = lambda *_: None) -> Summary:
    """Make a report.

    Args:
        order: What is asked for.
        now: The moment, naive local time, whole seconds.
        progress: Told the stage, how much of it is done, and of how much.

    Raises:
        ReportError: The period has not begun, or the report asks for what no register has.
        NotARegisterError: There is no register.
        FontMissingError, MissingExtraError: A PDF cannot be made on this machine.
        XltoolsError: A file cannot be written.
    """
    if order.period.starts_at > now:
        raise ReportError(f"the period {order.period.key} has not begun; there is nothing to report on yet.")
    fonts = find_fonts() if order.pdf else None  # before any work, in case there is none
    workspace, cut_off = _workspace(order.path), min(now, order.period.ends_at)
    gathered = _gathered(order, workspace, now, progress)
    progress("reckoning", 0, 1)
    entering = _enter(order, gathered, cut_off, now)
    if entering.entered:
        gathered = _gathered(order, workspace, now, progress)
    facts = gathered.facts.as_of(cut_off)
    name = report_name(order.period, order.asked.name if order.asked else report_title(facts, order.period))
    memory = recall(workspace, name)
    made = _made(order, facts, cut_off, memory, entering)
    files: tuple[Placed, ...] = ()
    warnings: tuple[str, ...] = ()
    if not order.dry_run:
        progress("writing", 0, 1)
        files, warnings = _written(order, made.report, name, memory, workspace, fonts, now)
        if cut_off == order.period.ends_at and not memory.made_at:
            policies = {source.file: source.policy for source in facts.sources if not source.trouble}
            memory = ReportMemory(
                made_at=f"{now:%Y-%m-%d %H:%M}", rows=made.rows, policies=policies, files=memory.files
            )
        remember(workspace, name, memory.with_files([placed.sha256 for placed in files]))
    progress("done", 1, 1)
    return Summary(
        order,
        made.report.title,
        files,
        cases=len(gathered.facts.cases),
        received=made.received,
        told=made.told,
        registers=sum(not source.trouble for source in facts.sources),
        read_anew=gathered.read_anew,
        gaps=gathered.gaps,
        unrefreshed={source.name: source.unnumbered for source in facts.sources if source.unnumbered},
        copies=tuple(copies(facts)),
        entered=entering.entered,
        not_entered=entering.failed,
        changes=made.changes,
        warnings=warnings,
    )


class _Made(NamedTuple):
    report: Report
    rows: dict[str, dict[str, str]]
    changes: RowChanges | None
    received: int
    told: int


def _workspace(path: Path) -> Workspace:
    real = real_path(path)
    return workspace_of(real / "any.xlsx" if real.is_dir() else real)


def _gathered(order: SummaryOrder, workspace: Workspace, now: datetime, progress: Progress) -> Gathered:
    def tell(done: int, of: int) -> None:
        progress("reading", done, of)

    gathered = gather(registers_below(order.path), workspace, now, tell, keep=not order.dry_run)
    if not gathered.facts.sources:
        raise NotARegisterError(f"there is no register in {order.path}. Make one with: xltools init TEMPLATE FOLDER")
    if len(gathered.gaps) == len(gathered.facts.sources):
        raise gathered.gaps[0].error
    return gathered


def _enter(order: SummaryOrder, gathered: Gathered, cut_off: datetime, now: datetime) -> Entering:
    """Enter the measures of a month or quarter that is over; otherwise only see which stand there."""
    if order.asked is not None or cut_off < order.period.ends_at:
        return Entering({}, (), {})
    basis = basis_of(gathered.facts.as_of(cut_off), order.period, cut_off, Making())
    measures = measures_by_register(basis.facts, order.period, advice(basis))
    if order.dry_run or not order.enter_measures:
        return Entering({}, (), standing_measures(measures, gathered.facts))
    return enter_measures(measures, gathered.facts, gathered.paths, now)


def _made(order: SummaryOrder, facts: Facts, cut_off: datetime, memory: ReportMemory, entering: Entering) -> _Made:
    """The report, with what changed since its first making."""
    basis = basis_of(facts, order.period, cut_off, Making(entered=entering.standing))
    rows = row_prints(facts, basis.detail)
    changes = row_changes(facts, memory.rows, rows, memory.policies) if memory.made_at else None
    making = Making(changes, memory.made_at, entering.standing)
    if order.asked is not None:
        report = cross_table_report(facts, order.period, cut_off, order.asked, making)
    else:
        basis = replace(basis, making=making)
        report = summary_report(basis, advice(basis))
    return _Made(report, rows, changes, basis.volume.received, len(basis.detail))


def _written(
    order: SummaryOrder,
    report: Report,
    name: str,
    memory: ReportMemory,
    workspace: Workspace,
    fonts: ReportFonts | None,
    now: datetime,
) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    folder, backups = order.output or _beside(order.path), workspace.memory / "backups" / REPORTS_FOLDER
    files = [place_report(folder / f"{name}.xlsx", write_workbook(report), memory.files, now, backups)]
    warnings: tuple[str, ...] = ()
    if fonts is not None:
        pdf = write_pdf(report, fonts)
        warnings = pdf.warnings
        files.append(place_report(folder / f"{name}.pdf", pdf.content, memory.files, now, backups))
    return tuple(files), warnings


def _beside(path: Path) -> Path:
    real = real_path(path)
    return (real if real.is_dir() else real.parent) / REPORTS_FOLDER
