"""What is said of a tick? What was written, what waits, what was made and sent, and what wants somebody's attention.

Invariant: whatever could not be done is named; a register in which there was nothing to do is only counted.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltools.commands.command_options import CommonOptions
from xltools.commands.pass_report import Outcome, PassFailure
from xltools.errors import EXIT_BUSY, EXIT_CLEAN, EXIT_FINDINGS
from xltools.operations.clock.ticking import Standing, TickPlan, TickResult
from xltools.operations.importing.taking_in import Taking
from xltools.operations.no_register import no_register_in
from xltools.operations.passes.attending import Attendance, Attended

if TYPE_CHECKING:
    from xltools.operations.archiving.archive_run import ArchiveRun
    from xltools.operations.reporting.summary_order import Summary

_BELIEVED = "If it goes on like this for an hour, it is believed."
_BUSY = (Attendance.WAITING, Attendance.AGAIN)


def exit_code_of(result: TickResult) -> int:
    """1 where something wants attention; 4 where registers that are open are all that is left to do."""
    if result.troubles or result.standing is Standing.CLOCK_BEHIND or _unusable(result) or _sent_in_vain(result):
        return EXIT_FINDINGS
    if result.standing is Standing.BUSY or any(each.what in _BUSY for each in result.attended):
        return EXIT_BUSY
    return EXIT_CLEAN


def _unusable(result: TickResult) -> bool:
    registers = any(each.what is Attendance.UNUSABLE for each in result.attended)
    exports = any(each.outcome in (Taking.RETURNED, Taking.UNUSABLE) or each.faulty for each in result.taken_in)
    return registers or exports or _archived_in_vain(result) or any(made.summary.gaps for made in result.reports)


def _archived_in_vain(result: TickResult) -> bool:
    """Something could not be archived; what others at work hinder the next tick does."""
    run = result.archived
    if run is None:
        return False
    return bool(run.skipped or run.damaged) or any(gap.error.exit_code != EXIT_BUSY for gap in run.gaps)


def _sent_in_vain(result: TickResult) -> bool:
    return any(each.failed or each.doubtful for each in result.delivered)


def print_tick(result: TickResult, folder: Path, common: CommonOptions) -> None:
    """Tell people what was done in a folder; quietly, only what wants attention."""
    for line, matters in _lines(result, folder):
        if matters:
            click.echo(line, err=True)
        elif not common.quiet:
            click.echo(line)


def _idle(result: TickResult, folder: Path) -> str:
    registers = result.resting + len(result.attended)
    if not registers:
        return str(no_register_in(folder))
    idle = result.resting + sum(each.what is Attendance.IDLE for each in result.attended)
    return f"{idle} of {registers} registers had nothing to write"


def _lines(result: TickResult, folder: Path) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it wants attention."""
    if result.standing is Standing.BUSY:
        yield "another tick is at work on these registers; nothing was done", False
    if result.standing is Standing.CLOCK_BEHIND:
        since = f"{result.last:%Y-%m-%d %H:%M}"
        yield f"the clock stands before the last tick ({since}); nothing was done. Put it right. {_BELIEVED}", True
    for each in result.taken_in:
        yield f"{each.source.name}: {each.outcome.value}: {each.sentence}", each.outcome is not Taking.ENTERED
    for attended in result.attended:
        yield from _of_register(attended)
    if result.standing is Standing.DONE:
        yield _idle(result, folder), False
    for made in result.reports:
        yield f"report of {made.summary.order.period.key}: {', '.join(_files(made.summary))}", False
    if result.archived is not None:
        yield from _of_archive(result.archived)
    yield from ((f"{path.name} has been open for long; somebody is told", False) for path in result.reminded)
    for told in result.delivered:
        if any(told):
            words = f"{told.sent} sent, {told.waiting} waiting, {told.failed} failed, {told.doubtful} doubtful"
            yield f"messages: {words}", bool(told.failed or told.doubtful)
    yield from ((line, True) for line in result.troubles)


def _of_archive(run: "ArchiveRun") -> Iterator[tuple[str, bool]]:
    copies = len(run.made) + len(run.adopted)
    if copies or run.left:
        left = f", {run.left} are left for the next tick" if run.left else ""
        yield f"{copies} cases archived in {run.root}{left}", False
    yield from ((f"not archived: {each.register} {each.number}: {each.why}", True) for each in run.skipped)
    yield from ((f"not archived: {gap.path}: {gap.error}", gap.error.exit_code != EXIT_BUSY) for gap in run.gaps)
    if run.damaged:
        yield f"{len(run.damaged)} lines of the archive's catalogue cannot be read; run xltools archive --verify", True
    yield from ((f"archive: {warning}", False) for warning in run.warnings)


def _files(summary: "Summary") -> list[str]:
    return [f"{placed.path} {placed.placing.value}" for placed in summary.files]


def _of_register(attended: Attended) -> Iterator[tuple[str, bool]]:
    if attended.what is Attendance.WRITTEN and attended.result is not None:
        yield f"{attended.path.name}: {len(attended.result.edits)} cells written", False
    elif attended.what is not Attendance.IDLE:
        yield f"{attended.path.name}: {attended.sentence}", attended.what is Attendance.UNUSABLE


def print_plan(plan: TickPlan, common: CommonOptions) -> None:
    """What a tick would do besides the passes."""
    if common.quiet:
        return
    if plan.clock_behind:
        click.echo("the clock stands before the last tick; nothing would be done")
    for period in plan.reports:
        click.echo(f"report of {period.key}: would be made")


def tick_document(result: TickResult) -> dict[str, object]:
    """The same as one JSON document."""
    return {
        "standing": result.standing.value,
        "resting": result.resting,
        "registers": [
            {
                "path": str(each.path),
                "what": each.what.value,
                "why": each.sentence,
                "cells": len(each.result.edits) if each.result is not None else 0,
            }
            for each in result.attended
        ],
        "taken_in": [
            {"source": str(each.source), "outcome": each.outcome.value, "why": each.sentence}
            for each in result.taken_in
        ],
        "reports": [
            {"period": made.summary.order.period.key, "files": _files(made.summary), "told": made.told}
            for made in result.reports
        ],
        "archived": [each.number for each in (*result.archived.made, *result.archived.adopted)]
        if result.archived
        else [],
        "reminded": [str(path) for path in result.reminded],
        "delivered": [told._asdict() for told in result.delivered],
        "troubles": list(result.troubles),
    }


def plan_document(plan: TickPlan, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """A dry run as one JSON document."""
    done = [each for each in outcomes if not isinstance(each, PassFailure)]
    failures = [each for each in outcomes if isinstance(each, PassFailure)]
    return {
        "dry_run": True,
        "clock_behind": plan.clock_behind,
        "full": plan.full,
        "reports": [period.key for period in plan.reports],
        "registers": [{"path": str(each.path), "cells": len(each.edits)} for each in done],
        "errors": [{"path": str(each.path), "message": str(each.error)} for each in failures],
    }
