"""`xltools report FILE CASE`: a case's report as the procedure prescribes it, ready to print and sign."""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import FOLDER, REGISTER_FILE, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.commands.period_options import PERIOD_NAMES, period_options
from xltools.commands.placed_files import PLACING_WORDS, files_document
from xltools.commands.summary_progress import summary_progress
from xltools.commands.summary_request import period_asked_for
from xltools.errors import EXIT_CLEAN
from xltools.model.form_values import Audience
from xltools.operations.case_reports.report_order import CaseReportOrder, CaseReports
from xltools.operations.case_reports.reporting_cases import report_cases
from xltools.operations.local_moment import local_moment

_LISTED = 20


@click.command("report")
@click.argument("file", type=REGISTER_FILE)
@click.argument("cases", metavar="CASE…", nargs=-1)
@click.option("--closed", is_flag=True, help="All cases that were closed in a period; by default the last month.")
@period_options
@click.option("--outward", is_flag=True, help="The copy that leaves the house: names and contacts masked.")
@click.option("--form", "forms", multiple=True, metavar="NAME", help="This form instead of the report; repeatable.")
@click.option("--all-forms", is_flag=True, help="Every form that the register has.")
@click.option("--pdf", is_flag=True, help='The same as PDF (needs: pip install "xltools[pdf]").')
@click.option("-o", "--output", type=FOLDER, help="Folder for the reports; by default one beside the register.")
@common_options
def command(file: Path, cases: tuple[str, ...], common: CommonOptions, **asked: Any) -> int:
    """Fill the report of each CASE (its number) of the register FILE, or of all that were closed in a period.

    The forms are workbooks that a team may restyle: `xltools templates forms FILE` puts copies beside the register. A
    report that somebody worked on is left alone; the new one stands beside it.
    Exit code 0: made, 2: no such case or form, or it cannot be read or written, 4: open elsewhere.
    """
    order = _order(file, cases, asked, common)
    with summary_progress(common) as progress:
        reports = report_cases(order, local_moment(common.now), progress)
    if common.as_json:
        echo_json(_document(reports))
    else:
        _print(reports, common)
    return EXIT_CLEAN


def _order(file: Path, cases: tuple[str, ...], asked: dict[str, Any], common: CommonOptions) -> CaseReportOrder:
    named = [key for key in PERIOD_NAMES if asked[key]]
    if named and not asked["closed"]:
        raise click.UsageError("a period goes with --closed")
    if not cases and not asked["closed"]:
        raise click.UsageError("name a case, e.g. 202405-001, or ask for --closed --month 2026-10")
    if asked["forms"] and asked["all_forms"]:
        raise click.UsageError("--form names single forms; it does not go with --all-forms")
    return CaseReportOrder(
        file,
        cases,
        period_asked_for(asked, common.now.date()) if asked["closed"] else None,
        Audience.OUTWARD if asked["outward"] else Audience.INWARD,
        asked["forms"],
        asked["all_forms"],
        asked["pdf"],
        asked["output"],
        common.dry_run,
    )


def _print(reports: CaseReports, common: CommonOptions) -> None:
    if not common.quiet:
        closed = reports.order.closed_in
        which = f"closed in {closed.key}" if closed is not None and not reports.order.numbers else "asked for"
        click.echo(f"cases {which}: {len(reports.cases)}; forms: {', '.join(reports.forms)}")
        shown = reports.files if common.verbose else reports.files[:_LISTED]
        for placed in shown:
            click.echo(f"  {placed.path}  {PLACING_WORDS[placed.placing]}")
        if len(shown) < len(reports.files):
            click.echo(f"  … and {len(reports.files) - len(shown)} more files in {reports.folder}")
        if reports.order.dry_run:
            click.echo("  nothing was written (dry run)")
    for warning in reports.warnings:
        click.echo(f"  PDF: {warning}", err=True)


def _document(reports: CaseReports) -> dict[str, object]:
    return {
        "cases": reports.cases,
        "forms": reports.forms,
        "audience": reports.order.audience.value,
        "folder": str(reports.folder),
        "files": files_document(reports.files),
        "dry_run": reports.order.dry_run,
        "warnings": reports.warnings,
    }
