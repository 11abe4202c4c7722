"""`xltools tick FOLDER`: what is due by the clock, done once; for cron, the Task Scheduler and the watcher."""

from pathlib import Path

import click

from xltools.commands.command_options import WORKBOOK, CommonOptions, common_options
from xltools.commands.pass_report import echo_json, exit_code, print_outcomes
from xltools.commands.passes import run_passes
from xltools.commands.tick_outcome import exit_code_of, plan_document, print_plan, print_tick, tick_document
from xltools.operations.clock.ticking import foresee, tick
from xltools.operations.passes import refresh as operation


@click.command("tick")
@click.argument("folder", type=WORKBOOK)
@common_options
def command(folder: Path, common: CommonOptions) -> int:
    """Do what is due by the clock for all registers below FOLDER; run it every few minutes.

    Marks what became late, writes into registers that were open before, takes in what lies in 收件, makes the reports
    of months and quarters that are over, reminds, and sends what waits. Doing it twice does nothing twice, and what was
    missed is caught up. Exit code 0: done, 1: something wants attention, 2: no such folder, 4: registers are open.
    """
    if common.dry_run:
        return _foreseen(folder, common)
    result = tick(folder, common.now)
    if common.as_json:
        echo_json(tick_document(result))
    else:
        print_tick(result, folder, common)
    return exit_code_of(result)


def _foreseen(folder: Path, common: CommonOptions) -> int:
    plan = foresee(folder, common.now)
    outcomes = [] if plan.clock_behind else run_passes([folder], common.now, operation.check, quiet=True)
    if common.as_json:
        echo_json(plan_document(plan, outcomes))
    else:
        print_outcomes(outcomes, common)
        print_plan(plan, common)
    return exit_code(outcomes)
