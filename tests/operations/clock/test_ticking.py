"""A folder that is left to the clock: whatever comes due is done, once, however late the tick comes."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.registers import definition, heads_of, template, with_rows
from xltools.errors import FontMissingError, LedgerError, NoFolderError, VanishedError
from xltools.model.cell_edit import CellEdit
from xltools.operations.clock import ticking
from xltools.operations.clock.ticking import Standing, TickResult, foresee
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.notifying.delivering import Delivered
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.passes.attending import Attendance, Attended, attend
from xltools.operations.passes.companion import companion_path
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.reporting import summarizing
from xltools.operations.reporting.report_files import Placing
from xltools.operations.workspace import Workspace
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW
from xltools.workbook.patching import patch

NAME, SHEET = "service_ticket", "工单登记"
HEADS = heads_of(NAME, "cases")
NOTIFY = """
[notify]
digest_minutes = 0

[[notify.channels]]
kind = "mail"
host = "127.0.0.1"
security = "none"
sender = "alerts@example.com"
only = ["消息"]
"""


def ticket(received: str, **cells: str) -> dict[str, str]:
    return {
        "客户名称": "某公司", "联系方式": "13800005678", "反馈时间": f"@{received}", "反馈渠道": "电话",
        "问题描述（摘要）": "设备无法启动，报警代码E-002", "问题分级": "一般", **cells,
    }  # fmt: skip


def register(folder: Path, *rows: dict[str, str], file_name: str = "工单.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / file_name
    path.write_bytes(with_rows(template(NAME), SHEET, list(rows), HEADS))
    return path


def typed(path: Path, row: int, **cells: str) -> None:
    """Somebody types into a row (from 1) and saves."""
    data = with_rows(path.read_bytes(), SHEET, [cells], HEADS, FIRST_DATA_ROW + row - 1)
    path.write_bytes(data)


def cell(path: Path, head: str, row: int = 1) -> object:
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert [each.value for each in sheet[HEAD_ROW]][: len(HEADS)] == HEADS
    return sheet.cell(FIRST_DATA_ROW + row - 1, HEADS.index(head) + 1).value


def nothing_sent(_workspace: Workspace, _now: datetime) -> Delivered:
    return Delivered()


def tick(folder: Path, now: str, **arguments: Any) -> TickResult:
    """A tick without a mail server."""
    return ticking.tick(folder, datetime.fromisoformat(now), hold_seconds=0, **{"send": nothing_sent, **arguments})


def whats(result: TickResult) -> list[Attendance]:
    return [each.what for each in result.attended]


def looked_at(path: Path, now: str) -> Attended:
    """What a pass finds that looks at the register whether it rests or not."""
    return attend(path, datetime.fromisoformat(now), Cause.CLOCK, hold_seconds=0)


def periods(result: TickResult) -> list[str]:
    return [made.summary.order.period.key for made in result.reports]


@pytest.fixture(autouse=True)
def _no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that can make no PDF makes the workbook all the same, and much faster."""

    def none() -> None:
        raise FontMissingError

    monkeypatch.setattr(summarizing, "find_fonts", none)


def test_a_case_becomes_overdue_with_nobody_touching_the_file(tmp_path: Path) -> None:  # ST-1
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    assert whats(tick(tmp_path, "2026-11-20T08:35")) == [Attendance.WRITTEN]
    assert cell(path, "超时标记") is None
    assert whats(tick(tmp_path, "2026-11-20T09:29")) == [Attendance.WRITTEN]  # near
    assert cell(path, "超时标记") == "临期"
    result = tick(tmp_path, "2026-11-20T09:31")
    assert whats(result) == [Attendance.WRITTEN]
    assert cell(path, "超时标记") == "超时"


def test_twice_in_a_minute_is_once(tmp_path: Path) -> None:
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    before = path.read_bytes(), path.stat().st_mtime_ns
    result = tick(tmp_path, "2026-11-20T08:35")
    assert (whats(result), result.resting, result.reports, result.troubles) == ([], 1, (), ())
    assert looked_at(path, "2026-11-20T08:35").what is Attendance.IDLE
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_time_that_is_left_is_written_once_an_hour(tmp_path: Path) -> None:
    path = register(tmp_path, ticket("2026-11-20 08:30", 首次响应时间="@2026-11-20 08:34"))
    tick(tmp_path, "2026-11-20T08:35")
    told = cell(path, "剩余/超时")
    os.utime(path)
    assert whats(tick(tmp_path, "2026-11-20T08:50")) == [Attendance.IDLE]
    assert cell(path, "剩余/超时") == told
    assert whats(tick(tmp_path, "2026-11-20T09:00")) == [Attendance.WRITTEN]
    assert cell(path, "剩余/超时") != told
    os.utime(path)
    assert whats(tick(tmp_path, "2026-11-20T09:01")) == [Attendance.IDLE]


