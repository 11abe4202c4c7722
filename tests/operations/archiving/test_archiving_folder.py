"""Closed cases go into the archive, their rows say so, and a second run finds nothing to do. (FR-14, ST-12)"""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.case_reports.closed_cases import NOW, OPEN, case, register_of
from tests.registers import heads_of
from xltools.errors import EXIT_BUSY, XltoolsError
from xltools.model.cell_edit import CellEdit
from xltools.operations.archive_reading.index_file import IndexPlacing
from xltools.operations.archiving import archiving_folder, archiving_register, version_writing
from xltools.operations.archiving.archiving_folder import ArchiveRun, archive_folder
from xltools.operations.archiving.attachment_copying import UncopiedError
from xltools.operations.archiving.catalogue import LOCK_NAME
from xltools.operations.case_reports.case_register import read_case_register
from xltools.operations.files.one_at_a_time import one_at_a_time
from xltools.operations.journaling.journal import NoteKind, journal_path
from xltools.operations.passes.pass_order import Cause
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import undo
from xltools.operations.workspace import Workspace
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.patching import patch

HEADS = heads_of("feedback_report", "cases")
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    from xltools.operations.files import replacing

    monkeypatch.setattr(replacing.time, "sleep", lambda _: None)


def refreshed(folder: Path, *cases: dict[str, str], name: str = "台账.xlsx") -> Path:
    """A register that the tool has numbered; the state follows from what is typed."""
    untold = [{head: text for head, text in row.items() if head not in ("反馈编号", "状态")} for row in cases]
    path = register_of(folder, *untold, name=name, log="| 反馈编号 |\n")
    refresh(path, NOW)
    return path


def archived(folder: Path, now: datetime = NOW, **order: object) -> ArchiveRun:
    return archive_folder(folder, now, pdf=False, **order)  # type: ignore[arg-type]


def typed(path: Path, row: int, **cells: str) -> None:
    edits = [
        CellEdit("反馈登记", FIRST_DATA_ROW + row - 1, HEADS.index(head) + 1, text) for head, text in cells.items()
    ]
    path.write_bytes(patch(path.read_bytes(), edits))


def marks(path: Path, number: str = "202405-001") -> tuple[object, object]:
    case_file = read_case_register(path, NOW).files.of(number)
    return case_file.values["archived_at"], case_file.values["archive_location"]


def test_a_closed_case_is_archived_and_its_row_says_where(tmp_path: Path) -> None:
    path = refreshed(tmp_path, case("1"), case("2", "别的公司", **OPEN))
    run = archived(tmp_path)
    assert [(made.number, made.version, made.folder) for made in run.made] == [
        ("202405-001", 1, "2024/某科技有限公司/202405-001")
    ]
    assert marks(path) == (NOW, "归档/2024/某科技有限公司/202405-001")
    assert marks(path, "202405-002") == (None, None)
    assert {"售后服务反馈及处理结果报告.xlsx", "个案资料.xlsx", "清单.json"} <= {
        file.name for file in (tmp_path / "归档" / run.made[0].folder).iterdir()
    }
    assert run.index is not None
    assert run.index.placing is IndexPlacing.WRITTEN


