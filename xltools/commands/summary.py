"""`xltools summary PATH`: the report that a supervisor opens, over all registers and one period."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.commands.summary_outcome import exit_code_of, print_summary, summary_document
from xltools.commands.summary_progress import summary_progress
from xltools.model.period import Period, month_named, quarter_named, week_named
from xltools.model.policy import listed_values
from xltools.model.report_definition import ReportDefinition
from xltools.operations.pass_conditions import without_garbage_collection
from xltools.operations.saved_reports import save_report, saved_reports
from xltools.operations.summarizing import SummaryOrder, summarize

_PERIODS = {"month": month_named, "quarter": quarter_named, "week": week_named}


@click.command("summary")
@click.argument("path", type=WORKBOOK)
@click.option("--month", metavar="2026-10", help="A month; by default the last one that is over.")
@click.option("--quarter", metavar="2026Q3", help="A quarter.")
@click.option("--week", metavar="2026-W45", help="A week; or the week of a day.")
@click.option("--day", metavar="2026-11-05", help="A day.")
@click.option("--from", "first", metavar="DAY", help="From this day …")
@click.option("--to", "last", metavar="DAY", help="… to this one, both included; by default today.")
@click.option("--pdf", is_flag=True, help='The same as PDF (needs: pip install "xltools[pdf]").')
@click.option("-o", "--output", type=WORKBOOK, help="Folder for the report; by default 报告 beside the registers.")
@click.option("--by", metavar="产品,区域", help="A report of your own: a row for each of these …")
@click.option("--measure", metavar="数量,及时率", default="数量", help="… with these figures …")
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
    today = common.now.date()
    folder = path if path.is_dir() else path.parent
    order = SummaryOrder(
        path,
        _period(asked, today),
        asked["pdf"],
        asked["output"],
        _report_asked_for(folder, asked, common),
        not asked["no_measures"],
        common.dry_run,
    )
    with summary_progress(common) as progress, without_garbage_collection():
        summary = summarize(order, common.now.replace(tzinfo=None, microsecond=0), progress)
    if common.as_json:
        echo_json(summary_document(summary))
    else:
        print_summary(summary, common)
    return exit_code_of(summary)


def _period(asked: dict[str, Any], today: date) -> Period:
    """The one period that was named; the last month that is over where none was."""
    named = [key for key in ("month", "quarter", "week", "day", "first") if asked[key]]
    if len(named) > 1 or (asked["last"] and not asked["first"]):
        raise click.UsageError("name one period: --month, --quarter, --week, --day, or --from with --to")
    if not named:
        return Period.month(today.year, today.month).previous()
    try:
        if (reader := _PERIODS.get(named[0])) is not None:
            return reader(asked[named[0]])
        if named[0] == "day":
            return Period.day(_day(asked["day"]))
        return Period.span(_day(asked["first"]), _day(asked["last"]) if asked["last"] else today)
    except (ValueError, OverflowError) as error:
        raise click.UsageError(str(error)) from None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
        day + timedelta(days=1)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a day; write it like 2026-11-05") from None
    return day


def _report_asked_for(folder: Path, asked: dict[str, Any], common: CommonOptions) -> ReportDefinition | None:
    """The report of the team's own that is asked for; None for the summary."""
    if asked["saved"]:
        return _saved(folder, asked["saved"])
    if not asked["by"]:
        if asked["where"] or asked["name"]:
            raise click.UsageError("--where and --save go with --by")
        return None
    by, measure = listed_values(asked["by"]), listed_values(asked["measure"])
    where: dict[str, tuple[str, ...]] = {}
    for condition in asked["where"]:
        label, sign, values = condition.partition("=")
        if not (label.strip() and sign and listed_values(values)):
            raise click.UsageError(f"{condition!r} is no condition; write it like 部门=技术部,质量部")
        where[label.strip()] = (*where.get(label.strip(), ()), *listed_values(values))
    if not 1 <= len(by) <= 4 or not 1 <= len(measure) <= 12:
        raise click.UsageError("--by takes one to four names, --measure one to twelve")
    title = asked["name"] or f"按{'、'.join(by)}的{'、'.join(measure)}"
    report = ReportDefinition(name=title[:60], by=by, measure=measure, where=where)
    if asked["name"] and not common.dry_run:
        save_report(folder, report)
    return report


def _saved(folder: Path, name: str) -> ReportDefinition:
    known = saved_reports(folder)
    if name not in known:
        there = f"Saved are: {', '.join(known)}" if known else "None is saved; save one with --by … --save NAME"
        raise click.UsageError(f"no report {name!r} is saved in {folder}. {there}.")
    return known[name]
