"""What passes wrote is taken back: the very bytes where nobody saved since, else cell by cell."""

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.operations.passes.test_refresh import NAME, NOW, ROW, cell, pass_over, register
from tests.registers import heads_of
from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import ChangedSinceReadError, NotARegisterError, WorkbookBusyError
from xltools.model.cell_edit import CellEdit
from xltools.operations.adopting.adopting import AdoptOrder, adopt
from xltools.operations.journaling.journal import Journal, PassRecord, journal_path
from xltools.operations.journaling.journal_proof import prove
from xltools.operations.passes.pass_order import Cause
from xltools.operations.undo import undoing as module
from xltools.operations.undo.undo_history import BackupLostError, NothingToUndoError, UnknownVersionError
from xltools.operations.undo.undoing import Undone, UndoOrder, undo, versions
from xltools.operations.undo.undone_versions import undone_version
from xltools.operations.workspace import Workspace
from xltools.rules.taking_back import Hindrance
from xltools.workbook.patching import patch

SECOND = {**ROW, "问题描述": "洗衣机脱水时剧烈晃动", "联系方式": "123"}
THIRD = {**ROW, "问题描述": "冰箱冷藏室结冰很厚"}
SHEET = "反馈登记"


def minutes(count: int) -> datetime:
    return NOW + timedelta(minutes=count)


def taken_back(path: Path, version: str = "", at: int = 30) -> Undone:
    return undo(path, minutes(at), UndoOrder(version, hold_seconds=0))


def column(head: str) -> int:
    return heads_of(NAME, "cases").index(head) + 1


def typed(path: Path, *cells: tuple[int, str, object]) -> None:
    """What somebody types, by row and head."""
    edits = [CellEdit(SHEET, row, column(head), value) for row, head, value in cells]  # type: ignore[arg-type]
    path.write_bytes(patch(path.read_bytes(), edits))


def cells_of_the_case(path: Path) -> dict[str, object]:
    return {head: cell(path, head) for head in heads_of(NAME, "cases")}


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_very_bytes_where_nobody_saved_since(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, SECOND])
    before = path.read_bytes()
    pass_over(path)
    after = path.read_bytes()
    undone = taken_back(path)
    assert (undone.exactly, undone.written, undone.kept) == (True, True, ())
    assert path.read_bytes() == before
    assert undone_version(Workspace(tmp_path), path.name) == sha256(path) == undone.sha256
    kept = [each.read_bytes() for each in (tmp_path / ".xltools" / "backups" / path.name).iterdir()]
    assert after in kept
    lines = [json.loads(line) for line in journal_path(Workspace(tmp_path)).read_bytes().splitlines()]
    assert [("intent" in line, line.get("kind")) for line in lines[-3:]] == [
        (True, None),
        (False, None),
        (False, "undone"),
    ]
    assert lines[-3]["cause"] == "undo"
    assert prove(journal_path(Workspace(tmp_path))).fault is None


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    undone = undo(path, NOW, UndoOrder(dry_run=True))
    assert (undone.exactly, undone.written) == (True, False)
    assert "202405-001" in [edit.old for edit in undone.edits]
    assert {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()} == before


def test_the_next_pass_gives_the_same_numbers_and_stamps(tmp_path: Path) -> None:  # FR-3
    path = register(tmp_path, [ROW, SECOND])
    pass_over(path)
    taken_back(path)
    assert cell(path, "反馈编号") is None
    pass_over(path, minutes(60))
    assert [cell(path, "反馈编号", row) for row in (5, 6)] == ["202405-001", "202405-002"]
    assert cell(path, "登记时间") == NOW


def test_what_people_typed_since_stays(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, SECOND])
    pass_over(path)
    typed(path, (5, "客户名称/单位", "别的公司"), (6, "校验提示", "人写的"), (7, "问题描述", "新的一行"))
    undone = taken_back(path)
    assert (undone.exactly, undone.written) == (False, True)
    assert [(each.cell.head, each.cell.row, each.why) for each in undone.kept] == [("校验提示", 6, Hindrance.CHANGED)]
    assert (cell(path, "反馈编号"), cell(path, "登记时间", 6)) == (None, None)
    stays = [cell(path, "客户名称/单位"), cell(path, "校验提示", 6), cell(path, "问题描述", 7)]
    assert stays == ["别的公司", "人写的", "新的一行"]


