"""Only the pass that wrote a number into a row tells what else the tool wrote there."""

from datetime import datetime
from pathlib import Path

from xltools.model.cell_edit import CellEdit
from xltools.operations.journaling.journal import Journal, PassRecord, journal_path
from xltools.operations.journaling.written_values import values_written_with
from xltools.operations.passes.pass_order import Cause
from xltools.operations.workspace import Workspace

NOW = datetime(2024, 5, 6, 10, 0)


def journal(folder: Path, *passes: list[tuple[str, int, str, str]], register_id: str = "台账.xlsx") -> Workspace:
    workspace = Workspace(folder)
    heads = ["反馈编号", "问题分类", "备注"]
    for edits in passes:
        cells = [CellEdit(sheet, row, heads.index(head) + 1, value, None, head) for sheet, row, head, value in edits]
        Journal(workspace).intend(PassRecord(register_id, Cause.ASKED, NOW, "before", "after", cells))
    return workspace


def written(workspace: Workspace, number: str = "202405-001") -> dict[str, str]:
    return values_written_with(workspace, "台账.xlsx", "登记", "反馈编号", number)


FIRST = [
    ("登记", 5, "反馈编号", "202405-001"), ("登记", 6, "反馈编号", "202405-002"),
    ("登记", 5, "问题分类", "产品类"), ("登记", 6, "问题分类", "服务类"), ("过程", 5, "备注", "别的表"),
]  # fmt: skip


def test_what_was_written_with_the_number(tmp_path: Path) -> None:
    workspace = journal(tmp_path, FIRST)
    assert written(workspace) == {"反馈编号": "202405-001", "问题分类": "产品类"}
    assert written(workspace, "202405-002")["问题分类"] == "服务类"
    assert written(workspace, "202405-003") == {}


def test_what_was_written_into_the_same_row_later_may_be_another_case_s(tmp_path: Path) -> None:
    workspace = journal(tmp_path, FIRST, [("登记", 5, "问题分类", "物流类")])
    assert written(workspace)["问题分类"] == "产品类"


def test_a_pass_that_tells_whose_row_it_wrote_tells_what_it_wrote_there(tmp_path: Path) -> None:
    workspace = journal(tmp_path, FIRST)
    cells = [CellEdit("登记", 5, 2, "物流类", None, "问题分类"), CellEdit("登记", 9, 3, "新", None, "备注")]
    cases = {"登记": {5: "202405-002", 9: "202405-001"}}
    Journal(workspace).intend(PassRecord("台账.xlsx", Cause.SAVED, NOW, "after", "later", cells, cases=cases))
    assert written(workspace) == {"反馈编号": "202405-001", "问题分类": "产品类", "备注": "新"}
    assert written(workspace, "202405-002")["问题分类"] == "物流类"


def test_a_number_that_was_put_back_elsewhere_keeps_what_was_known(tmp_path: Path) -> None:
    workspace = journal(tmp_path, FIRST, [("登记", 9, "反馈编号", "202405-001"), ("登记", 9, "备注", "空")])
    assert written(workspace) == {"反馈编号": "202405-001", "问题分类": "产品类", "备注": "空"}


def test_other_registers_and_torn_lines_tell_nothing(tmp_path: Path) -> None:
    assert written(Workspace(tmp_path / "none")) == {}
    workspace = journal(tmp_path, FIRST, register_id="别的.xlsx")
    assert written(workspace) == {}
    with journal_path(workspace).open("ab") as file:
        file.write('{"register":"台账.xlsx","edits":[{"new":["202405-001"'.encode())
    assert written(workspace) == {}
