"""How does the report of a period come about? Registers → facts → report → workbook and PDF, and measures back in.

Invariant: the report of a period that is over depends on the registers alone, not on when or how often it is made.
"""

from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from xltools.errors import NotARegisterError, ReportError
from xltools.language.speaking import speaking
from xltools.operations.files.replacing import real_path
from xltools.operations.progress import Progress, untold
from xltools.operations.reporting.gathering import Gathered, gather, registers_below
from xltools.operations.reporting.measure_entry import Entering, enter_measures, standing_measures
from xltools.operations.reporting.report_contents import report_contents
from xltools.operations.reporting.report_files import Placed, place_reports, reports_folder
from xltools.operations.reporting.report_memory import ReportMemory, one_making, recall
from xltools.operations.reporting.summary_order import Summary, SummaryOrder
from xltools.operations.workspace import Workspace, workspace_at
from xltools.reports.content.advice import advice, measures_by_register
from xltools.reports.content.basis import Basis, Making, basis_of
from xltools.reports.content.cross_tables import cross_table_report
from xltools.reports.content.detail import counted_on_detail
from xltools.reports.content.summary import plain_title, summary_report
from xltools.reports.document import Report
from xltools.reports.facts import Facts
from xltools.reports.figures.copies import copies
from xltools.reports.file_names import report_name
from xltools.reports.row_prints import RowChanges, row_changes, row_prints
from xltools.reports.typesetting.fonts import ReportFonts, find_fonts


def summarize(order: SummaryOrder, now: datetime, progress: Progress = untold) -> Summary:
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
    workspace = workspace_at(real_path(order.path))
    with nullcontext() if order.dry_run else one_making(workspace, order.path):
        return _Summarizing(order, workspace, fonts, now, progress).summary()


class _Made(NamedTuple):
    report: Report
    rows: dict[str, dict[str, str]]
    changes: RowChanges | None
    received: int
    told: int


class _Summarizing:
    """One order, being carried out."""

    def __init__(
        self, order: SummaryOrder, workspace: Workspace, fonts: ReportFonts | None, now: datetime, progress: Progress
    ) -> None:
        self._order, self._workspace, self._fonts = order, workspace, fonts
        self._now, self._progress = now, progress
        self._cut_off = min(now, order.period.ends_at)

    def summary(self) -> Summary:
        gathered = self._gathered()
        with speaking(gathered.language):
            self._progress("reckoning", 0, 1)
            basis = self._basis(gathered)
            entering = self._entering(gathered, basis)
            if entering.entered:
                gathered = self._gathered()
                basis = self._basis(gathered)
            summary = self._reported(gathered, basis, entering)
        self._progress("done", 1, 1)
        return summary

    def _gathered(self) -> Gathered:
        path, keep = self._order.path, not self._order.dry_run
        gathered = gather(
            registers_below(path), self._workspace, self._now, partial(self._progress, "reading"), keep=keep
        )
        if not gathered.facts.sources:
            raise NotARegisterError(f"there is no register in {path}. Make one with: xltools init TEMPLATE FOLDER")
        if len(gathered.gaps) == len(gathered.facts.sources):
            raise gathered.gaps[0].error
        return gathered

    def _basis(self, gathered: Gathered) -> Basis:
        return basis_of(gathered.facts.as_of(self._cut_off), self._order.period, self._cut_off, Making())

    def _entering(self, gathered: Gathered, basis: Basis) -> Entering:
        """Enter the measures of a month or quarter that is over; otherwise only see which stand there."""
        order = self._order
        if order.asked is not None or self._cut_off < order.period.ends_at:
            return Entering({}, (), {})
        measures = measures_by_register(basis.facts, order.period, advice(basis))
        if order.dry_run or not order.enter_measures:
            return Entering({}, (), standing_measures(measures, gathered.facts))
        return enter_measures(measures, gathered.facts, gathered.paths, self._now)

    def _reported(self, gathered: Gathered, basis: Basis, entering: Entering) -> Summary:
        """Told, drawn and put in its place."""
        facts, name = basis.facts, _name(self._order)
        memory = recall(self._workspace, name)
        made = self._made(basis, memory, entering)
        files, warnings = ((), ()) if self._order.dry_run else self._placed(made, facts, name, memory)
        return Summary(
            self._order,
            made.report.title,
            files,
            cases=sum(source.rows for source in gathered.facts.sources),
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

    def _made(self, basis: Basis, memory: ReportMemory, entering: Entering) -> _Made:
        """The report, with what changed since its first making."""
        facts, asked = basis.facts, self._order.asked
        rows = row_prints(facts, basis.detail)
        changes = row_changes(facts, memory.rows, rows, memory.policies) if memory.made_at else None
        making = Making(changes, memory.made_at, entering.standing)
        if asked is not None:
            report = cross_table_report(facts, basis.period, self._cut_off, asked, making)
        else:
            basis = replace(basis, making=making)
            report = summary_report(basis, advice(basis))
        received, told = counted_on_detail(report)
        return _Made(report, rows, changes, received, told)

    def _placed(
        self, made: _Made, facts: Facts, name: str, memory: ReportMemory
    ) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
        """The files, and what the PDF could not show."""
        self._progress("writing", 0, 1)
        contents, warnings = report_contents(made.report, self._fonts)
        folder, measured = self._order.output or _beside(self._order.path), self._measured(made, facts, memory)
        return place_reports(self._workspace, folder, name, contents, measured, self._now), warnings

    def _measured(self, made: _Made, facts: Facts, memory: ReportMemory) -> ReportMemory:
        """The first making of a period that is over is what later ones are compared with."""
        if memory.made_at or self._cut_off < self._order.period.ends_at:
            return memory
        policies = {source.file: source.policy for source in facts.sources if not source.trouble}
        made_at = f"{self._now:%Y-%m-%d %H:%M}"
        return ReportMemory(made_at=made_at, rows=made.rows, policies=policies, files=memory.files)


def _name(order: SummaryOrder) -> str:
    """The files' name: it must not change with what a register says or whether it can be read."""
    title = order.asked.name if order.asked else plain_title(order.period)
    real = real_path(order.path)
    return report_name(order.period, title if real.is_dir() else f"{title} {real.stem}")


def _beside(path: Path) -> Path:
    real = real_path(path)
    return reports_folder(real if real.is_dir() else real.parent)
