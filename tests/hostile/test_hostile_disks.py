"""Disks that fill up at any call, names that no lock fits beside, processes that die at any moment."""

import errno
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.hostile.samples import sound
from tests.operations.passes.test_refresh import ROW
from tests.registers import NOW, heads_of, read, small_definition, template, with_rows, workbook
from xltools.errors import XltoolsError
from xltools.operations.clock.ticking import tick
from xltools.operations.files.backups import kept_versions
from xltools.operations.journaling.journal_reading import Wanted, journal_entries
from xltools.operations.passes.attending import Attendance
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.workspace import Workspace, workbooks_in

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
    lock = path.with_name(f"~${path.name}") if len(name) < 200 else None
    if lock is not None:
        lock.touch()
        assert {each.what for each in tick(tmp_path, NOW, hold_seconds=0).attended} == {Attendance.WAITING}
        lock.unlink()
    assert {each.what for each in tick(tmp_path, NOW, hold_seconds=0).attended} == {Attendance.WRITTEN}
    assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).edits == ()
    assert [entry.is_pass for entry in journal_entries(Workspace(tmp_path), Wanted(lambda _: True))][-1]


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


SMALL_CASES = [{"描述": f"第{each}台空调开机后自动停机", "时间": "@2024-05-01 09:30", "渠道": "电话", "客户": "某公司",
                "联系方式": "13800005678"} for each in range(3)]  # fmt: skip
SMALL = PassOrder(definition=small_definition(), hold_seconds=0)
CALLS = [(io, "open"), (os, "open"), (os, "mkdir"), (os, "stat"), (os, "fsync"), (os, "link"), (os, "unlink"),
         (os, "utime"), (os, "scandir")]  # fmt: skip


@contextmanager
def disturbed(at: int, disturb: Callable[[], None], *, lasting: OSError | None = None) -> Iterator[Callable[[], int]]:
    """Do something just before the so-and-so-many-th call; where there is an error, each call from then on ends so.

    What stands between the last look at a workbook and its replacement is no place for it: no system but Windows lets
    both be one step (clients.md, section 0).
    """
    calls = 0

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == at:
                disturb()
            if calls >= at and lasting is not None:
                raise OSError(lasting.errno, lasting.strerror)
            return real(*arguments, **options)

        return call

    with pytest.MonkeyPatch.context() as patched:
        for module, name in CALLS:
            patched.setattr(module, name, watched(getattr(module, name)))
        yield lambda: calls


def small_numbers(path: Path) -> list[object]:
    return list(read(path.read_bytes()).cases.values[small_definition().numbering.field])


def small_refresh_or_say(path: Path) -> None:
    try:
        refresh(path, NOW, order=SMALL)
    except XltoolsError as error:
        assert "\n" not in str(error)  # noqa: PT017 - some rounds raise nothing


def until_it_is_over(folder: Path, data: bytes, disturb: Callable[[Path], None], lasting: OSError | None = None) -> int:
    """Disturb a refresh at each of its calls in turn, each time in a new folder; how many calls there are."""
    for at in range(1, 1000):
        place = folder / f"{at}"
        place.mkdir()
        path = place / "台账.xlsx"
        path.write_bytes(data)
        with disturbed(at, lambda: disturb(path), lasting=lasting) as calls:  # noqa: B023 - used within this round
            small_refresh_or_say(path)
        assert_settled(path)
        if calls() < at:
            return at
    raise AssertionError


def assert_settled(path: Path) -> None:
    """Everything is there again: the next refresh leaves each case its one number, and nothing of ours around."""
    away = path.parent.with_name(f"{path.parent.name} away")
    if away.exists():
        shutil.rmtree(path.parent, ignore_errors=True)
        away.rename(path.parent)
    refresh(path, NOW, order=SMALL)
    found = small_numbers(path)
    assert len({*found}) == len(found)
    assert None not in found
    assert refresh(path, NOW, order=SMALL).edits == ()


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_from_some_moment_on(tmp_path: Path, code: int) -> None:
    lasting = OSError(code, os.strerror(code))
    assert until_it_is_over(tmp_path, workbook(SMALL_CASES), lambda _: None, lasting) > 20


def test_a_folder_that_vanishes_and_comes_back(tmp_path: Path) -> None:
    def vanish(path: Path) -> None:
        path.parent.rename(path.parent.with_name(f"{path.parent.name} away"))

    assert until_it_is_over(tmp_path, workbook(SMALL_CASES), vanish) > 20


def test_a_file_that_is_replaced_midway(tmp_path: Path) -> None:
    # the clerk's save always wins, whenever it comes
    clerks = workbook([*SMALL_CASES, {**SMALL_CASES[0], "描述": "职员刚刚补录的一行"}])

    def save(path: Path) -> None:
        temporary = path.with_name("F5D42000")
        temporary.write_bytes(clerks)
        temporary.rename(path)

    until_it_is_over(tmp_path, workbook(SMALL_CASES), save)
    saved = [path for path in tmp_path.glob("*/台账.xlsx") if len(small_numbers(path)) == len(SMALL_CASES) + 1]
    assert len(saved) == len(list(tmp_path.glob("*/台账.xlsx"))) - 1  # but for the last round, which nobody disturbed


def test_a_clock_that_steps_back_a_year(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook(SMALL_CASES))
    refresh(path, NOW, order=SMALL)
    given = small_numbers(path)
    added = {**SMALL_CASES[0], "描述": "又一台空调开机后自动停机"}
    path.write_bytes(with_rows(path.read_bytes(), "登记", [added], heads_of("small_register", "cases"), 8))
    before, modified = path.read_bytes(), int(path.stat().st_mtime)
    assert refresh(path, NOW - timedelta(days=365), order=SMALL).written
    assert small_numbers(path)[:-1] == given
    assert len({*small_numbers(path)}) == len(given) + 1
    assert path.stat().st_mtime >= modified + 2
    kept = kept_versions(tmp_path / ".xltools" / "backups" / "台账.xlsx")
    assert [version.path.read_bytes() for version in kept] == [workbook(SMALL_CASES), before]
