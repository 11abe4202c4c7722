"""What do all verbs take? The same options in the same words, and one place that knows them.

Invariant: only the clock handed in by `xltools.cli` tells the time, in the zone of the workspace that a verb is about;
``--now`` replaces it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from xltools.errors import XltoolsError
from xltools.operations.workspace import workspace_at
from xltools.operations.workspace_zone import COMPUTERS_OWN, in_zone, workspace_zone

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class CommonOptions:
    """What every verb is told.

    Attributes:
        now: The moment of the pass: aware from the clock, naive where ``--now`` gives local time.
        clock: Tells further moments; it stands at ``now`` when a verb begins.
        dry_run: Decide and show, write nothing.
        as_json: Results as one JSON document on standard output.
        quiet: Only what is wrong.
        verbose: Everything, not the first lines only.
    """

    now: datetime
    clock: Clock
    dry_run: bool
    as_json: bool
    quiet: bool
    verbose: bool


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the common options; it receives them as ``common``."""
    return _with_options(command, writes=True)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a verb that never writes: ``--dry-run`` is taken, for scripts give it to all, but not spoken of."""
    return _with_options(command, writes=False)


def _with_options(command: Callable[..., Any], *, writes: bool) -> Callable[..., Any]:
    @click.option("--now", type=_Moment(), help="Take this moment for now, e.g. 2026-11-21T09:30 (local time).")
    @click.option("-n", "--dry-run", is_flag=True, hidden=not writes, help="Show what would be done; write nothing.")
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
        clock = clock_of(context.obj, zone_of_arguments(arguments.values()), now)
        common = CommonOptions(now or clock(), clock, dry_run, as_json, quiet, verbose)
        return context.invoke(command, common=common, **arguments)

    wrapped.__name__, wrapped.__doc__ = command.__name__, command.__doc__
    for parameter in reversed(getattr(command, "__click_params__", [])):
        wrapped.__click_params__.append(parameter)  # type: ignore[attr-defined]
    return wrapped


def clock_of(system: Clock, zone: str, now: datetime | None) -> Clock:
    """A clock that tells the time of a zone, put to another moment where one is given.

    Args:
        system: What tells the time.
        zone: As `xltools.operations.workspace_zone` has it.
        now: Where the clock is put to; a naive moment is the zone's local time.
    """
    if now is None:
        return lambda: in_zone(system(), zone)
    begun = in_zone(system(), zone)
    start = now if now.tzinfo is not None else now.replace(tzinfo=begun.tzinfo)
    return lambda: start + (system() - begun)


def zone_of_arguments(arguments: Iterable[object]) -> str:
    """The zone of the workspace that a verb is about: that of the first file or folder which lies in one.

    A mistake in the workspace's file is told by whatever reads that file for its own sake.
    """
    named = [path for each in arguments for path in (each if isinstance(each, tuple) else (each,))]
    try:
        places = [path.resolve() for path in named if isinstance(path, Path)] or [Path.cwd()]
        workspaces = [workspace_at(place) for place in places]
        about = next((each for each in workspaces if each.memory.is_dir()), workspaces[0])
        return workspace_zone(about.root)
    except (XltoolsError, OSError, ValueError, RuntimeError):  # no workspace can be told
        return COMPUTERS_OWN


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