def test_after_forty_days_everything_is_caught_up_once(tmp_path: Path) -> None:  # FA-17, ST-13, ST-15
    path = register(tmp_path, ticket("2026-09-20 08:30"))
    assert periods(tick(tmp_path, "2026-09-20T08:35")) == []
    late = tick(tmp_path, "2026-10-30T08:00")
    assert periods(late) == ["2026-09", "2026Q3"]
    assert cell(path, "超时标记") == "超时"
    assert all(placed.path.exists() for made in late.reports for placed in made.summary.files)
    assert periods(tick(tmp_path, "2026-10-30T09:00")) == []


def test_a_report_is_made_again_on_the_report_day_of_the_register(tmp_path: Path) -> None:  # FA-17
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    path.write_bytes(patch(path.read_bytes(), [_setting("report_day", "3")]))
    tick(tmp_path, "2026-11-20T08:35")
    assert periods(tick(tmp_path, "2026-12-01T00:01")) == ["2026-11"]
    assert periods(tick(tmp_path, "2026-12-02T12:00")) == []
    (again,) = tick(tmp_path, "2026-12-03T00:01").reports
    assert [placed.placing for placed in again.summary.files] == [Placing.UNCHANGED]
    assert periods(tick(tmp_path, "2026-12-05T12:00")) == []


