"""What is asked for when all branches are summarised, and what came about?

Invariant: the answer names everything that the report lacks.
"""

from dataclasses import dataclass
from pathlib import Path

from xltools.model.period import Period
from xltools.operations.branches.branch_settings import BranchSettings
from xltools.operations.branches.gathering_branches import Missing
from xltools.operations.reporting.report_files import Placed


@dataclass(frozen=True, slots=True)
class BranchOrder:
    """What is asked for.

    Attributes:
        folder: The headquarters' folder; the report and the memory lie in it.
        period: What is reported on.
        settings: Which registers, and how they are read.
        clock: The moment in seconds since 1970.
        workers: Processes that read; None for what the settings say, or as many as there are processors.
        cluster: The address of a cluster that reads instead; "" for none.
        pdf: The same as PDF beside the workbook.
        output: Folder for the files; by default ``报告`` in the folder.
        dry_run: Reckon everything, write nothing.
    """

    folder: Path
    period: Period
    settings: BranchSettings
    clock: float
    workers: int | None = None
    cluster: str = ""
    pdf: bool = False
    output: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class BranchSummary:
    """What came about.

    Attributes:
        order: What was asked for.
        title: Of the report.
        files: The files, and what became of each; empty after a dry run.
        registers: How many registers the figures are of.
        read_anew: Of these, how many were read now.
        received: Cases received in the period.
        cases: Cases in all the registers.
        passed_over: Workbooks that are no registers.
        gaps: Registers that could not be read.
        copies: Places of registers with the very same bytes: they count as often.
        warnings: What the PDF could not show.
    """

    order: BranchOrder
    title: str
    files: tuple[Placed, ...]
    registers: int
    read_anew: int
    received: int
    cases: int
    passed_over: int
    gaps: tuple[Missing, ...]
    copies: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]
