"""What do all verbs take? The same options in the same words, and one place that knows them.

Invariant: only the clock handed in by `xltools.cli` tells the time; ``--now`` replaces it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

DEFAULT_ZONE = "Asia/Shanghai"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What every verb is told.

    Attributes:
        now: The moment of the pass: aware from the clock, naive where ``--now`` gives local time.
        dry_run: Decide and show, write nothing.
        as_json: Results as one JSON document on standard output.
        quiet: Only what is wrong.
        verbose: Everything, not the first lines only.
    """

    now: datetime
    dry_run: bool
    as_json: bool
    quiet: bool
    verbose: bool


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the common options; it receives them as ``common``."""

    @click.option("--now", type=_Moment(), help="Take this moment for now, e.g. 2026-11-21T09:30 (local time).")
    @click.option("-n", "--dry-run", is_flag=True, help="Show what would be done; write nothing.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    @click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
    @click.option("-v", "--verbose", is_flag=True, help="Print every finding and every edit.")
    @click.pass_context
    def wrapped(
        context: click.Context,
        /,
        now: datetime | None,
        dry_run: bool,
        as_json: bool,
        quiet: bool,
        verbose: bool,
        **arguments: Any,
    ) -> Any:
        clock: Clock = context.obj
        common = CommonOptions(now or clock(), dry_run, as_json, quiet, verbose)
        return context.invoke(command, common=common, **arguments)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    for parameter in reversed(getattr(command, "__click_params__", [])):
        wrapped.__click_params__.append(parameter)  # type: ignore[attr-defined]
    return wrapped


class _Moment(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    name = "moment"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> datetime:
        """Read ``2026-11-21`` or ``2026-11-21T09:30``."""
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a moment; write it like 2026-11-21T09:30", parameter, context)


class _PlainPath(click.Path):
    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """Refuse an empty path, which would be the current folder."""
        if not str(value).strip():
            self.fail("the path is empty; write . for the current folder", parameter, context)
        return super().convert(value, parameter, context)


WORKBOOK = _PlainPath(path_type=Path)
REGISTER_FILE = _PlainPath(path_type=Path, dir_okay=False)
FOLDER = _PlainPath(path_type=Path, file_okay=False)
