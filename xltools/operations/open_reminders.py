"""Who is told that a register has been open for so long that nothing can be written into it? (clients.md §4)

Invariant: told once for as long as it waits; nothing is told of a register that was closed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from xltools.model.policy import Policy
from xltools.operations.companion import companion_path, person_of
from xltools.operations.notifying.enqueuing import enqueue_message
from xltools.operations.waiting import Waiting, remember_reminded
from xltools.operations.workspace import Workspace
from xltools.rules.upkeep_notices import report_recipients

SETTING = "remind_after_hours"
_USUAL_HOURS = 2
_WORTH_A_LOOK = timedelta(minutes=15)  # before that the register is not read to ask its settings


def remind(
    path: Path, waiting: Waiting, workspace: Workspace, now: datetime, settings: Callable[[], Policy | None]
) -> bool:
    """Tell whoever gets the reports that somebody has kept a register open for longer than ``remind_after_hours``.

    Args:
        path: The register.
        waiting: Who has it open, and since when it waits.
        workspace: Its workspace.
        now: The moment, naive local time.
        settings: Reads the register's settings.

    Returns:
        Whether somebody is told now.

    Raises:
        XltoolsError: The message could not be put into the outbox; it is tried again.
    """
    open_for = now - waiting.since
    if waiting.reminded or open_for < _WORTH_A_LOOK:
        return False
    policy = settings()
    if policy is None or open_for < timedelta(hours=policy.setting_number(SETTING, _USUAL_HOURS)):
        return False
    register_id = workspace.register_id(path)
    key = f"open|{waiting.since:%Y%m%d%H%M%S}"
    recipients = report_recipients(policy)
    enqueue_message(workspace, register_id, key, *_words(path, waiting), recipients, policy, now)
    remember_reminded(workspace, register_id)
    return True


def _words(path: Path, waiting: Waiting) -> tuple[str, str]:
    subject = f"《{path.stem}》一直开着，内容写不进去"
    owner_since = f"{person_of(waiting.owner)} 自 {waiting.owner_since:%Y-%m-%d %H:%M} 起打开着《{path.name}》"
    earlier = f"；在此之前由他人打开，自 {waiting.since:%Y-%m-%d %H:%M} 起内容一直没有写入"
    text = (
        f"{owner_since}{earlier if waiting.since < waiting.owner_since else ''}。\n"
        f"这期间的编号、时限和提示在“{companion_path(path).name}”里可以看到，关闭后自动写入。请提醒其保存并关闭。"
    )
    return subject, text
