"""A round whose end was undone, or could not be written yet, ends in the next pass that writes. # FR-11"""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.passes.test_attending import opened_by
from tests.operations.passes.test_refresh import ROW, cell, register
from tests.registers import NOW, heads_of, read, with_rows
from xltools.operations.passes.attending import attend
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import UndoOrder, undo

NAME, SHEET = "feedback_report", "反馈登记"
ORDER = PassOrder(hold_seconds=0)
DONE = {
    "首次响应时间": "@2024-05-09 10:00",
    "处理完成时间": "@2024-05-09 16:00",
    "处理结果": "更换主板后连续试机两小时正常",
    "客户满意度": "不满意",
}


def rounds(path: Path) -> list[tuple[object, object]]:
    values = read(path.read_bytes(), NOW, NAME).tables["rounds"].values
    return list(zip(values["number"], values["round"], strict=True))


def dissatisfied(folder: Path) -> Path:
    """A register with a numbered case, in which its customer's verdict has just been typed."""
    path = register(folder, [ROW])
    refresh(path, NOW, order=ORDER)
    path.write_bytes(with_rows(path.read_bytes(), SHEET, [DONE], heads_of(NAME, "cases")))
    return path


ENDED = [("202405-001", 1)]


def test_an_end_that_waited_for_the_register_to_be_closed(tmp_path: Path) -> None:
    path = dissatisfied(tmp_path)
    lock = opened_by(path)
    for minutes in (1, 5):
        attend(path, NOW + timedelta(minutes=minutes), Cause.SAVED, hold_seconds=0)
    lock.unlink()
    assert rounds(path) == []
    attend(path, NOW + timedelta(minutes=9), Cause.RETRY, hold_seconds=0)
    assert (rounds(path), cell(path, "处理轮次")) == (ENDED, 2)
    refresh(path, NOW + timedelta(hours=1), order=ORDER)
    assert rounds(path) == ENDED


@pytest.mark.parametrize("typed_since", [False, True])
def test_an_end_that_was_undone(tmp_path: Path, *, typed_since: bool) -> None:
    path = dissatisfied(tmp_path)
    refresh(path, NOW + timedelta(minutes=1), order=ORDER)
    assert rounds(path) == ENDED
    if typed_since:
        row = [{**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}]
        path.write_bytes(with_rows(path.read_bytes(), SHEET, row, heads_of(NAME, "cases"), first_row=6))
    undo(path, NOW + timedelta(minutes=2), UndoOrder(hold_seconds=0))
    assert rounds(path) == []
    refresh(path, NOW + timedelta(minutes=3), order=ORDER)
    assert (rounds(path), cell(path, "处理轮次")) == (ENDED, 2)
