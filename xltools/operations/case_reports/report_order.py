"""Which case reports are asked for, and what came about?

Invariant: every case that was asked for has its files among the answer's, or was refused before any was made.
"""

from dataclasses import dataclass
from pathlib import Path

from xltools.model.form_values import Audience
from xltools.model.period import Period
from xltools.operations.reporting.report_files import Placed


@dataclass(frozen=True, slots=True)
class CaseReportOrder:
    """What is asked for.

    Attributes:
        path: The register.
        numbers: The cases, as somebody typed their numbers.
        closed_in: Besides, all cases that were closed in this period.
        audience: Who gets to see the reports.
        forms: Titles of the forms; by default the register's report.
        every_form: All forms that the register has.
        pdf: The same as PDF beside the workbook.
        output: Folder for the files; by default ``报告/个案`` beside the register.
        dry_run: Draw everything, write nothing.
    """

    path: Path
    numbers: tuple[str, ...] = ()
    closed_in: Period | None = None
    audience: Audience = Audience.INWARD
    forms: tuple[str, ...] = ()
    every_form: bool = False
    pdf: bool = False
    output: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class CaseReports:
    """What came about.

    Attributes:
        order: What was asked for.
        cases: The cases' numbers.
        forms: Titles of the forms that were filled.
        files: The files, and what became of each; empty after a dry run.
        folder: Where they belong.
        warnings: What could not be shown in a PDF.
    """

    order: CaseReportOrder
    cases: tuple[str, ...]
    forms: tuple[str, ...]
    files: tuple[Placed, ...]
    folder: Path
    warnings: tuple[str, ...] = ()
