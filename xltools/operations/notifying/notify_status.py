"""How do notices stand? What waits, what is refused and why, what is doubtful, whom nothing reaches.

Invariant: nothing here is a secret, and nobody's address stands here in full.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from xltools.operations.notifying.notify_settings import NotifySettings, notify_settings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Attempt, Entry, Verdict
from xltools.operations.notifying.outbox_state import Lane, OutboxState, Trouble
from xltools.operations.notifying.quiet_hours import local_time
from xltools.operations.workspace import Workspace
from xltools.rules.masking import masked_contact

_A_WEEK = timedelta(days=7)
_GONE = (
    "there is no channel of this name any more; name one so in xltools.toml, or what waits is given up after 30 days"
)


class LaneStatus(NamedTuple):
    """One way to one recipient on which something waits or is wrong.

    Attributes:
        channel: Name of the channel.
        to: The recipient's address, masked; "" for a group or the whole channel.
        waiting: How many entries wait.
        failing: Refused until somebody changes something.
        said: The service's own words; "" where nothing is wrong.
        remedy: What to do.
        since: When the trouble began.
    """

    channel: str
    to: str
    waiting: int
    failing: bool
    said: str = ""
    remedy: str = ""
    since: datetime | None = None


class Unknown(NamedTuple):
    """Something that was sent without an answer: when, by which channel, how many entries, of which cases."""

    at: datetime
    channel: str
    entries: int
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotifyStatus:
    """How everything stands.

    Attributes:
        settings: What is set up.
        lanes: Where something waits or is wrong.
        doubtful: What may not have arrived in the last seven days, and that no digest has named.
        unreachable: Entries that nobody could be found for.
    """

    settings: NotifySettings
    lanes: tuple[LaneStatus, ...]
    doubtful: tuple[Unknown, ...]
    unreachable: tuple[Entry, ...]

    @property
    def in_order(self) -> bool:
        """Whether nobody has to do anything."""
        return not (self.unreachable or self.doubtful or any(lane.failing for lane in self.lanes))


def notify_status(workspace: Workspace, now: datetime) -> NotifyStatus | None:
    """How the notices of a workspace stand at a moment; None where none are set up.

    Raises:
        DefinitionError: ``[notify]`` is not as it should be.
        LedgerError: The outbox is damaged.
    """
    settings = notify_settings(workspace.root)
    if settings is None:
        return None
    state = Outbox(workspace).read()
    unreachable = tuple(state.entries[entry] for entry in state.unreachable)
    recent = [each for each in state.doubtful() if each.entries and local_time(now, settings) - each.at < _A_WEEK]
    doubtful = tuple(_unknown(attempt, state) for attempt in recent)
    return NotifyStatus(settings, tuple(_lanes(state, settings)), doubtful, unreachable)


def _lanes(state: OutboxState, settings: NotifySettings) -> Iterator[LaneStatus]:
    waiting: Counter[Lane] = Counter(state.entries[entry].lane for entry in state.waiting)
    for batch in state.repeated:
        waiting[state.attempts[batch].lane] += len(state.attempts[batch].entries)
    for lane in dict.fromkeys((*waiting, *state.troubles)):
        trouble = state.troubles.get(lane)
        if settings.channel(lane[0]) is None:
            if waiting[lane]:
                yield LaneStatus(lane[0], masked_contact(lane[1]), waiting[lane], True, _GONE)
        else:
            yield _lane(lane, waiting[lane], trouble)


def _lane(lane: Lane, waiting: int, trouble: Trouble | None) -> LaneStatus:
    to = masked_contact(lane[1])
    if trouble is None:
        return LaneStatus(lane[0], to, waiting, False)
    failing = trouble.verdict is Verdict.PERMANENT
    return LaneStatus(lane[0], to, waiting, failing, trouble.said, trouble.remedy, trouble.since)


def _unknown(attempt: Attempt, state: OutboxState) -> Unknown:
    cases = {state.entries[entry].case for entry in attempt.entries if entry in state.entries}
    return Unknown(attempt.at, attempt.channel, len(attempt.entries), tuple(sorted(cases - {""})))
