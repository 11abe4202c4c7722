"""The companion beside a register that is open: shown, left alone, taken away."""

import stat
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.registers import GOOD, NOW, SMALL, heads_of, template, with_rows
from xltools.language.speaking import speaking
from xltools.operations.passes import companion as module
from xltools.operations.passes.companion import (
    companion_path,
    person_of,
    show_companion,
    withdraw_companion,
    withdraw_orphans,
)
from xltools.operations.passes.deciding import Pass, read_and_decide
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.passes.waiting import Waiting
from xltools.reports.companion_workbook import companion_mark

TICKET = {
    "客户名称": "某公司", "联系方式": "13800005678", "反馈时间": "@2024-05-08 09:30", "反馈渠道": "电话",
    "问题描述（摘要）": "设备无法启动，报警代码E-002", "问题分级": "一般", "首次响应时间": "@2024-05-08 09:40",
}  # fmt: skip
OPEN = Waiting("by Li Na, says .~lock.台账.xlsx#", datetime(2024, 5, 10, 8, 12))


def decided(folder: Path, *rows: dict[str, str], now: datetime = NOW) -> Pass:
    path = folder / "台账.xlsx"
    (folder / "small_register.toml").write_bytes(SMALL.read_bytes())
    (folder / "common.toml").write_bytes(SMALL.parents[1].joinpath("workbook_templates/common.toml").read_bytes())
    path.write_bytes(with_rows(template(), "登记", list(rows), heads_of("small_register", "cases")))
    return read_and_decide(path, now)


def numbers_in(path: Path) -> list[object]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [row[1].value for row in sheet.iter_rows(min_row=4)]


def test_what_waits_is_shown_beside_the_register(tmp_path: Path) -> None:  # clients.md §4
    done = decided(tmp_path, GOOD, {**GOOD, "描述": "第二台开机后停机"})
    path = show_companion(done, OPEN, NOW)
    assert path == companion_path(done.opened.snapshot.path)
    assert path is not None
    assert numbers_in(path) == ["202405-001", "202405-002"]
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_it_names_nobody_since_before_he_opened_it(tmp_path: Path) -> None:
    opened = datetime(2024, 5, 10, 8, 57)
    later = Waiting("by Wang Er, says ~$台账.xlsx", OPEN.since, opened=opened)
    path = show_companion(decided(tmp_path, GOOD), later, NOW)
    assert path is not None
    heading = str(openpyxl.load_workbook(path).worksheets[0].cell(1, 1).value)
    assert "Wang Er" in heading
    assert "08:57" in heading
    assert "08:12" not in heading


def test_it_is_written_anew_only_where_it_says_something_new(tmp_path: Path) -> None:
    first = show_companion(decided(tmp_path, GOOD), OPEN, NOW)
    assert first is not None
    before = first.stat().st_ino, first.read_bytes()
    later = NOW + timedelta(minutes=9)
    assert show_companion(decided(tmp_path, GOOD, now=later), OPEN, later) == first
    assert (first.stat().st_ino, first.read_bytes()) == before
    show_companion(decided(tmp_path, GOOD, {**GOOD, "描述": "第二台开机后停机"}, now=later), OPEN, later)
    assert numbers_in(first) == ["202405-001", "202405-002"]


def test_times_that_are_left_are_shown_anew_now_and_then(tmp_path: Path) -> None:
    first = show_companion(decided(tmp_path, GOOD), OPEN, NOW)
    assert first is not None
    later = NOW + timedelta(minutes=10)
    show_companion(decided(tmp_path, GOOD, now=later), OPEN, later)
    mark = companion_mark(first.read_bytes())
    assert mark is not None
    assert mark.shown_at == later


def test_a_file_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    done = decided(tmp_path, GOOD)
    theirs = companion_path(done.opened.snapshot.path)
    openpyxl.Workbook().save(theirs)
    before = theirs.read_bytes()
    assert show_companion(done, OPEN, NOW) is None
    assert withdraw_companion(done.opened.snapshot.path)
    assert theirs.read_bytes() == before


