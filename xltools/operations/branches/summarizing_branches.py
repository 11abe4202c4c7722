"""How does the summary of all branches come about? Registers → figures of each → their sum → workbook and PDF.

Invariant: of a period that is over the summary depends on the registers alone; of one that is not, it stands as of the
last full hour, so that within the hour only what changed is read again.
"""

from contextlib import nullcontext
from datetime import datetime
from functools import partial

from xltools.errors import NotARegisterError, ReportError
from xltools.language.speaking import speaking, text
from xltools.operations.branches.branch_order import BranchOrder, BranchSummary
from xltools.operations.branches.branch_sources import branch_sources
from xltools.operations.branches.crews import cluster_crew, local_crew, usual_workers
from xltools.operations.branches.figures_store import figures_store
from xltools.operations.branches.gathering_branches import GatheredBranches, Gathering, gather_branches
from xltools.operations.files.replacing import real_folder
from xltools.operations.progress import Progress, untold
from xltools.operations.reporting.report_contents import report_contents
from xltools.operations.reporting.report_files import Placed, place_reports, reports_folder
from xltools.operations.reporting.report_language import report_language
from xltools.operations.reporting.report_memory import one_making, recall
from xltools.operations.workspace import Workspace
from xltools.reports.branches.branch_figures import FigureSpan
from xltools.reports.branches.report import branches_report
from xltools.reports.branches.totals import BranchBasis, BranchGap
from xltools.reports.compared_period import compared
from xltools.reports.file_names import report_name
from xltools.reports.typesetting.fonts import ReportFonts, find_fonts


def summarize_branches(order: BranchOrder, now: datetime, progress: Progress = untold) -> BranchSummary:
    """Make the summary of all branches.

    Args:
        order: What is asked for.
        now: The moment, naive local time, whole seconds.
        progress: Told the stage, how much of it is done, and of how much.

    Raises:
        ReportError: The period has not begun.
        NotARegisterError: There is no register, or none could be read.
        ClusterError, MissingExtraError, FontMissingError: What was asked for cannot be used on this machine.
        XltoolsError: A file cannot be written.
    """
    if order.period.starts_at >= (cut_off := _cut_off(order, now)):
        raise ReportError(f"no hour of the period {order.period.key} has passed; there is nothing to report on yet.")
    fonts = find_fonts() if order.pdf else None  # before any work, in case there is none
    workspace = Workspace(real_folder(order.folder))
    with nullcontext() if order.dry_run else one_making(workspace, order.folder):
        return _summary(order, workspace, fonts, cut_off, now, progress)


def _cut_off(order: BranchOrder, now: datetime) -> datetime:
    return min(order.period.ends_at, now.replace(minute=0, second=0, microsecond=0))


def _summary(
    order: BranchOrder,
    workspace: Workspace,
    fonts: ReportFonts | None,
    cut_off: datetime,
    now: datetime,
    progress: Progress,
) -> BranchSummary:
    span = FigureSpan(order.period, compared(order.period, cut_off), cut_off)
    gathered = _gathered(order, workspace, span, now, progress)
    with speaking(report_language(workspace.root, gathered.totals.said["language"])):
        progress("writing", 0, 1)
        report = branches_report(_basis(order, span, gathered), cut_off)
        contents, warnings = report_contents(report, fonts)
        files = () if order.dry_run else _placed(order, contents, workspace, now)
    progress("done", 1, 1)
    return BranchSummary(
        order,
        report.title,
        files,
        registers=len(gathered.totals.lines),
        read_anew=gathered.read_anew,
        received=gathered.totals.now.received,
        cases=sum(line.rows for line in gathered.totals.lines),
        passed_over=gathered.passed_over,
        gaps=gathered.gaps,
        copies=gathered.copies,
        warnings=warnings,
    )


def _gathered(
    order: BranchOrder, workspace: Workspace, span: FigureSpan, now: datetime, progress: Progress
) -> GatheredBranches:
    progress("listing", 0, 1)
    sources = branch_sources(workspace.root, order.settings)
    hire = cluster_crew(order.cluster) if order.cluster else local_crew(_workers(order))
    headquarters = (workspace.root, workspace.memory)
    asked = Gathering(span, order.settings, headquarters, now, order.clock, hire)
    with figures_store(workspace.memory, now, keep=not order.dry_run) as store:
        gathered = gather_branches(sources, asked, store, partial(progress, "reading"))
    if not gathered.totals.lines:
        first = next((gap.sentence or f"{gap.source.place}: nothing is there." for gap in gathered.gaps), "")
        raise NotARegisterError(f"none of the branches' registers could be read. {first}".strip())
    return gathered


def _workers(order: BranchOrder) -> int:
    return order.workers or order.settings.workers or usual_workers()


def _basis(order: BranchOrder, span: FigureSpan, gathered: GatheredBranches) -> BranchBasis:
    gaps = [BranchGap(gap.source.name, gap.source.place, gap.trouble.said, gap.last_read) for gap in gathered.gaps]
    return BranchBasis(
        gathered.totals,
        tuple(gaps),
        gathered.copies,
        gathered.passed_over,
        cut_off=span.cut_off,
        over=span.cut_off >= order.period.ends_at,
        label=order.period.label,
        before_label=span.before.label,
    )


def _placed(order: BranchOrder, contents: dict[str, bytes], workspace: Workspace, now: datetime) -> tuple[Placed, ...]:
    name = report_name(order.period, text("branches.file_title"))
    folder = order.output or reports_folder(workspace.root)
    return place_reports(workspace, folder, name, contents, recall(workspace, name), now)
