"""Which words name a period? The same options for every verb that asks for one.

Invariant: what they are given is read in one place, `xltools.commands.summary_request.period_asked_for`.
"""

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--month", metavar="2026-10", help="A month; by default the last one that is over."),
    click.option("--quarter", metavar="2026Q3", help="A quarter."),
    click.option("--week", metavar="2026-W45", help="A week; or the week of a day."),
    click.option("--day", metavar="2026-11-05", help="A day."),
    click.option("--from", "first", metavar="DAY", help="From this day …"),
    click.option("--to", "last", metavar="DAY", help="… to this one, both included; by default today."),
)
PERIOD_NAMES = ("month", "quarter", "week", "day", "first", "last")


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options that name a period; it receives them by `PERIOD_NAMES`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
