"""How does what became true get into the outbox? An entry for each recipient and channel, masked, before anybody sends.

Invariant: entering the same notice again adds nothing; without ``[notify]`` nothing is kept at all.
"""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from pathlib import Path

from xltools.language.one_line import one_line
from xltools.language.speaking import spoken_language, text
from xltools.model.notice import Notice
from xltools.model.policy import Policy
from xltools.operations.notifying.addressing import targets
from xltools.operations.notifying.mail_address import is_mail_address
from xltools.operations.notifying.notice_kinds import MESSAGE, kind_said
from xltools.operations.notifying.notify_settings import NotifySettings, notify_settings
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.notifying.outbox_entries import Entry
from xltools.operations.notifying.quiet_hours import local_time
from xltools.operations.workspace import Workspace
from xltools.rules.masking import masked_contact, masked_text
from xltools.rules.staff_labels import StaffLabels, staff_labels


def enqueue(workspace: Workspace, register_id: str, notices: Sequence[Notice], policy: Policy, now: datetime) -> int:
    """Enter the notices of a pass.

    To be called before the pass remembers that it told them: what a crash lets come again is known here.

    Args:
        workspace: Whose outbox; ``[notify]`` stands in the file beside its registers.
        register_id: The register's name within it.
        notices: What became true.
        policy: Sheet 人员 and how names are told.
        now: The moment of the pass.

    Returns:
        How many entries are new.

    Raises:
        DefinitionError: ``[notify]`` is not as it should be.
        LedgerError: The outbox is damaged or cannot be written.
        WorkbookBusyError: Somebody else held the outbox all the time.
    """
    settings = notify_settings(workspace.root) if notices else None
    if settings is None:
        return 0
    addressing = _Addressing(settings, policy)
    at = local_time(now, settings)
    return Outbox(workspace).enter(
        entry
        for notice in notices
        for entry in addressing.addressed(
            _of_notice(notice, register_id, addressing.labels, at), (notice.recipient,) if notice.recipient else ()
        )
    )


def enqueue_message(
    workspace: Workspace,
    register_id: str,
    key: str,
    subject: str,
    message: str,
    recipients: Sequence[str],
    policy: Policy,
    now: datetime,
    urgent: bool = False,
    attachments: Sequence[Path] = (),
) -> int:
    """Enter something that no rule tells: a report with its files, a reminder.

    Args:
        workspace: Whose outbox.
        register_id: The register's name within it; "" for all of them.
        key: Tells this message from all others of the register.
        subject: What it is about, one line.
        message: What it says, in the spoken language; a letter of its own by e-mail, an item among others in a group.
        recipients: Names or roles of sheet 人员, or e-mail addresses.
        policy: Sheet 人员 and how names are told.
        now: The moment.
        urgent: Whether it is sent in quiet hours.
        attachments: Files that go with an e-mail; they are read when it is sent.

    Returns:
        How many entries are new; errors as for `enqueue`.
    """
    settings = notify_settings(workspace.root)
    if settings is None:
        return 0
    addressing = _Addressing(settings, policy)
    labels = addressing.labels
    draft = Entry(
        entry_id="",
        at=local_time(now, settings),
        register=register_id,
        key=key,
        channel="",
        address="",
        who="",
        kind=kind_said(MESSAGE),
        case="",
        subject=_told(subject, labels),
        reason="",
        urgent=urgent,
        text="\n".join(_told(line, labels) for line in message.splitlines()) or _told(subject, labels),
        files=tuple(_relative(file, workspace.root) for file in attachments),
        language=spoken_language(),
    )
    return Outbox(workspace).enter(addressing.addressed(draft, recipients))


def _of_notice(notice: Notice, register_id: str, labels: StaffLabels, at: datetime) -> Entry:
    return Entry(
        entry_id="",
        at=at,
        register=register_id,
        key=notice.key,
        channel="",
        address="",
        who=notice.recipient,
        kind=notice.kind.said,
        case=notice.case_number,
        subject=_told(notice.subject, labels),
        reason=_told(notice.reason, labels),
        urgent=notice.urgent,
        language=spoken_language(),
    )


class _Addressing:
    """Gives a draft to everybody whom it concerns; knows how each is called."""

    def __init__(self, settings: NotifySettings, policy: Policy) -> None:
        self._settings, self._policy = settings, policy
        self.labels, self._roles = staff_labels(policy), _roles(policy)

    def addressed(self, draft: Entry, asked: Sequence[str]) -> Iterator[Entry]:
        for target in targets(asked, draft.kind, self._settings, self._policy, draft.at.date()):
            yield draft.sent_by(
                target.channel, target.address, self._all_shown(target.names), self._all_shown(target.copy_of)
            )

    def _all_shown(self, names: Iterable[str]) -> str:
        return text("signs.list_separator").join(self._shown(name) for name in names if name)

    def _shown(self, name: str) -> str:
        if name in self._roles:
            return name
        return masked_contact(name) if is_mail_address(name) else self.labels.of(name)


def _roles(policy: Policy) -> Set[str]:
    """Roles are no names, also those that nobody has."""
    roles = {person.role for person in policy.people} | {rule.role for rule in policy.assignment}
    roles |= {escalation.to for timer in policy.timers for escalation in timer.escalations}
    return roles - {person.name for person in policy.people}


def _told(words: str, labels: StaffLabels) -> str:
    """One line without names and contacts; nothing in it ends a line or hides behind one."""
    return masked_text(labels.hidden_in(one_line(words)))


def _relative(file: Path, root: Path) -> str:
    try:
        return os.path.relpath(file, root).replace(os.sep, "/")
    except ValueError:  # on another drive of Windows
        return str(file)
