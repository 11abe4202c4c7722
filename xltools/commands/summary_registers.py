"""How is the summary of a folder's registers made as it was asked for?

Invariant: what is asked for is checked before anything is read.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xltools.commands.command_options import CommonOptions
from xltools.commands.pass_report import echo_json
from xltools.commands.summary_outcome import exit_code_of, print_summary, summary_document
from xltools.commands.summary_progress import summary_progress
from xltools.commands.summary_request import period_asked_for, report_asked_for
from xltools.operations.local_moment import local_moment
from xltools.operations.reporting.saved_reports import save_report
from xltools.operations.reporting.summarizing import summarize
from xltools.operations.reporting.summary_order import SummaryOrder


def summarize_as_asked(path: Path, asked: Mapping[str, Any], common: CommonOptions) -> int:
    """Make the report and tell of it; gives the exit code."""
    folder = path if path.is_dir() else path.parent
    report = report_asked_for(folder, asked)
    order = SummaryOrder(
        path,
        period_asked_for(asked, common.now.date()),
        asked["pdf"],
        asked["output"],
        report,
        not asked["no_measures"],
        common.dry_run,
    )
    with summary_progress(common) as progress:
        summary = summarize(order, local_moment(common.now), progress)
    if report is not None and asked["name"] and not common.dry_run:
        save_report(folder, report)
    if common.as_json:
        echo_json(summary_document(summary))
    else:
        print_summary(summary, common)
    return exit_code_of(summary)
