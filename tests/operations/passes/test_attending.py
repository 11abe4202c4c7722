"""One register attended to: whatever stops it is an answer."""

from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.operations.passes.test_refresh import ROW, cell, register
from tests.registers import NOW, heads_of, template, with_rows
from xltools.model.notice import NoticeKind
from xltools.operations.passes.attending import Attendance, Attended, attend
from xltools.operations.passes.pass_order import Cause
from xltools.operations.passes.unseen_numbers import unseen_numbers
from xltools.operations.passes.waiting import waiting_registers
from xltools.operations.undo.undoing import UndoOrder, undo
from xltools.operations.workspace import Workspace


def attended(path: Path, now: datetime = NOW, cause: Cause = Cause.SAVED, *, full: bool = True) -> Attended:
    return attend(path, now, cause, full=full, hold_seconds=0)


def opened_by(path: Path, owner: str = "Li Na") -> Path:
    lock = path.parent / f".~lock.{path.name}#"
    lock.write_text(f"{owner},,vm,21.11.2026 08:12,file:///profile;", encoding="utf-8")
    return lock


def saved_with(path: Path, rows: list[dict[str, str]]) -> None:
    """What the clerk's program does who has it open: the whole file anew, without what we know of it."""
    path.write_bytes(with_rows(template("feedback_report"), "反馈登记", rows, heads_of("feedback_report", "cases")))


def test_a_saved_register_is_written_and_then_idle(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    assert attended(path).what is Attendance.WRITTEN
    assert attended(path).what is Attendance.IDLE


def test_time_alone_writes_only_what_became_true(tmp_path: Path) -> None:
    # 剩余/超时 changes with every hour
    path = register(tmp_path, [ROW])
    attended(path)
    soon = NOW + timedelta(hours=3)
    assert attended(path, soon, Cause.CLOCK, full=False).what is Attendance.IDLE
    assert attended(path, soon, Cause.CLOCK).what is Attendance.WRITTEN
    assert attended(path, NOW + timedelta(days=30), Cause.CLOCK, full=False).what is Attendance.WRITTEN
    assert cell(path, "超时标记") == "超时"


class TestOpenAllDay:
    """clients.md, section 4: numbers are given from each save at once, remembered, and written when it is closed."""

    def test_numbers_are_given_and_people_told_while_it_is_open(self, tmp_path: Path) -> None:
        path = register(tmp_path, [{**ROW, "优先级": "紧急"}])
        before, lock = path.read_bytes(), opened_by(path)
        first = attended(path)
        assert first.what is Attendance.WAITING
        assert path.read_bytes() == before
        assert first.result is not None
        assert NoticeKind.ESCALATED in [each.kind for each in first.result.notices]
        assert list(waiting_registers(Workspace(tmp_path))) == [path.name]
        assert list(unseen_numbers(Workspace(tmp_path), path.name).numbers) == ["202405-001"]
        again = attended(path, NOW + timedelta(minutes=5))
        assert again.result is not None
        assert (again.what, again.result.new_numbers, again.result.notices) == (Attendance.WAITING, 0, ())
        lock.unlink()
        assert attended(path, NOW + timedelta(hours=1), Cause.RETRY).what is Attendance.WRITTEN
        assert (cell(path, "反馈编号"), cell(path, "登记时间")) == ("202405-001", NOW)
        assert waiting_registers(Workspace(tmp_path)) == {}
        assert attended(path, NOW + timedelta(hours=1)).what is Attendance.IDLE

    def test_a_number_counts_as_seen_once_somebody_saved_it(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW])
        attended(path)
        attended(path)  # our own version is no proof
        assert list(unseen_numbers(Workspace(tmp_path), path.name).numbers) == ["202405-001"]
        saved_with(path, [{**ROW, "反馈编号": "202405-001", "登记时间": f"@{NOW}"}])
        attended(path, NOW + timedelta(minutes=5))
        assert unseen_numbers(Workspace(tmp_path), path.name).numbers == {}

    def test_numbers_stay_with_rows_that_are_typed_on_meanwhile(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW, {"反馈日期": "@2024-05-02 10:00"}])
        lock = opened_by(path)
        attended(path)
        second = {
            **ROW,
            "反馈日期": "@2024-05-02 10:00",
            "联系方式": "13900001111",
            "问题描述": "门锁换了新电池还是死机",
        }
        saved_with(path, [{**ROW, "问题描述": "空调开机十分钟后自动停机，报 E2"}, second])
        attended(path, NOW + timedelta(minutes=10))
        saved_with(
            path,
            [
                {**ROW, "问题描述": "空调开机十分钟停机，报 E2，室外机不转"},
                second,
                {**second, "联系方式": "13900002222"},
            ],
        )
        attended(path, NOW + timedelta(minutes=20))
        lock.unlink()
        attended(path, NOW + timedelta(minutes=30), Cause.RETRY)
        numbers = [cell(path, "反馈编号", row) for row in (5, 6, 7)]
        assert numbers == ["202405-001", "202405-002", "202405-003"]
        assert cell(path, "登记时间") == NOW
        assert cell(path, "校验提示") is None

    def test_a_register_that_is_renamed_when_it_is_closed_takes_what_waits_along(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW])
        attended(path)
        lock = opened_by(path)
        added = {**ROW, "联系方式": "13900001111", "问题描述": "门锁换了新电池还是死机"}
        saved_with(path, [ROW, added])
        attended(path, NOW + timedelta(minutes=10))
        saved_with(path, [{**ROW, "反馈编号": "202405-001"}, {**added, "问题描述": "门锁换了新电池还是死机，亮红灯"}])
        lock.unlink()
        renamed = path.rename(tmp_path / "新名.xlsx")
        attended(renamed, NOW + timedelta(minutes=20), Cause.SAVED)
        assert [cell(renamed, "反馈编号", row) for row in (5, 6)] == ["202405-001", "202405-002"]
        assert waiting_registers(Workspace(tmp_path)) == {}

    def test_what_was_written_before_is_not_waited_for(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW])
        attended(path)
        opened_by(path)
        assert attended(path, NOW + timedelta(minutes=1)).what is Attendance.IDLE
        assert waiting_registers(Workspace(tmp_path)) == {}

    def test_cells_that_a_save_took_back_are_healed_by_row_key(self, tmp_path: Path) -> None:
        # clients.md, section 4, step 11: "Save anyway" over our write, rows sorted meanwhile
        other = {**ROW, "联系方式": "13900001111", "问题描述": "门锁换了新电池还是死机"}
        path = register(tmp_path, [ROW, other])
        attended(path)
        saved_with(path, [other, {**ROW, "问题描述": "空调开机十分钟后自动停机，已重启"}])
        attended(path, NOW + timedelta(minutes=5))
        assert [cell(path, "反馈编号", row) for row in (5, 6)] == ["202405-002", "202405-001"]
        assert [cell(path, "登记时间", row) for row in (5, 6)] == [NOW, NOW]


