"""Lines for the schedulers of three systems: any folder name comes through."""

import shlex
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from xltools.operations.watching.installing import installation

PYTHON = PurePosixPath("/opt/my venv/bin/python")


@pytest.mark.parametrize("folder", ["/data/售后 工单", "/data/it's", '/data/a "b"', "/data/100%", "/data/$HOME"])
def test_a_shell_reads_the_crontab_line_as_meant(folder: str) -> None:
    watch, tick = installation(PYTHON, PurePosixPath(folder), ("--poll",)).crontab
    assert watch.startswith("@reboot ")
    command = watch.removeprefix("@reboot ").replace("\\%", "%")  # as cron itself does (crontab(5))
    assert "%" not in watch.replace("\\%", "")
    assert shlex.split(command) == [str(PYTHON), "-m", "xltools", "watch", "-q", "--poll", folder]
    assert tick.startswith("*/5 * * * * ")
    assert shlex.split(tick.removeprefix("*/5 * * * * ").replace("\\%", "%"))[3:] == ["tick", "-q", folder]


def test_a_unit_takes_nothing_for_its_own_signs() -> None:
    # systemd.service(5): %% and $$, backslash within double quotes
    unit = installation(PYTHON, PurePosixPath('/data/100% $x "售后"'), ()).systemd
    (start,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert start == r'ExecStart="/opt/my venv/bin/python" "-m" "xltools" "watch" "-q" "/data/100%% $$x \"售后\""'


def test_a_windows_console_gets_one_word_for_the_task() -> None:
    python = PureWindowsPath(r"C:\Program Files\Python\pythonw.exe")
    watch, tick = installation(python, PureWindowsPath(r"D:\售后 工单"), ()).schtasks
    assert watch == (
        r'schtasks /Create /F /TN "xltools watch 售后 工单" /SC ONLOGON '
        r'/TR "\"C:\Program Files\Python\pythonw.exe\" -m xltools watch -q \"D:\售后 工单\""'
    )
    assert "/SC MINUTE /MO 5 /TR" in tick
