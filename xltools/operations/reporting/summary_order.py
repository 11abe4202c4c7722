"""What is asked for when a report is made, and what came about?

Invariant: the answer names everything that the report lacks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xltools.model.period import Period
from xltools.model.report_definition import ReportDefinition
from xltools.operations.reporting.gathering import Gap
from xltools.operations.reporting.report_files import Placed
from xltools.reports.figures.copies import Copy
from xltools.reports.row_prints import RowChanges


@dataclass(frozen=True, slots=True)
class SummaryOrder:
    """What is asked for.

    Attributes:
        path: A folder of registers, or one register.
        period: What is reported on.
        pdf: The same as PDF beside the workbook.
        output: Folder for the files; by default ``报告`` beside the registers.
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
