"""A register as it stands: cells as a pass reads them, rows by number."""

from datetime import datetime
from pathlib import Path

from tests.operations.passes.test_refresh import NOW, ROW, pass_over, register
from xltools.operations.passes.opening import opened_register
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.undo.standing_sheets import standing_sheets


def test_cells_and_rows(tmp_path: Path) -> None:
    midnight = datetime(2024, 5, 10)
    path = register(tmp_path, [ROW, {**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}])
    pass_over(path, midnight)
    sheets = standing_sheets(opened_register(path, PassOrder()), NOW)
    sheet = sheets["反馈登记"]
    assert sheet.rows == {"202405-001": [5], "202405-002": [6]}
    assert (sheet.one_row_a_case, sheet.number_head) == (True, "反馈编号")
    assert sheet.value(5, sheet.columns["登记时间"]) == midnight
    assert type(sheet.value(5, sheet.columns["登记时间"])) is datetime  # what the tool wrote, not a bare day
    assert sheet.value(6, sheet.columns["问题描述"]) == "洗衣机脱水时剧烈晃动"
    assert sheet.value(100_000, 1) is None
    assert sheets["过程记录"].rows == {}
    assert not sheets["过程记录"].one_row_a_case
    assert sheets["待办"].rows is None
