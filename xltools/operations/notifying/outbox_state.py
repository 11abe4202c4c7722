"""What of the outbox is still to be sent, and what stands in the way? Reckoned from its lines, from the first one on.

Invariant: each entry is in exactly one of the states waiting, under way, repeated, settled, unreachable; an attempt
without a result is doubtful as soon as nobody is sending any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from xltools.operations.notifying.outbox_entries import Attempt, Dropped, Entry, Line, Result, Verdict

Lane = tuple[str, str]
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_A_DAY = timedelta(days=1)
_RATE_PAUSE = timedelta(minutes=1)
REPEATED_AT_MOST = 3  # times that a letter of doubtful fate is sent; each copy bears the same Message-ID


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in the way of a lane, or of a whole channel (a lane without an address).

    Attributes:
        verdict: Of the last attempt.
        said: The service's own words.
        remedy: What somebody can do.
        since: When it began.
        last: When it was met last.
        times: How often without a success in between.
        pause: Seconds that the service asked for.
    """

    verdict: Verdict
    said: str
    remedy: str
    since: datetime
    last: datetime
    times: int
    pause: int = 0

    def holds_back(self, now: datetime) -> bool:
        """Whether nothing should be tried yet; a clock that was set back holds nothing back."""
        return self.last <= now < self.last + self._wait

    @property
    def _wait(self) -> timedelta:
        if self.verdict is Verdict.PERMANENT:
            return _A_DAY
        if self.verdict is Verdict.LATER:
            return timedelta(seconds=self.pause) or _RATE_PAUSE
        return _PAUSES[min(self.times, len(_PAUSES)) - 1]


@dataclass(slots=True)
class OutboxState:
    """Where all entries are.

    Attributes:
        known: Ids of all entries that ever were.
        entries: What is remembered of entries, by id.
        waiting: Ids to be sent, in the order of their coming.
        unreachable: Ids of entries that nobody could be found for.
        settled: When an entry was sent, given up or became doubtful for good, by id.
        attempts: All attempts that are remembered, the last one of each batch.
        results: What came of them, the last one of each batch.
        open: Batches whose attempt has no result.
        repeated: Batches of doubtful letters that are sent once more.
        tries: How often each batch was tried.
        unnamed: Doubtful batches that are not sent again and that no letter has named yet, by lane.
        named: Those that one has.
        troubles: What stands in the way, by lane.
        sendings: When each channel was used, for the services' rate limits.
    """

    known: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    waiting: dict[str, None] = field(default_factory=dict)
    unreachable: dict[str, None] = field(default_factory=dict)
    settled: dict[str, datetime] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    open: dict[str, None] = field(default_factory=dict)
    repeated: dict[str, None] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    unnamed: dict[Lane, list[str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    troubles: dict[Lane, Trouble] = field(default_factory=dict)
    sendings: dict[str, list[datetime]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        """Go one line further."""
        if isinstance(line, Entry):
            self._enter(line)
        elif isinstance(line, Attempt):
            self._begin(line)
        elif isinstance(line, Result):
            self._end(line)
        else:
            self._drop(line)

    def troubles_of(self, lane: Lane) -> list[Trouble]:
        """What stands in a lane's way: its channel's trouble before its own."""
        lanes = dict.fromkeys(((lane[0], ""), lane))
        return [self.troubles[each] for each in lanes if each in self.troubles]

    def doubtful(self) -> list[Attempt]:
        """Attempts of which nobody knows whether they arrived, that are not made again and that no digest names."""
        unsure = [batch for batch, result in self.results.items() if result.verdict is Verdict.DOUBTFUL]
        return [self.attempts[batch] for batch in unsure if batch not in self.repeated and batch not in self.named]

    def _enter(self, entry: Entry) -> None:
        if entry.entry_id in self.known:
            return
        self.known.add(entry.entry_id)
        self.entries[entry.entry_id] = entry
        (self.waiting if entry.channel else self.unreachable)[entry.entry_id] = None

    def _begin(self, attempt: Attempt) -> None:
        self.attempts[attempt.batch] = attempt
        self.open[attempt.batch] = None
        self.repeated.pop(attempt.batch, None)
        self.tries[attempt.batch] = self.tries.get(attempt.batch, 0) + 1
        self.sendings.setdefault(attempt.channel, []).append(attempt.at)
        for entry in attempt.entries:
            self.waiting.pop(entry, None)

    def _end(self, result: Result) -> None:
        attempt = self.attempts.get(result.batch)
        if attempt is None:
            return
        self.open.pop(result.batch, None)
        was_doubtful = self.results.get(result.batch)
        self.results[result.batch] = result
        lane = attempt.lane
        if result.verdict is Verdict.SENT:
            self._settle(attempt, result.at)
            self._name(lane, attempt.naming)
            self.troubles.pop(lane, None)
            self.troubles.pop((attempt.channel, ""), None)
            return
        self._meet(lane, result)
        if result.verdict is Verdict.DOUBTFUL:
            self._doubt(lane, attempt, result)
        elif was_doubtful is not None and was_doubtful.verdict is Verdict.DOUBTFUL:
            self.results[result.batch] = was_doubtful  # an earlier copy may have arrived: it stays one letter
            self.repeated[result.batch] = None
        else:
            self._put_back(attempt)

    def _doubt(self, lane: Lane, attempt: Attempt, result: Result) -> None:
        if attempt.address and self.tries[attempt.batch] < REPEATED_AT_MOST:
            self.repeated[attempt.batch] = None
            return
        self._settle(attempt, result.at)
        if attempt.entries:
            self.unnamed.setdefault(lane, []).append(attempt.batch)

    def _put_back(self, attempt: Attempt) -> None:
        """What was not taken waits again, at its old place."""
        back = [entry for entry in attempt.entries if entry in self.entries and entry not in self.settled]
        self.waiting = dict.fromkeys((*back, *self.waiting))

    def _settle(self, attempt: Attempt, at: datetime) -> None:
        self.settled.update(dict.fromkeys(attempt.entries, at))

    def _name(self, lane: Lane, named: Iterable[str]) -> None:
        self.named.update(named)
        self.unnamed[lane] = [batch for batch in self.unnamed.get(lane, ()) if batch not in self.named]

    def _meet(self, lane: Lane, result: Result) -> None:
        key = (lane[0], "") if result.whole_channel else lane
        before = self.troubles.get(key)
        self.troubles[key] = Trouble(
            result.verdict,
            result.said,
            result.remedy,
            before.since if before else result.at,
            result.at,
            before.times + 1 if before else 1,
            result.pause,
        )

    def _drop(self, dropped: Dropped) -> None:
        self.known.update(dropped.entries)
        for entry in dropped.entries:
            self.waiting.pop(entry, None)
            self.unreachable.pop(entry, None)
            if entry in self.entries:
                self.settled[entry] = dropped.at
        for batch in list(self.repeated):
            if not set(self.attempts[batch].entries) - self.settled.keys():
                del self.repeated[batch]


def outbox_state(lines: Iterable[Line]) -> OutboxState:
    """Where all entries are, by the lines of the outbox."""
    state = OutboxState()
    for line in lines:
        state.take(line)
    return state
