"""Does a channel work? A message goes out on it at once, past the outbox, and the answer is told.

Invariant: a channel that works is no longer in trouble: what waits on it is sent with the next delivery.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from xltools.errors import NotifyError
from xltools.language.speaking import speaking, spoken_language, text
from xltools.operations.notifying.notify_settings import MailChannel, NotifySettings, RobotChannel, notify_settings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Attempt, Result, Verdict
from xltools.operations.notifying.quiet_hours import instant, local_time
from xltools.operations.notifying.senders.choosing import OpenSender, opened_sender
from xltools.operations.notifying.senders.letter import Letter, Outcome, Section
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_language import workspace_language


class Tried(NamedTuple):
    """What came of the test of one channel.

    Attributes:
        channel: Its name.
        kind: What it is.
        to: Where the message went: the sender's own address, or "" for a group.
        outcome: What the service said.
    """

    channel: str
    kind: str
    to: str
    outcome: Outcome


def try_out(workspace: Workspace, name: str | None, now: datetime, senders: OpenSender = opened_sender) -> list[Tried]:
    """Send a test message on one channel or on all; by e-mail to the address that letters come from.

    Args:
        workspace: Whose settings.
        name: The channel; None for all.
        now: The moment.
        senders: Opens a channel's sender.

    Raises:
        DefinitionError: ``[notify]`` is not as it should be.
        NotifyError: There is no such channel, or none at all.
    """
    settings, channels = _meant(workspace, name)
    with speaking(workspace_language(workspace.root)):
        return list(_tried(workspace, channels, settings, now, senders))


def channels_to_try(workspace: Workspace, name: str | None) -> list[MailChannel | RobotChannel]:
    """What `try_out` would send on; errors as there."""
    return _meant(workspace, name)[1]


def _meant(workspace: Workspace, name: str | None) -> tuple[NotifySettings, list[MailChannel | RobotChannel]]:
    settings = notify_settings(workspace.root)
    channels = [each for each in settings.channels if name in (None, each.name)] if settings else []
    if settings is None or not channels:
        raise NotifyError(_none_such(name, settings))
    return settings, channels


def _none_such(name: str | None, settings: NotifySettings | None) -> str:
    names = ", ".join(channel.name for channel in settings.channels) if settings else ""
    if name is None or not names:
        return "no channel is set up. Write [notify] and [[notify.channels]] into xltools.toml, as the README shows."
    return f"there is no channel {name!r} in xltools.toml. There are: {names}."


def _tried(
    workspace: Workspace,
    channels: list[MailChannel | RobotChannel],
    settings: NotifySettings,
    now: datetime,
    senders: OpenSender,
) -> Iterator[Tried]:
    local = local_time(now, settings)
    for channel in channels:
        to = channel.sender if isinstance(channel, MailChannel) else ""
        batch = secrets.token_hex(8)
        said = Section("", (text("notify.test.words"),))
        title, language = text("notify.test.title"), spoken_language()
        letter = Letter(batch, instant(local, settings), to, "", title, (said,), language=language)
        outcome = _outcome(workspace, channel, letter, senders)
        yield Tried(channel.name, channel.kind, to, outcome)
        outbox = Outbox(workspace)
        if outbox.path.exists() and outcome.verdict is Verdict.SENT:
            outbox.record([Attempt(batch, local, channel.name, to, ()), Result(batch, local, *outcome)])


def _outcome(workspace: Workspace, channel: MailChannel | RobotChannel, letter: Letter, senders: OpenSender) -> Outcome:
    try:
        sender = senders(channel, workspace.root)
    except NotifyError as error:
        return Outcome(Verdict.PERMANENT, str(error))
    try:
        return sender.send(letter)
    finally:
        sender.close()