def test_a_report_goes_out_once_and_again_only_if_it_changed(tmp_path: Path) -> None:  # FA-17
    (tmp_path / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    first = tick(tmp_path, "2026-12-01T08:00")
    assert first.troubles == ()
    assert [(made.told, made.again) for made in first.reports] == [(1, False)]
    same = tick(tmp_path, "2026-12-05T08:00")
    assert [(made.told, made.again) for made in same.reports] == [(0, False)]


def test_a_report_that_changed_goes_out_again_and_says_so(tmp_path: Path) -> None:  # FA-17
    (tmp_path / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    tick(tmp_path, "2026-12-01T08:00")
    typed(path, 2, **ticket("2026-11-21 10:00", 客户名称="另一家公司"))
    changed = tick(tmp_path, "2026-12-05T08:00")
    assert [(made.told, made.again) for made in changed.reports] == [(1, True)]
    first, again = _letters(tmp_path)
    assert "更新" not in first
    assert "更新" in again


def test_a_damaged_memory_is_told_and_nothing_goes_out_twice(tmp_path: Path) -> None:
    (tmp_path / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    tick(tmp_path, "2026-12-01T08:00")
    sent = _letters(tmp_path)
    (tmp_path / ".xltools" / "clock.json").write_bytes(b"{")
    result = tick(tmp_path, "2026-12-01T08:01")
    assert len(result.troubles) == 1
    assert periods(result) == ["2026-11"]
    assert _letters(tmp_path) == sent


def test_a_register_that_is_open_is_shown_and_written_once_it_is_closed(tmp_path: Path) -> None:  # clients.md §4
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text("Li Na,lina,pc,20.11.2026 08:12,file:///home/lina;", encoding="utf-8")
    assert whats(tick(tmp_path, "2026-11-20T08:35")) == [Attendance.WAITING]
    assert cell(path, "工单号") is None
    assert companion_path(path).exists()
    lock.unlink()
    assert whats(tick(tmp_path, "2026-11-20T08:36")) == [Attendance.WRITTEN]
    assert cell(path, "工单号") == "202611-00001"
    assert not companion_path(path).exists()


def test_a_companion_that_was_left_behind_goes_with_the_next_tick(tmp_path: Path) -> None:
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(b"\x05Li Na")
    tick(tmp_path, "2026-11-20T08:35")
    looked_at = companion_path(path).with_name(f"~${companion_path(path).name}")
    looked_at.write_bytes(b"\x04Wang")
    lock.unlink()
    tick(tmp_path, "2026-11-20T08:36")
    assert companion_path(path).exists()
    looked_at.unlink()
    assert whats(tick(tmp_path, "2026-11-20T08:37")) == [Attendance.IDLE]
    assert not companion_path(path).exists()


def test_somebody_is_told_of_a_register_that_stays_open(tmp_path: Path) -> None:
    (tmp_path / "xltools.toml").write_text(NOTIFY, encoding="utf-8")
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    path.with_name(f"~${path.name}").write_bytes(b"\x05Li Na")
    tick(tmp_path, "2026-11-20T08:35")
    assert tick(tmp_path, "2026-11-20T10:26").reminded == ()
    assert tick(tmp_path, "2026-11-20T10:36").reminded == (path,)
    assert tick(tmp_path, "2026-11-20T10:46").reminded == ()
    assert len(_letters(tmp_path)) == 1


def test_a_clock_that_was_put_back_does_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    before = path.read_bytes()
    result = tick(tmp_path, "2026-11-19T08:35")
    assert (result.standing, result.attended) == (Standing.CLOCK_BEHIND, ())
    assert result.last == datetime(2026, 11, 20, 8, 35)
    assert path.read_bytes() == before
    assert tick(tmp_path, "2026-11-19T09:36").standing is Standing.DONE  # it went on for an hour: believed


def test_one_tick_at_a_time(tmp_path: Path) -> None:
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    with one_at_a_time(tmp_path / ".xltools" / "tick.lock", 0, tmp_path, "a test"):
        result = tick(tmp_path, "2026-11-20T09:35")
    assert (result.standing, result.attended) == (Standing.BUSY, ())


def test_one_broken_register_keeps_no_other_from_being_served(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK no workbook")
    register(tmp_path, ticket("2026-11-20 08:30"))
    result = tick(tmp_path, "2026-11-20T08:35")
    assert {each.path.name: each.what for each in result.attended} == {
        "坏.xlsx": Attendance.UNUSABLE,
        "工单.xlsx": Attendance.WRITTEN,
    }


def test_what_goes_wrong_beside_the_registers_is_told(tmp_path: Path) -> None:
    def broken(*_: object) -> Delivered:
        raise LedgerError("the outbox is damaged")

    register(tmp_path, ticket("2026-11-20 08:30"))
    result = tick(tmp_path, "2026-11-20T08:35", send=broken)
    assert (whats(result), result.troubles) == ([Attendance.WRITTEN], ("the outbox is damaged",))


@pytest.mark.parametrize("other", ["", "表.xlsx"])
def test_a_folder_without_registers_stays_as_it_is(tmp_path: Path, other: str) -> None:
    if other:
        openpyxl.Workbook().save(tmp_path / other)
    before = sorted(tmp_path.iterdir())
    assert tick(tmp_path, "2026-11-20T08:35") == TickResult()
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        tick(tmp_path / "nowhere", "2026-11-20T08:35")
    with pytest.raises(NoFolderError):
        tick(register(tmp_path, ticket("2026-11-20 08:30")), "2026-11-20T08:35")


def test_registers_of_several_workspaces_are_served_together(tmp_path: Path) -> None:
    inner = tmp_path / "分公司"
    inner.mkdir()
    path = register(inner, ticket("2026-11-20 08:30"))
    refresh(path, datetime(2026, 11, 20, 8, 31), order=PassOrder(hold_seconds=0))  # has a memory of its own
    register(tmp_path, ticket("2026-11-20 08:30"))
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(b"\x05Li Na")
    typed(path, 2, **ticket("2026-11-20 08:32", 客户名称="另一家公司"))
    tick(tmp_path, "2026-11-20T08:35")
    lock.unlink()
    assert Attendance.WRITTEN in whats(tick(tmp_path, "2026-11-20T08:36"))
    assert cell(path, "工单号", 2) == "202611-00002"


def test_exports_are_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # FA-1
    met: list[Path] = []
    monkeypatch.setattr(ticking, "take_in", lambda folder, now, hold_seconds: met.append(folder) or [])
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    assert met == [tmp_path]


def test_what_a_tick_would_do_is_foreseen_and_not_done(tmp_path: Path) -> None:
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-20T08:35")
    memory = (tmp_path / ".xltools" / "clock.json").read_bytes()
    plan = foresee(tmp_path, datetime(2026, 12, 1, 8, 0))
    assert (plan.clock_behind, plan.full, [period.key for period in plan.reports]) == (False, True, ["2026-11"])
    assert foresee(tmp_path, datetime(2026, 11, 19, 8, 0)).clock_behind
    assert (tmp_path / ".xltools" / "clock.json").read_bytes() == memory


def test_upkeep_is_told_once_a_month_and_the_next_tick_is_idle(tmp_path: Path) -> None:  # FA-7
    path = register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2026-11-30T23:50")
    december = tick(tmp_path, "2026-12-01T08:00")
    (attended,) = december.attended
    assert attended.result is not None
    assert [each.subject for each in attended.result.notices if each.key.startswith("upkeep|CALENDAR")] == ["工作日历"]
    again = looked_at(path, "2026-12-01T08:00")
    assert again.what is Attendance.IDLE
    assert again.result is not None
    assert again.result.notices == ()


def _setting(key: str, value: str) -> CellEdit:
    sheet = definition(NAME).sheet("settings")
    assert sheet is not None
    place = [row["key"] for row in sheet.rows].index(key)
    return CellEdit(sheet.title, FIRST_DATA_ROW + place, heads_of(NAME, "settings").index("值") + 1, value)


def _letters(folder: Path) -> list[str]:
    """Subjects of the messages in the outbox."""
    lines = Outbox(Workspace(folder)).path.read_text(encoding="utf-8").splitlines()
    return [each["subject"] for each in map(json.loads, lines) if each.get("kind") == "消息"]


def test_after_a_first_tick_in_2030_reports_go_on_by_the_right_clock(tmp_path: Path) -> None:  # FA-17
    register(tmp_path, ticket("2026-11-20 08:30"))
    tick(tmp_path, "2030-01-01T00:05")
    assert tick(tmp_path, "2026-11-20T09:00").standing is Standing.CLOCK_BEHIND
    assert tick(tmp_path, "2026-11-20T10:30").standing is Standing.DONE
    assert periods(tick(tmp_path, "2026-12-01T08:00")) == ["2026-11"]
