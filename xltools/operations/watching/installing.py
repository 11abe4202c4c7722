"""How does a computer start the watch by itself? The lines to be put into its own scheduler, with real paths.

Invariant: any folder name comes through: blanks, quotes, per cent signs and Chinese, each in the scheduler's own way.
"""

import shlex
import subprocess
from pathlib import PurePath
from typing import NamedTuple

TICK_MINUTES = 5


class Installation(NamedTuple):
    """What to enter where.

    Attributes:
        crontab: Lines for ``crontab -e`` (Linux, macOS).
        systemd: A unit for ``~/.config/systemd/user/xltools-watch.service``.
        schtasks: Commands for a Windows console.
    """

    crontab: tuple[str, ...]
    systemd: str
    schtasks: tuple[str, ...]


def installation(interpreter: PurePath, folder: PurePath, options: tuple[str, ...]) -> Installation:
    """The ways to start a watch, and a tick that catches up where the watch does not run.

    Args:
        interpreter: The Python that xltools is installed in.
        folder: What is to be watched; an absolute path.
        options: Further options of the watch.
    """
    program = (str(interpreter), "-m", "xltools")
    watch, tick = (*program, "watch", "-q", *options, str(folder)), (*program, "tick", "-q", str(folder))
    return Installation(
        (f"@reboot {_cron(watch)}", f"*/{TICK_MINUTES} * * * * {_cron(tick)}"),
        _UNIT.format(_unit_word(str(folder)), " ".join(f'"{_unit_word(word)}"' for word in watch)),
        (
            _task(f"xltools watch {folder.name}", ("ONLOGON",), watch),
            _task(f"xltools tick {folder.name}", ("MINUTE", "/MO", str(TICK_MINUTES)), tick),
        ),
    )


_UNIT = """\
[Unit]
Description=xltools watch {}

[Service]
ExecStart={}
Restart=on-failure
TimeoutStopSec=300

[Install]
WantedBy=default.target
"""


def _cron(words: tuple[str, ...]) -> str:
    return shlex.join(words).replace("%", "\\%")


def _unit_word(word: str) -> str:
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return word


def _task(name: str, schedule: tuple[str, ...], words: tuple[str, ...]) -> str:
    return subprocess.list2cmdline(
        ["schtasks", "/Create", "/F", "/TN", name, "/SC", *schedule, "/TR", subprocess.list2cmdline(words)]
    )
