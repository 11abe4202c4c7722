"""`xltools inform FILE [CASE …]`: what customers are to be told, ready to copy or sent by e-mail. (FA-13, FR-10)"""

from pathlib import Path
from typing import Any

import click

from xltools.commands.command_options import REGISTER_FILE, CommonOptions, common_options
from xltools.commands.pass_report import echo_json
from xltools.errors import EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.informing.informing import InformOrder, Sending, Told, inform
from xltools.rules.masking import masked_contact

_SHOWN = 20
_UNREACHED = (Sending.NO_ADDRESS, Sending.NO_WORDING, Sending.NO_CHANNEL)
_REMEDIES = {
    Sending.QUEUED: "xltools notify, tick or watch sends them",
    Sending.NO_ADDRESS: "tell them by their own channel: the register has the words",
    Sending.NO_WORDING: "write a row of the notice for e-mail, or for all channels, on the sheet of notice templates",
    Sending.NO_CHANNEL: "set up a mail channel in xltools.toml ([[notify.channels]], for everybody or only customers)",
}


@click.command("inform")
@click.argument("file", type=REGISTER_FILE)
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option("--notice", default="", help="Only this notice; of a named CASE it is shown even where not due.")
@click.option("--send", is_flag=True, help="Put those whose contact holds an e-mail address into the outbox.")
@click.option("--all", "everybody", is_flag=True, help="With --send: send to all customers something is due for.")
@common_options
def command(file: Path, cases: tuple[str, ...], notice: str, send: bool, everybody: bool, common: CommonOptions) -> int:
    """Show what the customers of the register FILE are to be told now, by the templates of its sheet 通知模板.

    Texts are written for each customer's channel, with names and contacts masked. Nothing is sent without --send, and
    nothing twice for the same round of a case. Exit code 0: done, 1: somebody could not be sent to, 2: unusable, or no
    such case or notice.
    """
    if send and not (cases or everybody):
        raise click.UsageError("--send wants the cases that are meant, or --all for all that something is due for.")
    told = inform(file, common.now, InformOrder(cases, notice, send, common.dry_run))
    if common.as_json:
        echo_json([_document(each) for each in told])
    elif send:
        _print_sendings(told, common)
    else:
        _print_texts(told, common)
    return EXIT_FINDINGS if any(each.sending in _UNREACHED for each in told) else EXIT_CLEAN


def _print_texts(told: list[Told], common: CommonOptions) -> None:
    for each in told if common.verbose else told[:_SHOWN]:
        click.echo(f"== {_about(each)}")
        click.echo(each.notice.subject)
        click.echo(f"{each.notice.text}\n")
    if len(told) > _SHOWN and not common.verbose:
        click.echo(f"… and {len(told) - _SHOWN} more (-v shows them all)")
    if not told and not common.quiet:
        click.echo("nobody is to be told anything now")


def _print_sendings(told: list[Told], common: CommonOptions) -> None:
    tail = " (dry run)" if common.dry_run else ""
    for sending in Sending:
        some = [each for each in told if each.sending is sending]
        if not some or (common.quiet and sending not in _UNREACHED):
            continue
        remedy = f"; {_REMEDIES[sending]}" if sending in _REMEDIES else ""
        click.echo(f"{len(some)} {sending.value}{tail}{remedy}")
        for each in some if common.verbose else some[:_SHOWN]:
            click.echo(f"  {_about(each)}")
        if len(some) > _SHOWN and not common.verbose:
            click.echo(f"  … and {len(some) - _SHOWN} more (-v shows them all)")
    if not told and not common.quiet:
        click.echo("nobody is to be told anything now")


def _about(told: Told) -> str:
    notice = told.notice
    return "  ".join(filter(None, (notice.case_number, notice.notice, notice.channel, masked_contact(notice.contact))))


def _document(told: Told) -> dict[str, Any]:
    notice = told.notice
    return {
        "case": notice.case_number,
        "row": notice.row,
        "round": notice.round,
        "notice": notice.notice,
        "channel": notice.channel,
        "contact": masked_contact(notice.contact),
        "subject": notice.subject,
        "text": notice.text,
        "sending": told.sending.value,
    }