def test_rows_that_were_sorted_and_deleted_are_found_by_number(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW, SECOND, THIRD])
    pass_over(path)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    rows = {row: [each.value for each in sheet[row]] for row in (5, 6, 7)}
    for row, values in ((5, rows[7]), (6, rows[5]), (7, [None] * len(rows[5]))):  # the second case is deleted
        for place, value in enumerate(values, start=1):
            sheet.cell(row, place).value = value
    sheet.cell(6, column("备注"), "人写的")
    book.save(path)
    typed_cells = [cell(path, head, row) for row in (5, 6) for head in ("问题描述", "客户名称/单位")]
    undone = taken_back(path)
    assert {each.why for each in undone.kept} == {Hindrance.ROW_GONE}
    assert {each.cell.case for each in undone.kept} == {"202405-002"}
    tool = ("反馈编号", "登记时间", "校验提示")
    assert [cell(path, head, row) for row in (5, 6) for head in tool] == [None] * 6
    assert [cell(path, head, row) for row in (5, 6) for head in ("问题描述", "客户名称/单位")] == typed_cells
    assert cell(path, "备注", 6) == "人写的"
    pass_over(path, minutes(60))
    assert [cell(path, "反馈编号", row) for row in (5, 6)] == ["202405-003", "202405-001"]


def test_undo_twice_goes_further_back_and_a_chosen_version_forward_again(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    stood = [path.read_bytes()]
    pass_over(path)
    stood.append(path.read_bytes())
    pass_over(path, NOW + timedelta(days=20))  # everything is overdue by now
    stood.append(path.read_bytes())
    assert len(set(stood)) == 3
    for count, expected in ((1, stood[1]), (2, stood[0])):
        assert taken_back(path, at=30 * count).exactly
        assert path.read_bytes() == expected
    with pytest.raises(NothingToUndoError):
        taken_back(path)
    last = hashlib.sha256(stood[2]).hexdigest()
    assert taken_back(path, last[:12], 90).exactly
    assert path.read_bytes() == stood[2]


@pytest.mark.parametrize("typed_before", [False, True])
@pytest.mark.parametrize("settled", [False, True])
def test_an_undo_that_was_interrupted_is_finished_and_not_done_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed_before: bool, settled: bool
) -> None:
    path = register(tmp_path, [ROW])
    stood = [path.read_bytes()]
    pass_over(path)
    stood.append(path.read_bytes())
    pass_over(path, NOW + timedelta(days=20))
    if typed_before:
        typed(path, (5, "备注", "人写的"))

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "done", killed)
        with pytest.raises(KeyboardInterrupt):
            taken_back(path)
    if settled:
        workspace = Workspace(tmp_path)
        Journal(workspace).settle(lambda _: sha256(path), minutes(31))
    before = path.read_bytes()
    assert undo(path, NOW, UndoOrder(dry_run=True)).finished
    again = taken_back(path)
    assert (again.finished, again.written, again.edits, again.kept) == (True, False, (), ())
    assert path.read_bytes() == before
    assert again.exactly == (before == stood[1]) == (not typed_before)
    further = taken_back(path)
    assert (further.finished, further.written) == (False, True)
    assert cell(path, "反馈编号") is None


def test_an_undo_that_somebody_saved_over_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    first = cells_of_the_case(path)
    pass_over(path, NOW + timedelta(days=20))

    def saved_meanwhile(*_: object, **__: object) -> None:
        typed(path, (5, "备注", "人写的"))
        raise ChangedSinceReadError(path)

    with monkeypatch.context() as patched:
        patched.setattr(module, "replace_workbook", saved_meanwhile)
        with pytest.raises(ChangedSinceReadError):
            taken_back(path)
    again = taken_back(path)
    assert (again.finished, again.written, again.kept) == (False, True, [])
    assert cells_of_the_case(path) == first | {"备注": "人写的"}


