"""How does the report of a period come about? Registers → facts → report → workbook and PDF, and measures back in.

Invariant: the report of a period that is over depends on the registers alone, not on when or how often it is made.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, ReportError
from xltools.language.speaking import speaking
from xltools.operations.files.replacing import real_path
from xltools.operations.folder_names import standing_or_new
from xltools.operations.reporting.gathering import Gathered, gather, registers_below
from xltools.operations.reporting.measure_entry import Entering, enter_measures, standing_measures
from xltools.operations.reporting.report_files import Placed, place_report
from xltools.operations.reporting.report_memory import ReportMemory, one_making, recall, remember
from xltools.operations.reporting.summary_order import Summary, SummaryOrder
from xltools.operations.workspace import Workspace, workspace_of
from xltools.reports.content.basis import Making, basis_of
from xltools.reports.content.cross_tables import cross_table_report
from xltools.reports.content.detail import counted_on_detail
from xltools.reports.content.measures import advice, measures_by_register
from xltools.reports.content.summary import plain_title, summary_report
from xltools.reports.document import Report
from xltools.reports.facts import Facts
from xltools.reports.figures.copies import copies
from xltools.reports.file_names import report_name
from xltools.reports.row_prints import RowChanges, row_changes, row_prints
from xltools.reports.summary_pdf.fonts import ReportFonts, find_fonts
from xltools.reports.summary_pdf.writing import write_pdf
from xltools.reports.summary_workbook.writing import write_workbook

_REPORTS = "folders.reports"
Progress = Callable[[str, int, int], None]


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
    workspace = _workspace(order.path)
    with nullcontext() if order.dry_run else one_making(workspace, order.path):
        return _summary(order, workspace, fonts, now, progress)


def _summary(
    order: SummaryOrder, workspace: Workspace, fonts: ReportFonts | None, now: datetime, progress: Progress
) -> Summary:
    gathered = _gathered(order, workspace, now, progress)
    with speaking(gathered.language):
        return _made_known(order, workspace, fonts, gathered, now, progress)


def _made_known(
    order: SummaryOrder,
    workspace: Workspace,
    fonts: ReportFonts | None,
    gathered: Gathered,
    now: datetime,
    progress: Progress,
) -> Summary:
    """Reckoned, drawn and put in its place, all in one language."""
    cut_off = min(now, order.period.ends_at)
    progress("reckoning", 0, 1)
    entering = _enter(order, gathered, cut_off, now)
    if entering.entered:
        gathered = _gathered(order, workspace, now, progress)
    facts = gathered.facts.as_of(cut_off)
    name = _name(order)
    memory = recall(workspace, name)
    made = _made(order, facts, cut_off, memory, entering)
    files: tuple[Placed, ...] = ()
    warnings: tuple[str, ...] = ()
    if not order.dry_run:
        progress("writing", 0, 1)
        contents, warnings = _drawn(made.report, fonts)
        memory = _measured(order, facts, cut_off, memory, made, now)
        memory = memory.with_files([hashlib.sha256(content).hexdigest() for content in contents.values()])
        remember(workspace, name, memory)  # before they stand there: a crash in between must not make them strangers
        files = _placed(order, contents, name, memory, workspace, now)
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


def _measured(
    order: SummaryOrder, facts: Facts, cut_off: datetime, memory: ReportMemory, made: "_Made", now: datetime
) -> ReportMemory:
    """The first making of a period that is over is what later ones are compared with."""
    if memory.made_at or cut_off < order.period.ends_at:
        return memory
    policies = {source.file: source.policy for source in facts.sources if not source.trouble}
    return ReportMemory(made_at=f"{now:%Y-%m-%d %H:%M}", rows=made.rows, policies=policies, files=memory.files)


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
    received, told = counted_on_detail(report)
    return _Made(report, rows, changes, received, told)


def _drawn(report: Report, fonts: ReportFonts | None) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files' contents by suffix, and what the PDF could not show."""
    contents = {".xlsx": write_workbook(report)}
    if fonts is None:
        return contents, ()
    pdf = write_pdf(report, fonts)
    return {**contents, ".pdf": pdf.content}, pdf.warnings


def _placed(
    order: SummaryOrder,
    contents: Mapping[str, bytes],
    name: str,
    memory: ReportMemory,
    workspace: Workspace,
    now: datetime,
) -> tuple[Placed, ...]:
    folder, backups = order.output or _beside(order.path), standing_or_new(workspace.memory / "backups", _REPORTS)
    return tuple(
        place_report(folder / f"{name}{suffix}", content, memory.files, now, backups)
        for suffix, content in contents.items()
    )


def _name(order: SummaryOrder) -> str:
    """The files' name: it must not change with what a register says or whether it can be read."""
    title = order.asked.name if order.asked else plain_title(order.period)
    real = real_path(order.path)
    return report_name(order.period, title if real.is_dir() else f"{title} {real.stem}")


def _beside(path: Path) -> Path:
    real = real_path(path)
    return standing_or_new(real if real.is_dir() else real.parent, _REPORTS)
