"""What is the secret that a channel names? Read from the environment or a file outside the folder, when it is needed.

Invariant: no error and no log line ever shows a secret, nor the name of a variable: the secret may have been written
there.
"""

import os
from pathlib import Path

from xltools.errors import NotifyError
from xltools.operations.notifying.notify_settings import MailChannel, RobotChannel

_LONGEST = 4096


def secret_of(channel: MailChannel | RobotChannel, name: str, folder: Path) -> str:
    """One secret of a channel.

    Args:
        channel: Names it by ``<name>_env`` or ``<name>_file``.
        name: ``url``, ``secret``, ``user`` or ``password``.
        folder: The workspace; a file within it is no place for secrets, for everybody syncs and backs it up.

    Returns:
        The secret without blanks around it; "" where the channel names none.

    Raises:
        NotifyError: It is not where it is looked for.
    """
    variable: str | None = getattr(channel, f"{name}_env")
    file: Path | None = getattr(channel, f"{name}_file")
    if variable:
        found = os.environ.get(variable, "").strip()
        if not found:
            raise NotifyError(
                f"channel {channel.name}: the environment variable that {name}_env names is not set. Set it where "
                "xltools runs, for the scheduled task too."
            )
        return found
    return _read(channel.name, file.expanduser(), folder) if file else ""


def _read(channel: str, file: Path, folder: Path) -> str:
    if not file.is_absolute():
        raise NotifyError(f"channel {channel}: {file} must be an absolute path, or begin with ~/.")
    if file.resolve().is_relative_to(folder.resolve()):
        raise NotifyError(
            f"channel {channel}: {file} lies in the folder of the registers, where everybody can read it. "
            "Move it elsewhere and name the new path."
        )
    try:
        found = file.read_text(encoding="utf-8-sig")[:_LONGEST].strip()
    except (OSError, UnicodeDecodeError):
        raise NotifyError(f"channel {channel}: {file} cannot be read. Check the path and who may read it.") from None
    if not found or "\n" in found:
        raise NotifyError(f"channel {channel}: {file} must hold one line, the secret.")
    return found
