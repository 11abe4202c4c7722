"""Disks that fill up at any call, names that no lock fits beside, processes that die at any moment."""

import errno
import io
import os
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.hostile.samples import sound
from tests.operations.test_refresh import ROW
from tests.registers import NOW, heads_of, read, template, with_rows
from xltools.errors import XltoolsError
from xltools.operations.pass_order import PassOrder
from xltools.operations.refresh import refresh
from xltools.operations.workspace import workbooks_in

NAME = "feedback_report"
NUMBERS = ["202405-001", "202405-002"]


def numbers(path: Path) -> list[object]:
    return list(read(path.read_bytes(), NOW, NAME).cases.values["number"])


@pytest.mark.parametrize(
    ("module", "call"),
    [(os, "fsync"), (os, "open"), (io, "open"), (os, "mkdir"), (os, "stat"), (os, "utime"), (os, "replace"),
     (os, "unlink"), (os, "fdopen"), (os, "listdir")],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_system_call_that_fails_leaves_a_whole_file(tmp_path: Path, module: object, call: str) -> None:
    path = tmp_path / "台账.xlsx"
    for failing in range(1, 40):
        path.write_bytes(sound())
        calls = 0
        real = getattr(module, call)

        def fail_once(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == failing:  # noqa: B023 - used within this round only
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **options)  # noqa: B023 - likewise

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(module, call, fail_once)
            refresh_or_say(path)
        assert path.read_bytes() == sound() or numbers(path) == NUMBERS
        refresh(path, NOW, order=PassOrder(hold_seconds=0))
        assert numbers(path) == NUMBERS
        assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).edits == ()
        if calls < failing:
            return


def refresh_or_say(path: Path) -> None:
    try:
        refresh(path, NOW, order=PassOrder(hold_seconds=0))
    except XltoolsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - most rounds raise nothing


@pytest.mark.skipif(os.name != "posix", reason="255 bytes is the limit of POSIX file systems")
@pytest.mark.parametrize("name", [b"\xff\xfe.xlsx", "长".encode() * 81 + b"ab.xlsx", "👩‍🔧 台账 (1).xlsx".encode()])
def test_any_file_name(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(sound())
    assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).written
    assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).edits == ()


@pytest.mark.skipif(os.name != "posix", reason="named pipes and symbolic links as POSIX has them")
def test_no_pipe_hangs_and_no_link_leads_in_circles(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(sound())
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.xlsx").symlink_to("self.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert [path.name for path in workbooks_in(tmp_path)] == ["pipe.xlsx", "self.xlsx", "台账.xlsx"]
    for name in ("pipe.xlsx", "self.xlsx"):
        with pytest.raises(XltoolsError):
            refresh(tmp_path / name, NOW, order=PassOrder(hold_seconds=0))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_refresh_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    rows = [{**ROW, "问题描述": f"第{each}台空调开机后自动停机"} for each in range(200)]
    before = with_rows(template(NAME), "反馈登记", rows, heads_of(NAME, "cases"))
    chance = random.Random(1)
    path.write_bytes(before)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "xltools", "refresh", "-q", "--now", "2024-05-10T14:00", str(path)],
            stderr=subprocess.DEVNULL,
        )
        with suppress(subprocess.TimeoutExpired):  # a quick machine may be done by then; nothing below depends on it
            process.wait(chance.uniform(0.3, 1.2))
        process.kill()
        process.wait()
        assert path.read_bytes() == before or None not in numbers(path)
        refresh(path, NOW, order=PassOrder(hold_seconds=0))  # a lock that the dead one left behind is ours
        assert len(set(numbers(path))) == 200
        path.write_bytes(before)
