"""Does anything look after the folder: a watcher, or a tick every few minutes? And does it still live?

Invariant: a watcher of this computer is asked for by its process; of another computer's only the last beat is known.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from xltools.operations.clock.tick_memory import recall_ticks
from xltools.operations.clock.ticking import foresee
from xltools.operations.examining.answers import Answer, doubtful, some, well, wrong
from xltools.operations.examining.site import Site
from xltools.operations.watching.sole_watcher import BEAT_SECONDS, MISSED_BEATS, Claim, standing_claim
from xltools.operations.watching.watch_log import LOG_FILE

_ALIVE = timedelta(seconds=BEAT_SECONDS * (MISSED_BEATS + 1))
_LATE_UNDER_A_WATCHER, _LATE = timedelta(minutes=15), timedelta(days=1)
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)  (.*)")
_LAST_BYTES = 4096
_ENDED = "no longer watching "


def watcher(site: Site) -> Iterator[Answer]:
    """Whether a watcher is at work, and when it gave its last sign of life."""
    memory = site.workspaces[0].memory
    claim, last = standing_claim(memory), last_line(memory / LOG_FILE)
    again = f'Start it again: xltools watch "{site.folder}"'
    said = f"; its log ends {last[0]:%Y-%m-%d %H:%M:%S}: {last[1]}" if last is not None else ""
    if claim is None:
        if last is not None and not last[1].startswith(_ENDED):
            yield wrong(memory / LOG_FILE, f"a watcher ended without a word{said}", again)
        else:
            yield well(site.folder, f"no watcher is at work{said}")
    elif claim.lives is False:
        yield wrong(memory, f"the watcher of {claim.who} is dead{said}", again)
    elif claim.lives is None and _silent(claim, site):
        so = f"the watcher of {claim.who} has not been heard of since {_when(claim, site)}{said}"
        yield doubtful(memory, so, f"Look at that computer. {again}")
    else:
        yield well(memory, f"a watcher is at work: {claim.who}{said}")


def clock_jobs(site: Site) -> Iterator[Answer]:
    """Whether what goes by the clock is done: flags, reports, reminders."""
    workspace = site.workspaces[0]
    memory, _ = recall_ticks(workspace, site.folder, site.local)
    if memory.full_hour is None and memory.last == site.local:  # as it is begun
        yield well(site.folder, "nothing was done by the clock here yet; xltools watch or xltools tick does it")
        return
    plan, to_do = foresee(site.folder, site.now), f'Run: xltools tick "{site.folder}"; or have it run: --install'
    if plan.clock_behind:
        return  # told by the clock
    late, claim = site.local - memory.last, standing_claim(workspace.memory)
    watched = claim is not None and claim.lives is not False and not _silent(claim, site)
    said = f"the last tick was at {memory.last:%Y-%m-%d %H:%M}"
    if plan.reports:
        names = some([period.key for period in plan.reports])
        yield doubtful(site.folder, f"{said}; reports are due and not made: {names}", to_do)
    elif watched and late > _LATE_UNDER_A_WATCHER:
        yield wrong(site.folder, f"{said}, though a watcher is at work: it hangs, or looks elsewhere", to_do)
    elif not watched and late > _LATE:
        yield doubtful(site.folder, f"{said}; since then nothing was marked late, made or sent", to_do)
    else:
        yield well(site.folder, said)


def last_line(log: Path) -> tuple[datetime, str] | None:
    """Moment and words of the last whole line of a watcher's log; None where there is none."""
    with suppress(OSError, ValueError), log.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _LAST_BYTES))
        found = [match for line in file.read().splitlines() if (match := _LINE.match(line.decode("utf-8", "replace")))]
        if found:
            return datetime.fromisoformat(found[-1][1]), found[-1][2]
    return None


def _silent(claim: Claim, site: Site) -> bool:
    """Whether the heart of another computer's watcher stands still; of one of this computer the process is asked."""
    return claim.lives is None and site.instant.timestamp() - claim.beat_at > _ALIVE.total_seconds()


def _when(claim: Claim, site: Site) -> str:
    return f"{datetime.fromtimestamp(claim.beat_at, site.instant.tzinfo):%Y-%m-%d %H:%M:%S}"
