"""Who is told that a register has been open for so long that nothing can be written into it? (clients.md §4)

Invariant: told once for as long as it waits; nothing is told of a register that was closed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from xltools.language.speaking import speaking, text
from xltools.model.policy import Policy
from xltools.operations.notifying.enqueuing import enqueue_message
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.passes.companion import companion_path, person_of
from xltools.operations.passes.waiting import Waiting, remember_reminded
from xltools.operations.register_language import register_language
from xltools.operations.workspace import Workspace
from xltools.rules.upkeep_notices import report_recipients


def remind(
    path: Path, waiting: Waiting, workspace: Workspace, now: datetime, policy_of: Callable[[], Policy | None]
) -> bool:
    """Tell whoever gets the reports that somebody has kept a register open for long.

    How long is said in ``xltools.toml`` (``[notify] remind_after_hours``); without that table nobody is told.

    Args:
        path: The register.
        waiting: Who has it open, and since when it waits.
        workspace: Its workspace.
        now: The moment, naive local time.
        policy_of: Reads who gets the reports.

    Returns:
        Whether somebody is told now.

    Raises:
        XltoolsError: The message could not be put into the outbox; it is tried again.
    """
    settings = None if waiting.reminded else notify_settings(workspace.root)
    if settings is None or now - waiting.since < timedelta(hours=settings.remind_after_hours):
        return False
    policy = policy_of()
    if policy is None:
        return False
    register_id = workspace.register_id(path)
    key = f"open|{waiting.since:%Y%m%d%H%M%S}"
    recipients = report_recipients(policy)
    with speaking(register_language(path)):
        enqueue_message(workspace, register_id, key, *_words(path, waiting), recipients, policy, now)
    remember_reminded(workspace, register_id)
    return True


def _words(path: Path, waiting: Waiting) -> tuple[str, str]:
    told = {"owner": person_of(waiting.owner), "since": waiting.owner_since, "file": path.name}
    if waiting.since < waiting.owner_since:
        who = text("companion.reminder.open_earlier", earlier=waiting.since, **told)
    else:
        who = text("companion.reminder.open_since", **told)
    remedy = text("companion.reminder.remedy", companion=companion_path(path).name)
    return text("companion.reminder.subject", register=path.stem), f"{who}\n{remedy}"
