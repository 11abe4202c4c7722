"""Which customers are to be told what, and is it sent? Read and decided as `check` does; the register is not written.

Invariant: nothing is sent unasked; what is sent once for a round of a case is not sent again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xltools.errors import UnknownNoticeError
from xltools.language.speaking import speaking, text
from xltools.model.policy import Policy
from xltools.operations.explaining import position_of
from xltools.operations.notifying.customer_letters import CustomerLetter, customer_channel, enqueue_letters
from xltools.operations.notifying.mail_address import mail_address
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.passes.deciding import Pass, read_and_decide
from xltools.operations.workspace import workspace_of
from xltools.rules.customer_notices import (
    CustomerNotice,
    DueNotice,
    by_mail,
    due_notices,
    earliest_told,
    notices_for,
    written_notices,
)

_NOTICES = "notice_templates"


class Sending(StrEnum):
    """What becomes of a text."""

    SHOWN = "shown"  # nobody asked for more
    QUEUED = "queued"
    KNOWN = "queued before"
    NO_ADDRESS = "no e-mail address"
    NO_WORDING = "no words for e-mail"
    NO_CHANNEL = "no mail channel"


@dataclass(frozen=True, slots=True)
class InformOrder:
    """What is asked for.

    Attributes:
        cases: Numbers of the cases that are meant; none for all that something is due for.
        notice: Only the notice of that name; with named cases, whether it is due or not. "" for all that are due.
        send: Put what can go by e-mail into the outbox.
        dry_run: Only say what would be.
    """

    cases: tuple[str, ...] = ()
    notice: str = ""
    send: bool = False
    dry_run: bool = False


class Told(NamedTuple):
    """A text, and what becomes of it."""

    notice: CustomerNotice
    sending: Sending


def inform(path: Path, now: datetime, order: InformOrder) -> list[Told]:
    """The texts for customers, in the order of the register; sent where that is asked for.

    Args:
        path: The register.
        now: The moment.
        order: What is asked for.

    Raises:
        UnknownCaseError: The register has no such case.
        UnknownNoticeError: It has no such notice, or none at all.
        XltoolsError: The register, the settings or the outbox cannot be used.
    """
    done = read_and_decide(path, now)
    with speaking(done.register.definition.language):
        return _told(done, now, order)


def _told(done: Pass, now: datetime, order: InformOrder) -> list[Told]:
    unwritten = done.new_numbers()  # a case is told of once its number stands in the register
    numbers = done.decision.cases.numbers
    wanted = [due for due in _wanted(done, order) if numbers[due.position] not in unwritten]
    if order.send:
        return _sent(done, wanted, now, dry_run=order.dry_run)
    return [Told(text, Sending.SHOWN) for text in _texts(done, wanted)]


def _texts(done: Pass, due: Sequence[DueNotice]) -> list[CustomerNotice]:
    return written_notices(done.register, done.decision.cases, due, done.context.now)


def _wanted(done: Pass, order: InformOrder) -> Sequence[DueNotice]:
    view, templates = done.decision.cases, done.register.policy.notices
    names = dict.fromkeys(template.name for template in templates)
    register = done.opened.snapshot.path.name
    if not names or (order.notice and order.notice not in names):
        raise UnknownNoticeError(order.notice, register, list(names), _remedy(done))
    chosen = [template for template in templates if order.notice in ("", template.name)]
    cases = {position_of(done, number) for number in order.cases}
    if cases and order.notice and not order.send:  # to look at; what is sent must be true
        return notices_for(view, chosen, cases)
    if cases:
        return [due for due in due_notices(view, chosen) if due.position in cases]
    earliest = earliest_told(done.register.policy, done.context.now)
    return due_notices(view, chosen, earliest, done.register.definition.closed_states)


def _remedy(done: Pass) -> str:
    """What gives a register its first notice."""
    definition, path = done.register.definition, done.opened.snapshot.path
    sheet = definition.sheet(_NOTICES)
    if sheet is None:
        return (
            f'Add "{_NOTICES}" to the tabs of {definition.name}.toml, with a row under [default_rows] as in what '
            f"xltools templates check --example prints, and run: xltools upgrade {path.name}"
        )
    if sheet.title not in (each.name for each in done.opened.package.sheets):
        return f"It lacks the sheet {sheet.title}. Run: xltools upgrade {path.name}"
    return f"Write one on the sheet {sheet.title}; what is wrong with those that stand there says: xltools check"


def _sent(done: Pass, wanted: Sequence[DueNotice], now: datetime, *, dry_run: bool) -> list[Told]:
    workspace = workspace_of(done.opened.snapshot.path)
    settings, policy = notify_settings(workspace.root), done.register.policy
    told = _addressed(done, wanted)
    if settings is None or customer_channel(settings) is None:
        return [each._replace(sending=Sending.NO_CHANNEL) if each.sending is Sending.QUEUED else each for each in told]
    letters = [_letter(each.notice, policy) for each in told if each.sending is Sending.QUEUED]
    entered = enqueue_letters(workspace, done.context.register_id, letters, settings, now, dry_run=dry_run)
    known = {letter.key for letter, new in zip(letters, entered, strict=True) if not new}
    return [each._replace(sending=Sending.KNOWN) if _key(each.notice) in known else each for each in told]


def _addressed(done: Pass, wanted: Sequence[DueNotice]) -> list[Told]:
    """The texts in words for letters where one can be sent, else in those for the customer's own channel."""
    contacts = done.decision.cases.column("contact")
    sendings, due = [], []
    for each in wanted:
        letter = by_mail(each, done.register.policy.notices)
        if not mail_address(str(contacts[each.position] or "")):
            letter, sending = None, Sending.NO_ADDRESS
        else:
            sending = Sending.NO_WORDING if letter is None else Sending.QUEUED
        sendings.append(sending)
        due.append(letter or each)
    return [Told(text, sending) for text, sending in zip(_texts(done, due), sendings, strict=True)]


def _key(notice: CustomerNotice) -> str:
    return f"inform|{notice.case_number}|{notice.notice}|{notice.round}"


def _letter(notice: CustomerNotice, policy: Policy) -> CustomerLetter:
    names = (policy.settings.get(key, "") for key in ("company_name", "service_department"))
    sender = " ".join(filter(None, names)) or text("notify.team")
    address = mail_address(notice.contact)
    return CustomerLetter(_key(notice), notice.case_number, address, sender, notice.subject, notice.text)
