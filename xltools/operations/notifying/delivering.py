"""What of the outbox is sent now? What is due, lane by lane, each attempt on disk before it is made.

Invariant: nothing is sent twice. An attempt whose result nobody knows is doubtful: a group is told so by its next
digest, a letter goes out again under its old Message-ID, by which mail programs know it.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from xltools.errors import NotifyError, XltoolsError
from xltools.language.speaking import speaking
from xltools.operations.journaling.journal import Journal, NoteKind
from xltools.operations.notifying.letters_due import lanes_due, next_letter
from xltools.operations.notifying.notify_settings import MailChannel, NotifySettings, RobotChannel, notify_settings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Attempt, Dropped, Result, Verdict
from xltools.operations.notifying.outbox_state import Lane, OutboxState, Trouble
from xltools.operations.notifying.quiet_hours import local_time
from xltools.operations.notifying.senders.choosing import OpenSender, opened_sender
from xltools.operations.notifying.senders.letter import Outcome, Sender
from xltools.operations.workspace import Workspace

_GIVEN_UP_AFTER = timedelta(days=30)
_A_MINUTE = timedelta(minutes=1)
_STOPPED = "xltools was stopped before the answer came"
_STALE = "not sent for 30 days"

Pause = Callable[[float], None]


class Delivered(NamedTuple):
    """What came of a delivery, counted in entries.

    Attributes:
        sent: Sent now.
        failed: Waiting still, refused by their channel or for their recipient until somebody changes something.
        waiting: Waiting still, for their hour or for a service.
        doubtful: Handed over now, or before xltools was stopped, without an answer.
    """

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    doubtful: int = 0


def deliver(
    workspace: Workspace,
    now: datetime,
    senders: OpenSender = opened_sender,
    pause: Pause = time.sleep,
    *,
    insist: bool = False,
) -> Delivered:
    """Send what is due.

    Args:
        workspace: Whose outbox.
        now: The moment; naive means local time of ``[notify]``'s zone.
        senders: Opens a channel's sender.
        pause: Waits that many seconds, between two letters of a service that wants it so.
        insist: Try again at once what failed before; somebody may have put it right.

    Returns:
        What came of it; only counts of what waits where another xltools is sending at this moment, nothing but zeros
        without ``[notify]``.

    Raises:
        DefinitionError: ``[notify]`` is not as it should be.
        LedgerError: The outbox is damaged or cannot be written.
        WorkbookBusyError: Somebody else held the outbox all the time.
    """
    settings, outbox = notify_settings(workspace.root), Outbox(workspace)
    if settings is None or not outbox.path.exists():
        return Delivered()
    with outbox.sending() as alone:
        delivery = _Delivery(workspace, settings, local_time(now, settings))
        if alone:
            delivery.run(senders, pause, insist=insist)
    return delivery.counts()


def _is_failing(state: OutboxState, lane: Lane) -> bool:
    """Whether a lane is refused until somebody changes something."""
    return any(trouble.verdict is Verdict.PERMANENT for trouble in state.troubles_of(lane))


class _Delivery:
    """One delivery: knows the outbox, and keeps it up to date on disk and in memory."""

    def __init__(self, workspace: Workspace, settings: NotifySettings, now: datetime) -> None:
        self._workspace, self._settings, self._now = workspace, settings, now
        self._outbox = Outbox(workspace)
        self._state = self._outbox.read()
        self._forgiven: set[Trouble] = set()
        self._sent = self._doubtful = 0

    def run(self, senders: OpenSender, pause: Pause, *, insist: bool) -> None:
        """Send what is due by all channels, as the only one who sends."""
        for batch in list(self._state.open):
            self._conclude(batch, Outcome(Verdict.DOUBTFUL, _STOPPED))
        if insist:  # but for what a service asked for itself
            self._forgiven = {each for each in self._state.troubles.values() if each.verdict is not Verdict.LATER}
        self._give_up()
        tried = [self._serve(channel, senders, pause) for channel in self._settings.channels]
        if any(tried):
            self._outbox.compact(self._now)

    def counts(self) -> Delivered:
        """What came of it, and what waits."""
        standing = [self._state.entries[entry].lane for entry in self._state.waiting]
        for batch in self._state.repeated:
            attempt = self._state.attempts[batch]
            standing += [attempt.lane] * len(attempt.entries)
        failed = sum(_is_failing(self._state, lane) for lane in standing)
        return Delivered(self._sent, failed, len(standing) - failed, self._doubtful)

    def _give_up(self) -> None:
        """News that could not be told for a month is news no more; it would grow without end."""
        state = self._state
        standing = [*state.waiting, *state.unreachable]
        standing += [entry for batch in state.repeated for entry in state.attempts[batch].entries]
        stale = [entry for entry in standing if self._is_stale(entry)]
        if stale:
            self._record(Dropped(self._now, tuple(stale), _STALE))
            self._note(NoteKind.FAILED, stale, said=_STALE)

    def _is_stale(self, entry: str) -> bool:
        known = self._state.entries.get(entry)
        return known is None or self._now - known.at > _GIVEN_UP_AFTER

    def _serve(self, channel: MailChannel | RobotChannel, senders: OpenSender, pause: Pause) -> bool:
        """Send what is due by one channel; whether anything was tried."""
        due = list(lanes_due(self._state, channel.name, self._settings, self._now))
        lanes = [lane for lane in due if not self._is_held_back(lane)]
        if not lanes:
            return False
        try:
            sender = senders(channel, self._workspace.root)
        except NotifyError as error:
            self._cannot_be_used(lanes[0], str(error))
            return True
        with closing(sender):
            self._send_all(channel.name, lanes, sender, pause)
        return True

    def _send_all(self, channel: str, lanes: Sequence[Lane], sender: Sender, pause: Pause) -> None:
        lately = sum(abs(self._now - at) < _A_MINUTE for at in self._state.sendings.get(channel, ()))
        room, root = sender.per_minute - lately, self._workspace.root
        for lane in lanes:
            while room > 0 and not self._is_held_back(lane):
                plan = next_letter(self._state, lane, self._settings, self._now, root, sender.fits)
                if plan is None:
                    break
                room -= 1
                self._record(plan.attempt)
                with speaking(plan.letter.language):
                    outcome = sender.send(plan.letter)
                self._conclude(plan.attempt.batch, outcome)
                pause(sender.spacing)

    def _is_held_back(self, lane: Lane) -> bool:
        troubles = self._state.troubles_of(lane)
        return any(trouble.holds_back(self._now) and trouble not in self._forgiven for trouble in troubles)

    def _cannot_be_used(self, lane: Lane, why: str) -> None:
        """A secret is missing: what is due stays, and the trouble is told once."""
        attempt = Attempt(secrets.token_hex(8), self._now, *lane, ())
        self._record(attempt)
        self._conclude(attempt.batch, Outcome(Verdict.PERMANENT, why, "", True))

    def _conclude(self, batch: str, outcome: Outcome) -> None:
        attempt = self._state.attempts[batch]
        was_failing = _is_failing(self._state, attempt.lane)
        self._record(Result(batch, self._now, *outcome))
        if outcome.verdict is Verdict.SENT:
            self._sent += len(attempt.entries)
            self._note(NoteKind.SENT, attempt.entries, channel=attempt.channel)
        elif outcome.verdict is Verdict.DOUBTFUL:
            self._doubtful += len(attempt.entries)
            self._note(NoteKind.DOUBTFUL, attempt.entries, channel=attempt.channel, said=outcome.said)
        elif outcome.verdict is Verdict.PERMANENT and not was_failing:
            self._note(NoteKind.FAILED, attempt.entries, channel=attempt.channel, said=outcome.said)

    def _record(self, line: Attempt | Result | Dropped) -> None:
        self._outbox.record([line])
        self._state.take(line)

    def _note(self, kind: NoteKind, entries: Sequence[str], **facts: object) -> None:
        """Tell the journal, register by register; a journal that cannot be written takes nothing back."""
        told = [self._state.entries[entry] for entry in entries if entry in self._state.entries]
        for register in dict.fromkeys(entry.register for entry in told) or ("",):
            own = [entry for entry in told if entry.register == register]
            cases, to = {entry.case for entry in own if entry.case}, {entry.who for entry in own if entry.who}
            with suppress(XltoolsError):
                journal = Journal(self._workspace)
                journal.note(kind, register, self._now, entries=len(own), cases=sorted(cases), to=sorted(to), **facts)