def test_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    path = refreshed(tmp_path, case("1"))
    archived(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    run = archived(tmp_path, LATER)
    assert (run.made, run.kept, run.skipped, run.gaps) == ((), 1, (), ())
    after = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert after[path] == before[path]
    assert {file for file in after if after[file] != before.get(file)} <= {tmp_path / "归档" / ".xltools.lock"}


def test_what_changed_after_archiving_makes_a_version_beside_the_old(tmp_path: Path) -> None:
    path = refreshed(tmp_path, case("1"))
    first = archived(tmp_path).made[0]
    typed(path, 1, 备注="客户又来电致谢")
    second = archived(tmp_path, LATER).made[0]
    assert (second.number, second.version) == (first.number, 2)
    assert {first.folder, second.folder} == {
        f"2024/某科技有限公司/{file.name}" for file in (tmp_path / "归档/2024/某科技有限公司").iterdir()
    }
    assert marks(path) == (LATER, f"归档/{second.folder}")


def test_a_case_that_is_open_again_keeps_its_mark_and_gets_another_once_closed(tmp_path: Path) -> None:  # FR-11
    path = refreshed(tmp_path, case("1"))
    archived(tmp_path)
    typed(path, 1, 客户满意度="不满意", 客户评价="锁还是打不开")
    refresh(path, LATER)
    assert archived(tmp_path, LATER).made == ()
    assert marks(path)[0] == NOW


def test_a_cleared_mark_is_put_back_without_another_copy(tmp_path: Path) -> None:
    path = refreshed(tmp_path, case("1"))
    archived(tmp_path)
    for file in (tmp_path / ".xltools").glob("memory-*"):
        file.unlink()
    typed(path, 1, 归档位置="")
    assert archived(tmp_path, LATER).made == ()
    assert marks(path) == (NOW, "归档/2024/某科技有限公司/202405-001")


def test_a_run_that_ended_before_the_rows_were_marked_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = refreshed(tmp_path, case("1"))

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(archiving_folder, "refresh", dies)
        with pytest.raises(KeyboardInterrupt):
            archived(tmp_path)
    assert marks(path) == (None, None)
    run = archived(tmp_path, LATER)
    assert (run.made, run.kept) == ((), 1)
    assert marks(path) == (NOW, "归档/2024/某科技有限公司/202405-001")


def test_the_journal_tells_what_was_archived_and_what_the_catalogue_says(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"))
    archived(tmp_path)
    lines = [json.loads(line) for line in journal_path(Workspace(tmp_path)).read_bytes().splitlines()]
    notes = [line for line in lines if line.get("kind") == NoteKind.ARCHIVED]
    assert [note.get("cases") for note in notes] == [["202405-001"], None]
    assert notes[1]["lines"] == 1


def test_a_dry_run_plans_and_writes_nothing(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"))
    run = archived(tmp_path, dry_run=True)
    assert [made.number for made in run.made] == ["202405-001"]
    assert not (tmp_path / "归档").exists()


def test_no_more_than_asked_for_and_the_rest_the_next_time(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"), case("2", "乙公司"), case("3", "丙公司"))
    first = archived(tmp_path, limit=2)
    assert (len(first.made), first.left) == (2, 1)
    second = archived(tmp_path, limit=2)
    assert (len(second.made), second.left, second.kept) == (1, 0, 2)


def test_a_broken_register_keeps_no_other_one_from_being_archived(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"))
    (tmp_path / "坏.xlsx").write_bytes(b"nonsense")
    run = archived(tmp_path)
    assert (len(run.made), [gap.path.name for gap in run.gaps]) == (1, ["坏.xlsx"])


def test_a_register_with_a_memory_of_its_own_is_left_to_its_folder(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    (tmp_path / "分公司" / ".xltools").mkdir(parents=True)
    refreshed(tmp_path / "分公司", case("1"))
    run = archived(tmp_path)
    assert (run.made, [skipped.register for skipped in run.skipped]) == ((), ["台账.xlsx"])


def test_an_archive_elsewhere(tmp_path: Path) -> None:
    work, archive = tmp_path / "台账", tmp_path / "档案"
    work.mkdir()
    path = refreshed(work, case("1"))
    (work / "xltools.toml").write_text(f"[archive]\nfolder = {json.dumps(str(archive))}\npdf = false\n", "utf-8")
    assert archived(work).root == archive
    assert marks(path)[1] is not None
    assert (archive / "2024/某科技有限公司/202405-001/清单.json").exists()


def test_an_archive_that_would_be_looked_into_for_registers_is_refused(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"))
    (tmp_path / "xltools.toml").write_text('[archive]\nfolder = "档案"\n', "utf-8")
    with pytest.raises(XltoolsError):
        archived(tmp_path)


def pictured(folder: Path, *pictures: str) -> Path:
    """A register with a closed case that names pictures."""
    path = refreshed(folder, case("1"))
    typed(path, 1, 附件索引="；".join(pictures))
    refresh(path, NOW)
    (folder / "附件").mkdir(exist_ok=True)
    for name in pictures:
        (folder / "附件" / name).write_bytes(name.encode())
    return path


def test_attachments_that_are_away_move_no_mark_and_are_told(tmp_path: Path) -> None:
    path = pictured(tmp_path, "a.png")
    archived(tmp_path)
    (tmp_path / "附件").rename(tmp_path / "附件_away")
    run = archived(tmp_path, LATER)
    assert (run.made, run.kept, len(run.warnings)) == ((), 1, 1)
    assert marks(path)[0] == NOW


def test_a_register_that_is_open_all_day_is_known_by_the_memory(tmp_path: Path) -> None:  # FR-14
    path = refreshed(tmp_path, case("1"))
    lock = tmp_path / ".~lock.台账.xlsx#"
    lock.write_text(",li,host,22.11.2026 12:00,file:///x;")
    first = archived(tmp_path)
    assert (first.waiting, first.again) == (("台账.xlsx",), (path,))
    typed(path, 1, **{"客户名称/单位": "改了名的公司"})
    (second,) = archived(tmp_path, LATER).made
    assert second.folder == f"{first.made[0].folder} 第2版"


def test_what_was_not_looked_at_is_left_over(tmp_path: Path) -> None:
    paths = [refreshed(tmp_path, case("1", f"{name}公司"), name=f"台账{name}.xlsx") for name in "甲乙丙"]
    answers = iter([True, True, False])  # the first register, its batch, then no more
    run = archived(tmp_path, registers=paths, between=lambda: next(answers))
    assert ([made.register for made in run.made], run.left_over) == (["台账甲.xlsx"], tuple(paths[1:]))


def test_only_the_register_of_which_cases_are_left_is_left_over(tmp_path: Path) -> None:
    paths = [refreshed(tmp_path, case("1", f"{name}公司"), name=f"台账{name}.xlsx") for name in "甲乙"]
    assert archived(tmp_path, registers=paths, limit=1).left_over == (paths[1],)


def test_what_could_not_be_copied_is_worth_another_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pictured(tmp_path, "a.png")

    def held(*_: object) -> None:
        raise UncopiedError("a.png is held by a scanner.")

    with monkeypatch.context() as scanned:
        scanned.setattr(version_writing, "copy_file", held)
        run = archived(tmp_path)
    assert ([each.number for each in run.skipped], run.again, run.left_over) == (["202405-001"], (path,), ())
    assert archived(tmp_path, LATER).again == ()


def test_a_mark_that_somebody_undid_is_written_again_only_by_his_word(tmp_path: Path) -> None:
    path = refreshed(tmp_path, case("1"))
    archived(tmp_path)
    undo(path, LATER)
    assert archived(tmp_path, LATER, cause=Cause.CLOCK).kept == 1
    assert marks(path) == (None, None)
    archived(tmp_path, LATER)
    assert marks(path)[0] == NOW


def test_a_dry_run_tells_what_it_would_take_over(tmp_path: Path) -> None:
    refreshed(tmp_path, case("1"))
    archived(tmp_path)
    for name in ("归档目录.jsonl", "归档目录.head"):
        (tmp_path / "归档" / name).unlink()
    run = archived(tmp_path, dry_run=True)
    assert (run.made, [each.number for each in run.adopted]) == ((), ["202405-001"])


@pytest.mark.parametrize("dry_run", [True, False])
def test_lines_of_the_catalogue_that_cannot_be_read_are_told(tmp_path: Path, dry_run: bool) -> None:
    refreshed(tmp_path, case("1"))
    archived(tmp_path)
    path = tmp_path / "归档" / "归档目录.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":1e999'))
    assert archived(tmp_path, LATER, dry_run=dry_run).damaged == (1,)


def test_another_run_at_work_is_a_gap_that_says_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archiving_register, "_WAIT_SECONDS", 0)
    refreshed(tmp_path, case("1"))
    (tmp_path / "归档").mkdir()
    with one_at_a_time(tmp_path / "归档" / LOCK_NAME, 0, tmp_path, "a test"):
        (gap,) = archived(tmp_path).gaps
    assert gap.error.exit_code == EXIT_BUSY


def test_the_archive_speaks_the_workspaces_language_and_its_copies_the_registers(tmp_path: Path) -> None:  # issue 7
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    path = refreshed(tmp_path, case("1"))
    run = archived(tmp_path)
    root = tmp_path / "Case archive"
    assert (run.root, marks(path)[1]) == (root, f"Case archive/{run.made[0].folder}")
    kept = {file.name for file in root.iterdir() if file.is_file() and not file.name.startswith(".")}
    assert kept == {"archive-catalogue.jsonl", "archive-catalogue.head", "Archive index.xlsx"}
    assert {"个案资料.xlsx", "清单.json"} <= {file.name for file in (root / run.made[0].folder).iterdir()}
    (tmp_path / "xltools.toml").write_text('language = "zh-CN"\n')
    again = archived(tmp_path)  # nothing of it is made anew under another name
    assert (again.root, again.made, again.kept) == (root, (), 1)
    assert {file.name for file in root.iterdir() if file.is_file() and not file.name.startswith(".")} == kept
