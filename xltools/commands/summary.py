"""`xltools summary PATH`: the report that a supervisor opens, over all registers and one period."""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.commands.period_options import period_options
from xltools.commands.summary_outcome import exit_code_of, print_summary, summary_document
from xltools.commands.summary_progress import summary_progress
from xltools.commands.summary_request import period_asked_for, report_asked_for
from xltools.operations.reporting.saved_reports import save_report
from xltools.operations.reporting.summarizing import summarize
from xltools.operations.reporting.summary_order import SummaryOrder


@click.command("summary")
@click.argument("path", type=WORKBOOK)
@period_options
@click.option("--pdf", is_flag=True, help='The same as PDF (needs: pip install "xltools[pdf]").')
@click.option("-o", "--output", type=WORKBOOK, help="Folder for the report; by default 报告 beside the registers.")
@click.option("--by", metavar="产品,区域", help="A report of your own: a row for each of these …")
@click.option("--measure", metavar="数量,及时率", help="… with these figures …")
@click.option("--where", multiple=True, metavar="部门=技术部", help="… over these cases only; may be repeated.")
@click.option("--report", "saved", metavar="NAME", help="A report of your own that was saved before.")
@click.option("--save", "name", metavar="NAME", help="Save the report of --by in xltools.toml under this name.")
@click.option("--no-measures", is_flag=True, help="Enter no suggested measures on sheets 改进项.")
@common_options
def command(path: Path, common: CommonOptions, **asked: Any) -> int:
    """Make the report of a period over all registers below PATH, or over one register.

    The report of a period that is over is the same whenever it is made, and is not written again where nothing changed:
    a scheduler may ask for it every day. A report that somebody worked on is left alone; the new one stands beside it.
    Exit code 0: made, 1: made, but a register could not be read or written, 2: cannot be made, 4: open elsewhere.
    """
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
        summary = summarize(order, common.now.replace(tzinfo=None, microsecond=0), progress)
    if report is not None and asked["name"] and not common.dry_run:
        save_report(folder, report)
    if common.as_json:
        echo_json(summary_document(summary))
    else:
        print_summary(summary, common)
    return exit_code_of(summary)