def test_a_version_is_chosen_by_its_moment(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    before = path.read_bytes()
    pass_over(path)
    pass_over(path, NOW + timedelta(days=20))
    assert [(version.at, kept) for version, kept in versions(path)] == [(NOW, True), (NOW + timedelta(days=20), True)]
    assert taken_back(path, "2024-05-10T14:00").exactly
    assert path.read_bytes() == before
    for wrong in ("2024-05-10T15:00", "ffffffff", "zzz"):
        with pytest.raises(UnknownVersionError):
            taken_back(path, wrong)


def test_several_passes_are_taken_back_around_what_was_typed_between_them(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    typed(path, (5, "备注", "第一次"))
    pass_over(path, NOW + timedelta(days=20))
    undone = taken_back(path, "2024-05-10T14:00")
    assert (undone.exactly, undone.kept, len(undone.passes)) == (False, [], 2)
    assert [cell(path, head) for head in ("反馈编号", "登记时间", "备注")] == [None, None, "第一次"]


def test_an_import_s_rows_become_empty_cells(tmp_path: Path) -> None:  # FA-1
    path = register(tmp_path, [ROW])
    pass_over(path)
    before = path.read_bytes()
    heads = ("反馈编号", "客户名称/单位", "联系方式", "反馈日期")
    values = ("202405-002", "某网店客户", "13900001111", datetime(2024, 5, 9, 8, 0))
    edits = [CellEdit(SHEET, 6, column(head), value, None, head) for head, value in zip(heads, values, strict=True)]
    path.write_bytes(patch(before, edits))
    Journal(Workspace(tmp_path)).intend(
        PassRecord(
            path.name, Cause.IMPORT, minutes(5), hashlib.sha256(before).hexdigest(), sha256(path), edits, by="导入"
        )
    )
    typed(path, (6, "联系方式", "13900002222"), (5, "备注", "人写的"))
    undone = taken_back(path)
    assert [(each.cell.head, each.why) for each in undone.kept] == [("联系方式", Hindrance.CHANGED)]
    assert [cell(path, head, 6) for head in heads] == [None, None, "13900002222", None]
    assert (cell(path, "反馈编号"), cell(path, "备注")) == ("202405-001", "人写的")


def test_a_pass_that_was_interrupted_before_it_wrote_is_none(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    before = path.read_bytes()
    pass_over(path)
    Journal(Workspace(tmp_path)).intend(PassRecord(path.name, Cause.SAVED, minutes(5), sha256(path), "never", []))
    assert taken_back(path).exactly
    assert path.read_bytes() == before


def test_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    pass_over(path)
    before = path.read_bytes()
    path.with_name(f".~lock.{path.name}#").write_text("Li Na,lina,pc,10.05.2024 14:00,file:///x;", encoding="utf-8")
    with pytest.raises(WorkbookBusyError):
        taken_back(path)
    assert path.read_bytes() == before
    assert undone_version(Workspace(tmp_path), path.name) is None


@pytest.mark.parametrize("damage", [lambda copy: copy.unlink(), lambda copy: copy.write_bytes(b"PK")])
def test_a_copy_that_is_gone_or_damaged_is_told(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = register(tmp_path, [ROW])
    pass_over(path)
    (copy,) = (tmp_path / ".xltools" / "backups" / path.name).iterdir()
    damage(copy)
    before = path.read_bytes()
    with pytest.raises(BackupLostError):
        taken_back(path)
    assert path.read_bytes() == before


def test_nothing_was_written_yet(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    assert versions(path) == []
    with pytest.raises(NothingToUndoError):
        taken_back(path)


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_a_teams_own_workbook_again_has_nothing_left_to_undo(tmp_path: Path, dry_run: bool) -> None:
    """Not that it is no register, which is what the undo was for."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(TRACKERS["title_band"]())
    with pytest.raises(NotARegisterError):
        undo(path, NOW)
    adopt(path, NOW, AdoptOrder(apply=True, hold_seconds=0))
    for _ in range(2):
        undo(path, NOW, UndoOrder(hold_seconds=0))
    with pytest.raises(NothingToUndoError):
        undo(path, NOW, UndoOrder(dry_run=dry_run, hold_seconds=0))


def test_neither_has_one_whose_last_undo_was_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(TRACKERS["title_band"]())
    before = path.read_bytes()
    adopt(path, NOW, AdoptOrder(apply=True, hold_seconds=0))
    undo(path, NOW, UndoOrder(hold_seconds=0))
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "done", killed)
        with pytest.raises(KeyboardInterrupt):
            undo(path, NOW, UndoOrder(hold_seconds=0))
    assert path.read_bytes() == before
    with pytest.raises(NothingToUndoError):
        undo(path, NOW, UndoOrder(hold_seconds=0))


def test_a_kill_in_the_middle_is_settled_by_the_next_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path, [ROW])
    before = path.read_bytes()
    pass_over(path)

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(module, "replace_workbook", killed)
        with pytest.raises(KeyboardInterrupt):
            taken_back(path)
    assert taken_back(path).exactly
    assert path.read_bytes() == before
