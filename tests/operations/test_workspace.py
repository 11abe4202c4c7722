"""Workspaces, and what counts as a workbook in them."""

from pathlib import Path

from xltools.operations.workspace import Workspace, attachments_beside, workbooks_in, workspace_at, workspace_of


def test_the_nearest_memory_makes_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert workspace_of(tmp_path / "a" / "b" / "x.xlsx").root == tmp_path / "a" / "b"
    Workspace(tmp_path).require_memory()
    assert workspace_of(tmp_path / "a" / "b" / "x.xlsx").root == tmp_path
    assert Workspace(tmp_path).register_id(tmp_path / "a" / "b" / "x.xlsx") == "a/b/x.xlsx"


def test_temporary_and_owner_files_are_no_workbooks(tmp_path: Path) -> None:
    # clients.md, section 2
    names = [
        "台账.xlsx", "宏.XLSM", "~$台账.xlsx", ".~台账.xlsx", "._台账.xlsx", ".~lock.台账.xlsx#", "lu28012lne7.tmp",
        "ABCD1234", "台账.xls", "台账·查看.xlsx", "读我.txt",
    ]  # fmt: skip
    for name in names:
        (tmp_path / name).touch()
    for folder in (".xltools", "分部"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.xlsx").touch()
    assert {path.name for path in workbooks_in(tmp_path)} == {"台账.xlsx", "宏.XLSM", "x.xlsx"}
    assert len(workbooks_in(tmp_path)) == 3


def test_attachments_are_names_not_paths(tmp_path: Path) -> None:
    (tmp_path / "附件" / "五月").mkdir(parents=True)
    (tmp_path / "附件" / "五月" / "照片.JPG").touch()
    assert attachments_beside(tmp_path / "台账.xlsx", "附件") == {"五月", "照片.jpg"}
    assert attachments_beside(tmp_path / "台账.xlsx", "") == frozenset()
    assert attachments_beside(tmp_path / "台账.xlsx", "没有") == frozenset()


def test_a_folder_of_registers_belongs_where_its_registers_do(tmp_path: Path) -> None:
    folder, register = tmp_path / "a", tmp_path / "a" / "x.xlsx"
    folder.mkdir()
    register.touch()
    assert workspace_at(folder) == workspace_at(register) == Workspace(folder)
    (tmp_path / ".xltools").mkdir()
    assert workspace_at(folder) == workspace_at(register) == Workspace(tmp_path)