@pytest.mark.parametrize(
    ("contents", "what"),
    [
        (b"half a file", Attendance.UNUSABLE),
        (b"\xd0\xcf\x11\xe0 of old", Attendance.UNUSABLE),
        (None, Attendance.AGAIN),
    ],
)
def test_what_cannot_be_worked_with_is_an_answer(tmp_path: Path, contents: bytes | None, what: Attendance) -> None:
    path = tmp_path / "台账.xlsx"
    if contents is not None:
        path.write_bytes(contents)
    answer = attended(path)
    assert answer.what is what
    assert answer.sentence


def test_another_workbook_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "考勤.xlsx"
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    assert attended(path).what is Attendance.NO_REGISTER
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["考勤.xlsx"]


class TestTimeLeft:
    """剩余/超时 alone is written while people are at work, and stands in nobody's way."""

    def test_it_is_not_written_at_night(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW])
        attended(path, datetime(2024, 5, 10, 20, 0))
        assert attended(path, datetime(2024, 5, 10, 23, 0), Cause.CLOCK).what is Attendance.IDLE
        assert attended(path, datetime(2024, 5, 10, 23, 0)).what is Attendance.WRITTEN  # somebody saved

    def test_an_undo_goes_back_behind_it(self, tmp_path: Path) -> None:
        path = register(tmp_path, [ROW])
        before = path.read_bytes()
        attended(path)
        assert attended(path, NOW + timedelta(hours=3), Cause.CLOCK).what is Attendance.WRITTEN
        undone = undo(path, NOW + timedelta(hours=4), UndoOrder(hold_seconds=0))
        assert undone.exactly
        assert path.read_bytes() == before


def test_a_register_that_is_renamed_takes_along_which_numbers_nobody_saw(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    attended(path)
    renamed = path.rename(tmp_path / "新名.xlsx")
    attended(renamed, cause=Cause.ASKED)
    assert list(unseen_numbers(Workspace(tmp_path), renamed.name).numbers) == ["202405-001"]
    assert unseen_numbers(Workspace(tmp_path), path.name).numbers == {}
