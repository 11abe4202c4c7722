"""Can the computer's clock be believed, and does it mean the same time as the registers?

Invariant: a clock is compared with what others wrote down; no server is asked.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from xltools.model.time_zones import is_time_zone
from xltools.operations.clock.tick_memory import recall_ticks
from xltools.operations.clock.ticking import foresee
from xltools.operations.examining.answers import Answer, doubtful, some, well, wrong
from xltools.operations.examining.memory_state import last_moment
from xltools.operations.examining.site import Site
from xltools.operations.journaling.journal import journal_path

_AHEAD = timedelta(minutes=5)
_STEP_BACK = timedelta(hours=1)
_SET_IT = "Have the computer set its clock by the network; then look again."


def zones(site: Site) -> Iterator[Answer]:
    """Whether the registers, the workspace and the computer mean the same time."""
    here = site.computer.offset(site.instant)
    own = _offset(site, site.zone) if site.zone else here
    if own != here:
        yield doubtful(
            site.zone,
            f"the zone of this workspace (UTC{_signed(own)}), and the computer's clock shows UTC{_signed(here)}",
            "xltools lives by the workspace's; if that is off, set the computer's, or time_zone in xltools.toml.",
        )
    else:
        yield well(site.zone or "computer", f"the zone of this workspace and of the computer (UTC{_signed(own)})")
    for each in site.usable:
        if each.zone and is_time_zone(each.zone) and _offset(site, each.zone) != own:
            yield doubtful(
                site.shown(each.path),
                f"means times of {each.zone}, and the tool lives by {site.zone or 'the time of this computer'} here",
                f'Leave it so if both are meant; else write time_zone = "{each.zone}" at the top of xltools.toml.',
            )


def _offset(site: Site, zone: str) -> timedelta:
    return site.instant.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def files_of_the_future(site: Site) -> Iterator[Answer]:
    """Whether files were saved later than it is now."""
    now = site.instant.timestamp()
    ahead = {path: at - now for path in _files(site) if (at := _saved_at(path)) is not None}
    late = sorted((path for path, seconds in ahead.items() if seconds > _AHEAD.total_seconds()), key=ahead.__getitem__)
    if late:
        most = timedelta(seconds=int(ahead[late[-1]]))
        names = [site.shown(path) for path in reversed(late)]
        yield wrong(
            some(names),
            f"saved up to {_span(most)} later than it is now: this clock is behind, or another computer's is ahead",
            _SET_IT,
        )
    else:
        yield well("clock", "nothing was saved later than it is now")


def moments_of_the_future(site: Site) -> Iterator[Answer]:
    """Whether the tool did something here at a later moment than now."""
    for workspace in site.workspaces:
        last = last_moment(journal_path(workspace))
        if last is not None and last - site.local > _STEP_BACK:
            so = f"its last line was written at {last:%Y-%m-%d %H:%M}, and it is {site.local:%Y-%m-%d %H:%M}"
            yield wrong(journal_path(workspace), f"{so}: the clock was ahead then, or is behind now", _SET_IT)
    own = site.workspaces[0]
    memory, _ = recall_ticks(own, site.folder, site.local)
    if foresee(site.folder, site.now).clock_behind:
        so = f"the last tick was at {memory.last:%Y-%m-%d %H:%M}, which is still to come: nothing is done by the clock"
        yield wrong(site.folder, so, f"{_SET_IT} If it is right now, it is believed after an hour.")


def _files(site: Site) -> Iterator[Path]:
    yield from site.workbooks
    for workspace in site.workspaces:
        with suppress(OSError):
            yield from (path for path in workspace.memory.iterdir() if path.is_file())


def _saved_at(path: Path) -> float | None:
    with suppress(OSError):
        return path.stat().st_mtime
    return None


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _span(span: timedelta) -> str:
    if span.days > 1:
        return f"{span.days} days"
    hours, seconds = divmod(int(span.total_seconds()), 3600)
    return f"{hours} h {seconds // 60} min"
