"""How does what a customer is told get into the outbox? By e-mail to the customer alone. (FA-13, FR-10, ST-10)

Invariant: no group, no other member of staff and nobody who gets copies reads it; entering the same letter again adds
nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.language.speaking import spoken_language
from xltools.operations.notifying.notice_kinds import CUSTOMER, kind_meant, kind_said
from xltools.operations.notifying.notify_settings import MailChannel, NotifySettings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Entry
from xltools.operations.notifying.quiet_hours import local_time
from xltools.operations.workspace import Workspace

_IDEOGRAPHIC_SPACE = "\u3000"  # indents lines, and passes for unprintable


class CustomerLetter(NamedTuple):
    """One letter.

    Attributes:
        key: Tells it from all others of the register.
        case: Number of the case.
        address: The customer's e-mail address.
        sender: In whose name it goes out.
        subject: One line.
        text: What it says, masked as anybody outside may see it.
    """

    key: str
    case: str
    address: str
    sender: str
    subject: str
    text: str


def customer_channel(settings: NotifySettings) -> MailChannel | None:
    """The way to customers: the mail channel that names them, else the first that is open to everybody and anything."""
    mail = [channel for channel in settings.channels if isinstance(channel, MailChannel)]
    fit = [channel for channel in mail if channel.takes(CUSTOMER) and channel.serves(())]
    return min(fit, key=lambda channel: CUSTOMER not in map(kind_meant, channel.only), default=None)


def enqueue_letters(
    workspace: Workspace,
    register_id: str,
    letters: Sequence[CustomerLetter],
    settings: NotifySettings,
    now: datetime,
    *,
    dry_run: bool = False,
) -> list[bool]:
    """Enter letters to customers.

    Args:
        workspace: Whose outbox.
        register_id: The register's name within it.
        letters: The letters.
        settings: The channels; one of them leads to customers.
        now: The moment.
        dry_run: Only say which are new.

    Returns:
        For each letter whether it is new; others were entered before and are not sent again.

    Raises:
        LedgerError: The outbox is damaged or cannot be written.
        WorkbookBusyError: Somebody else held the outbox all the time.
    """
    channel = customer_channel(settings)
    if channel is None or not letters:
        return [False] * len(letters)
    at, outbox = local_time(now, settings), Outbox(workspace)
    drafts = ((_entry(letter, register_id, at), letter.address.casefold()) for letter in letters)
    entries = [draft.sent_by(channel.name, address, kind_said(CUSTOMER)) for draft, address in drafts]
    known = outbox.read().known
    if not dry_run:
        outbox.enter(entries)
    return [entry.entry_id not in known for entry in entries]


def _entry(letter: CustomerLetter, register_id: str, at: datetime) -> Entry:
    return Entry(
        entry_id="",
        at=at,
        register=register_id,
        key=letter.key,
        channel="",
        address="",
        who="",
        kind=kind_said(CUSTOMER),
        case=letter.case,
        subject=_clean(letter.subject),
        reason="",
        text="\n".join(map(_clean, letter.text.splitlines())),
        sender=_clean(letter.sender),
        language=spoken_language(),
    )


def _clean(line: str) -> str:
    """One line in which nothing ends it or hides behind it."""
    return "".join(sign if sign.isprintable() or sign == _IDEOGRAPHIC_SPACE else " " for sign in line).rstrip()
