"""Which sender serves a channel? The one of its kind, with the channel's secrets.

Invariant: secrets are read when something is sent, and held no longer than the sender is.
"""

from collections.abc import Callable
from pathlib import Path

from xltools.operations.notifying.notify_settings import MailChannel, RobotChannel
from xltools.operations.notifying.secrets_outside import secret_of
from xltools.operations.notifying.senders.dingtalk import DingTalkSender
from xltools.operations.notifying.senders.feishu import FeishuSender
from xltools.operations.notifying.senders.letter import Sender
from xltools.operations.notifying.senders.mail import Account, MailSender
from xltools.operations.notifying.senders.wecom import WeComSender

OpenSender = Callable[[MailChannel | RobotChannel, Path], Sender]


def opened_sender(channel: MailChannel | RobotChannel, folder: Path) -> Sender:
    """The sender of a channel; nothing is connected yet.

    Args:
        channel: Of which kind, and where its secrets are.
        folder: The workspace, in which no secret may lie.

    Raises:
        NotifyError: A secret is not where it is looked for.
    """
    if isinstance(channel, MailChannel):
        account = Account(secret_of(channel, "user", folder), secret_of(channel, "password", folder))
        return MailSender(channel, account)
    url = secret_of(channel, "url", folder)
    if channel.kind == "wecom":
        return WeComSender(url)
    secret = secret_of(channel, "secret", folder)
    return DingTalkSender(url, secret) if channel.kind == "dingtalk" else FeishuSender(url, secret)
