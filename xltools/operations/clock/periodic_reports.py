"""How does a report that is due by the clock get made and to its readers? (FA-17, ST-13, ST-15, FR-15)

Invariant: a report is sent once for each of its contents; one that could not be made stays due.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import FontMissingError, MissingExtraError
from xltools.language.speaking import speaking, text
from xltools.model.period import Period
from xltools.model.policy import Policy
from xltools.operations.clock.register_settings import everybody
from xltools.operations.clock.report_schedule import USUAL_REPORT_DAY, again_on
from xltools.operations.clock.tick_memory import ReportState, TickMemory
from xltools.operations.notifying.enqueuing import enqueue_message
from xltools.operations.reporting.summarizing import summarize
from xltools.operations.reporting.summary_order import Summary, SummaryOrder
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_language import workspace_language
from xltools.rules.upkeep_notices import report_recipients

_DAY_SETTING = "report_day"


class MadeReport(NamedTuple):
    """A report that the clock made.

    Attributes:
        summary: What came about.
        told: How many messages with it wait to be sent.
        again: It was sent before, and has changed since.
    """

    summary: Summary
    told: int
    again: bool


def make_report(
    folder: Path,
    period: Period,
    workspace: Workspace,
    now: datetime,
    memory: TickMemory,
    policies: Sequence[Policy],
) -> tuple[MadeReport, TickMemory]:
    """Make the report of a period that is over, and put it into the outbox where it says something new.

    Args:
        folder: The registers.
        period: The period.
        workspace: Their workspace.
        now: The moment, naive local time.
        memory: What was made before.
        policies: The settings of the registers: when it is made again, and who gets it.

    Returns:
        What was made, and what is to be remembered.

    Raises:
        XltoolsError: It could not be made or entered; it stays due.
    """
    summary = _summary(SummaryOrder(folder, period, pdf=True), now)
    days = [policy.setting_number(_DAY_SETTING, USUAL_REPORT_DAY) for policy in policies]
    last_day = again_on(period, days)
    before = memory.reports.get(period.key)
    sent = before.sent if before is not None else ""
    sha256 = summary.files[0].sha256
    told = _send(summary, workspace, now, policies, again=bool(sent)) if sha256 != sent else 0
    state = ReportState(again_on=last_day, finished=now.date() >= last_day, sent=sha256)
    return MadeReport(summary, told, bool(sent) and sha256 != sent), memory.with_report(period, state)


def _summary(order: SummaryOrder, now: datetime) -> Summary:
    """With a PDF where this machine can make one."""
    try:
        return summarize(order, now)
    except (FontMissingError, MissingExtraError):
        return summarize(replace(order, pdf=False), now)


def _send(summary: Summary, workspace: Workspace, now: datetime, policies: Sequence[Policy], *, again: bool) -> int:
    policy = everybody(policies)
    if policy is None:
        return 0
    period = summary.order.period
    recipients = dict.fromkeys(who for each in policies for who in report_recipients(each))
    key = f"report|{period.key}|{summary.files[0].sha256[:16]}"
    files = [placed.path for placed in summary.files]
    with speaking(workspace_language(workspace.root)):
        return enqueue_message(
            workspace, "", key, *_words(summary, again=again), tuple(recipients), policy, now, attachments=files
        )


def _words(summary: Summary, *, again: bool) -> tuple[str, str]:
    told = {"title": summary.title, "period": summary.order.period.label}
    subject = text("notify.report.subject_again", **told) if again else text("notify.report.subject", **told)
    lines = [text("notify.report.counted", registers=summary.registers, received=summary.received, **told)]
    if again:
        lines.append(text("notify.report.again"))
    if summary.gaps:
        lines.append(text("notify.report.gaps", gaps=len(summary.gaps)))
    return subject, "\n".join(lines)
