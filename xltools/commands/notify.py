"""`xltools notify FOLDER [--test [CHANNEL]]`: send what is due, and say how notices stand."""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS, VanishedError
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.notifying.notify_status import LaneStatus, NotifyStatus, notify_status
from xltools.operations.notifying.outbox_entries import Entry, Verdict
from xltools.operations.notifying.trying_out import Tried, channels_to_try, try_out
from xltools.operations.workspace import Workspace, workspace_at
from xltools.operations.workspace_file import FILE_NAME

_ALL, _SHOWN = "*", 20
_WORDS = {
    Verdict.SENT: "sent",
    Verdict.LATER: "the service wants a pause",
    Verdict.TEMPORARY: "failed",
    Verdict.PERMANENT: "refused",
    Verdict.DOUBTFUL: "sent, no answer",
}


@click.command("notify")
@click.argument("folder", type=WORKBOOK)
@click.option(
    "--test", "channel", is_flag=False, flag_value=_ALL, metavar="[CHANNEL]",
    help="Send a test message on CHANNEL, or on all channels.",
)  # fmt: skip
@common_options
def command(folder: Path, channel: str | None, common: CommonOptions) -> int:
    """Send the notices of FOLDER that are due, what failed before included, and say how they stand.

    Exit code 0: all is well, 1: something is refused, doubtful or reaches nobody, 2: the settings are not as they
    should be.
    """
    if not folder.is_dir():
        raise VanishedError(folder)
    workspace = workspace_at(folder)
    if channel is not None:
        named = None if channel == _ALL else channel
        if common.dry_run:
            return _print_untried([(each.name, each.kind) for each in channels_to_try(workspace, named)], common)
        return _print_tried(try_out(workspace, named, common.now), common)
    delivered = Delivered() if common.dry_run else deliver(workspace, common.now, insist=True)
    status = notify_status(workspace, common.now)
    if common.as_json:
        echo_json(_document(delivered, status))
    elif status is None:
        _print_nothing_set_up(workspace, common)
    else:
        _print_status(delivered, status, common)
    return EXIT_CLEAN if status is None or status.in_order else EXIT_FINDINGS


def _print_untried(channels: list[tuple[str, str]], common: CommonOptions) -> int:
    if common.as_json:
        echo_json([{"channel": name, "kind": kind, "verdict": None} for name, kind in channels])
    for name, kind in [] if common.as_json else channels:
        click.echo(f"{name} ({kind})  a test message would be sent (dry run)")
    return EXIT_CLEAN


def _print_tried(tried: list[Tried], common: CommonOptions) -> int:
    if common.as_json:
        echo_json([_tried(each) for each in tried])
    for each in [] if common.as_json else tried:
        outcome = each.outcome
        to = f" to {each.to}" if each.to else ""
        said = f": {outcome.said}" if outcome.said else ""
        click.echo(f"{each.channel} ({each.kind}){to}  {_WORDS[outcome.verdict]}{said}")
        if outcome.remedy:
            click.echo(f"    {outcome.remedy}")
    return EXIT_CLEAN if all(each.outcome.verdict is Verdict.SENT for each in tried) else EXIT_FINDINGS


def _print_nothing_set_up(workspace: Workspace, common: CommonOptions) -> None:
    if not common.quiet:
        click.echo(f"no notices are sent: {workspace.root / FILE_NAME} has no [notify]")


def _print_status(delivered: Delivered, status: NotifyStatus, common: CommonOptions) -> None:
    if not common.quiet:
        click.echo(f"{delivered.sent} sent, {sum(lane.waiting for lane in status.lanes)} waiting")
    for lane in status.lanes:
        if lane.said or (lane.waiting and not common.quiet):
            _print_lane(lane)
    shown = None if common.verbose else _SHOWN
    for each in status.doubtful[:shown]:
        cases = ", ".join(each.cases)
        click.echo(f"  {each.channel}  doubtful: {each.entries} sent on {each.at} without an answer  {cases}")
    for entry in status.unreachable[:shown]:
        click.echo(f"  nobody   {_about(entry)}")
    if status.unreachable:
        click.echo("  Fill in the e-mail address on the sheet of people, or set up the robot of a group.")


def _print_lane(lane: LaneStatus) -> None:
    to = f" -> {lane.to}" if lane.to else ""
    click.echo(f"  {lane.channel}{to}" + (f"  {lane.waiting} waiting" if lane.waiting else ""))
    if lane.said:
        since = f" since {lane.since}" if lane.since else ""
        click.echo(f"    {'refused' if lane.failing else 'in trouble'}{since}: {lane.said}")
    if lane.remedy:
        click.echo(f"    {lane.remedy}")


def _about(entry: Entry) -> str:
    return "  ".join(part for part in (entry.who or "(nobody named)", entry.kind, entry.case, entry.subject) if part)


def _document(delivered: Delivered, status: NotifyStatus | None) -> dict[str, Any]:
    if status is None:
        return {"set_up": False}
    lanes = [{**lane._asdict(), "since": lane.since.isoformat() if lane.since else None} for lane in status.lanes]
    doubtful = [{**each._asdict(), "at": each.at.isoformat(), "cases": list(each.cases)} for each in status.doubtful]
    nobody = [
        {"register": each.register, "kind": each.kind, "case": each.case, "subject": each.subject, "to": each.who}
        for each in status.unreachable
    ]
    return {
        "set_up": True,
        "delivered": delivered._asdict(),
        "lanes": lanes,
        "doubtful": doubtful,
        "unreachable": nobody,
    }


def _tried(each: Tried) -> dict[str, Any]:
    outcome = each.outcome
    return {
        "channel": each.channel,
        "kind": each.kind,
        "to": each.to,
        "verdict": outcome.verdict.value,
        "said": outcome.said,
        "remedy": outcome.remedy,
    }
