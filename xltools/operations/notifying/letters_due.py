"""What is the next letter of a lane? A doubtful one once more, a report of its own, or a digest of what is due.

Invariant: looks at the outbox and the clock only; the same state, settings and moment give the same entries.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.language.speaking import speaking
from xltools.operations.notifying.digests import Unnamed, blank_letter, first_digest, own_letter
from xltools.operations.notifying.notify_settings import NotifySettings
from xltools.operations.notifying.outbox_entries import Attempt, Entry
from xltools.operations.notifying.outbox_state import Lane, OutboxState
from xltools.operations.notifying.quiet_hours import due_entries, instant, is_quiet
from xltools.operations.notifying.senders.letter import Letter
from xltools.operations.workspace_language import workspace_language


class Plan(NamedTuple):
    """A letter that is due.

    Attributes:
        letter: As the sender gets it.
        attempt: As it is recorded before it is sent.
    """

    letter: Letter
    attempt: Attempt


def lanes_due(state: OutboxState, channel: str, settings: NotifySettings, now: datetime) -> Iterator[Lane]:
    """The lanes of a channel on which something is due, in the order of what waits.

    Args:
        state: The outbox.
        channel: The channel's name.
        settings: Quiet hours, and how long notices gather.
        now: Naive local time.
    """
    lanes = dict.fromkeys(state.attempts[batch].lane for batch in state.repeated)
    lanes |= dict.fromkeys(state.entries[entry].lane for entry in state.waiting)
    for lane in lanes:
        if lane[0] == channel and (_repeat(state, lane, settings, now)[1] or _due(state, lane, settings, now)):
            yield lane


def next_letter(
    state: OutboxState, lane: Lane, settings: NotifySettings, now: datetime, root: Path, fits: Callable[[Letter], bool]
) -> Plan | None:
    """The next letter of a lane; None where nothing more is due.

    Args:
        state: The outbox.
        lane: Channel and address.
        settings: Quiet hours, and how long notices gather.
        now: Naive local time.
        root: The workspace's folder, from which files are named.
        fits: Whether the service takes a letter.

    Raises:
        DefinitionError: The language of the workspace is asked for, and its file is not as it should be.
    """
    batch, entries = _repeat(state, lane, settings, now)
    if entries:  # the same letter once more: all of it, and nothing that has come since
        fits = _anything_fits
    else:
        batch, entries = secrets.token_hex(8), _due(state, lane, settings, now)
    if not entries:
        return None
    unnamed = state.unnamed.get(lane, [])
    doubtful = [_unnamed(state, each) for each in unnamed]
    own = next((entry for entry in entries if entry.text and entry.address), None)
    with speaking(_language(entries if own is None else [own], root)):
        blank = blank_letter(batch, instant(now, settings), entries[0], doubtful)
        if own is None:
            letter, told = first_digest(entries, blank, fits)
        else:
            letter, told = own_letter(own, blank, root), (own,)
    ids = tuple(entry.entry_id for entry in told)
    return Plan(letter, Attempt(batch, now, *lane, ids, tuple(unnamed)))


def _language(entries: Sequence[Entry], root: Path) -> str:
    """That of all that is due; of several languages the workspace's."""
    languages = {entry.language for entry in entries}
    return languages.pop() if len(languages) == 1 else workspace_language(root)


def _unnamed(state: OutboxState, batch: str) -> Unnamed:
    attempt = state.attempts[batch]
    cases = (state.entries[entry].case for entry in attempt.entries if entry in state.entries)
    return Unnamed(attempt.at, len(attempt.entries), tuple(filter(None, cases)))


def _due(state: OutboxState, lane: Lane, settings: NotifySettings, now: datetime) -> list[Entry]:
    waiting = [state.entries[entry] for entry in state.waiting]
    return due_entries((entry for entry in waiting if entry.lane == lane), settings, now)


def _repeat(state: OutboxState, lane: Lane, settings: NotifySettings, now: datetime) -> tuple[str, list[Entry]]:
    """A doubtful letter of the lane that is to be sent again; nothing where there is none, or not at this hour."""
    quiet = is_quiet(now, settings.quiet)
    for batch in state.repeated:
        attempt = state.attempts[batch]
        entries = [state.entries[entry] for entry in attempt.entries if entry in state.entries]
        if attempt.lane == lane and (not quiet or any(entry.urgent for entry in entries)):
            return batch, entries
    return "", []


def _anything_fits(_: Letter) -> bool:
    return True