def test_a_companion_that_somebody_looks_at_is_left_for_later(tmp_path: Path) -> None:
    done = decided(tmp_path, GOOD)
    shown = show_companion(done, OPEN, NOW)
    assert shown is not None
    before = shown.read_bytes()
    lock = shown.with_name(f"~${shown.name}")
    lock.write_bytes(b"\x04Wang")
    later = NOW + timedelta(minutes=10)
    assert show_companion(decided(tmp_path, GOOD, now=later), OPEN, later) is None
    assert not withdraw_companion(done.opened.snapshot.path)
    assert shown.read_bytes() == before
    lock.unlink()
    assert withdraw_companion(done.opened.snapshot.path)
    assert not shown.exists()


def test_nothing_to_withdraw_is_as_good_as_withdrawn(tmp_path: Path) -> None:
    assert withdraw_companion(tmp_path / "台账.xlsx")


def test_a_register_that_was_renamed_leaves_no_companion(tmp_path: Path) -> None:
    done = decided(tmp_path, GOOD)
    shown = show_companion(done, OPEN, NOW)
    assert shown is not None
    withdraw_orphans(tmp_path)
    assert shown.exists()
    done.opened.snapshot.path.rename(tmp_path / "新台账.xlsx")
    theirs = companion_path(tmp_path / "另一本.xlsx")
    openpyxl.Workbook().save(theirs)
    withdraw_orphans(tmp_path)
    assert (shown.exists(), theirs.exists()) == (False, True)


def test_namesakes_with_and_without_macros_have_companions_of_their_own(tmp_path: Path) -> None:
    assert companion_path(tmp_path / "台账.xlsx") != companion_path(tmp_path / "台账.xlsm")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    done = decided(tmp_path, GOOD)
    monkeypatch.setattr(module, "write_whole", full)
    assert show_companion(done, OPEN, NOW) is None
    assert not companion_path(done.opened.snapshot.path).exists()


def test_rows_in_which_only_the_time_left_changed_do_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "工单.xlsx"
    path.write_bytes(with_rows(template("service_ticket"), "工单登记", [TICKET], heads_of("service_ticket", "cases")))
    refresh(path, datetime(2024, 5, 8, 10, 0), order=PassOrder(hold_seconds=0))
    done = read_and_decide(path, datetime(2024, 5, 8, 10, 1))
    assert done.edits
    shown = show_companion(done, OPEN, NOW)
    assert shown is not None
    assert numbers_in(shown) == []


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("by Li Na, says .~lock.台账.xlsx#", "Li Na"),
        ("by 李娜, 客服, says ~$台账.xlsx", "李娜, 客服"),
        ("by Wang", "Wang"),
        ("by somebody, says ~$台账.xlsx", "其他人"),
        ("by a program that lets nobody else read it", "其他人"),
        ("it is being saved", "其他人"),
        ("", "其他人"),
    ],
)
def test_the_name_is_taken_out_of_what_the_lock_says(owner: str, name: str) -> None:
    assert person_of(owner) == name


@pytest.mark.parametrize("how", ["shown anew", "withdrawn"])
def test_one_that_could_not_be_replaced_stays_protected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Windows: somebody looks at it without any sign beside it."""

    def held(*_: object, **__: object) -> None:
        raise PermissionError

    done = decided(tmp_path, GOOD)
    path = show_companion(done, OPEN, NOW)
    assert path is not None
    monkeypatch.setattr(module, "write_whole", held)
    monkeypatch.setattr(Path, "unlink", held)
    later = NOW + timedelta(hours=1)
    if how == "shown anew":
        assert show_companion(decided(tmp_path, GOOD, now=later), OPEN, later) is None
    else:
        assert not withdraw_companion(done.opened.snapshot.path)
    assert not path.stat().st_mode & stat.S_IWUSR


def test_a_companion_goes_whatever_language_its_name_is_in(tmp_path: Path) -> None:  # issue 7
    done = decided(tmp_path, GOOD)
    path = done.opened.snapshot.path
    with speaking("en"):
        shown = show_companion(done, OPEN, NOW)
    assert shown is not None
    assert shown.name == "台账·view.xlsx"
    assert companion_path(path) == shown  # and is shown anew there
    assert withdraw_companion(path)
    assert not shown.exists()
    assert companion_path(path).name == "台账·查看.xlsx"
