"""Closed cases leave an archive copy by themselves, without reading what nobody changed. (FR-14, ST-12)"""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.case_reports.closed_cases import NOW, case, register_of
from xltools.errors import DefinitionError
from xltools.operations.clock import keeping_archive
from xltools.operations.clock.keeping_archive import keep_archive, registers_to_archive
from xltools.operations.clock.tick_memory import TickMemory
from xltools.operations.clock.ticking import TickResult, tick
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import undo
from xltools.operations.workspace import Workspace

MEMORY = TickMemory(first_month=NOW.date(), last=NOW)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    from xltools.operations.files import replacing

    monkeypatch.setattr(replacing.time, "sleep", lambda _: None)


def register(folder: Path, customers: str = "甲", name: str = "台账.xlsx") -> Path:
    rows = [case(str(place), f"{customer}公司") for place, customer in enumerate(customers)]
    untold = [{head: text for head, text in row.items() if head not in ("反馈编号", "状态")} for row in rows]
    path = register_of(folder, *untold, name=name, log="| 反馈编号 |\n")
    (folder / "xltools.toml").write_text("[archive]\npdf = false\n", "utf-8")
    return path


def ticked(folder: Path, hours: float = 0) -> TickResult:
    return tick(folder, NOW + timedelta(hours=hours), hold_seconds=0)


def numbers(result: TickResult) -> list[str]:
    return [made.number for made in result.archived.made] if result.archived is not None else []


def test_a_tick_archives_what_is_closed_once(tmp_path: Path) -> None:
    register(tmp_path)
    assert numbers(ticked(tmp_path)) == ["202405-001"]
    assert ticked(tmp_path, 0.1).archived is None
    assert ticked(tmp_path, 1).archived is None  # nobody saved the register since
    assert len(list((tmp_path / "归档").rglob("清单.json"))) == 1


def test_it_is_looked_at_again_once_somebody_saved_it(tmp_path: Path) -> None:
    path = register(tmp_path)
    ticked(tmp_path)
    path.touch()
    later = ticked(tmp_path, 1)
    assert later.archived is not None
    assert (later.archived.made, later.archived.kept) == ((), 1)


def test_what_a_tick_leaves_over_the_next_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_archive, "_AT_MOST", 2)
    register(tmp_path, "甲乙丙")
    counts = [len(numbers(ticked(tmp_path, minutes / 60))) for minutes in (0, 1, 2)]
    assert counts == [2, 1, 0]


def test_archiving_by_itself_may_be_switched_off(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text("[archive]\nautomatic = false\n", "utf-8")
    assert ticked(tmp_path).archived is None
    assert not (tmp_path / "归档").exists()


def test_a_mistake_in_the_settings_is_said_and_stops_nothing_else(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "xltools.toml").write_text('[archive]\nautomatic = "perhaps"\n', "utf-8")
    result = ticked(tmp_path)
    assert (result.archived, len(result.troubles)) == (None, 1)
    assert [each.result is not None for each in result.attended] == [True]
    with pytest.raises(DefinitionError):
        registers_to_archive([], Workspace(tmp_path), MEMORY)


def test_only_registers_that_changed_are_looked_at(tmp_path: Path) -> None:
    one, other = register(tmp_path), register(tmp_path, "乙", "另一本.xlsx")
    workspace = Workspace(tmp_path)
    refresh(one, NOW)
    _, memory = keep_archive(tmp_path, [one], workspace, MEMORY, NOW, lambda: True, 0)
    assert registers_to_archive([one, other], workspace, memory) == [other]
    assert registers_to_archive(None, workspace, memory) == []


def test_registers_that_were_not_looked_at_are_looked_at_by_the_next_tick(tmp_path: Path) -> None:
    paths = [register(tmp_path, name, f"台账{name}.xlsx") for name in "甲乙丙"]
    for path in paths:
        refresh(path, NOW)
    workspace, answers = Workspace(tmp_path), iter([True, True, False])
    _, memory = keep_archive(tmp_path, paths, workspace, MEMORY, NOW, lambda: next(answers), 0)
    assert list(memory.archived) == ["台账甲.xlsx"]
    assert sorted(registers_to_archive(None, workspace, memory)) == sorted(paths[1:])
    run, memory = keep_archive(tmp_path, paths[1:], workspace, memory, NOW, lambda: True, 0)
    assert len(run.made) == len(paths[1:])
    assert registers_to_archive(paths, workspace, memory) == []


def test_what_could_not_be_archived_is_tried_again_at_the_next_full_hour(tmp_path: Path) -> None:
    path = register(tmp_path)
    refresh(path, NOW)
    workspace = Workspace(tmp_path)
    for name in ("甲公司", "甲公司/202405-001", "甲公司/202405-001 台账"):  # people's own folders
        (tmp_path / "归档" / "2024" / name).mkdir(parents=True)
    run, memory = keep_archive(tmp_path, [path], workspace, MEMORY, NOW, lambda: True, 0)
    assert len(run.skipped) == 1
    assert registers_to_archive(None, workspace, memory) == []
    assert registers_to_archive([path], workspace, memory) == [path]
    shutil.rmtree(tmp_path / "归档" / "2024")
    run, memory = keep_archive(tmp_path, [path], workspace, memory, NOW, lambda: True, 0)
    assert len(run.made) == 1
    assert registers_to_archive([path], workspace, memory) == []


def test_a_tick_does_not_do_again_what_somebody_undid(tmp_path: Path) -> None:
    path = register(tmp_path)
    ticked(tmp_path)
    undo(path, NOW)
    undone = path.read_bytes()
    ticked(tmp_path, 1)
    assert path.read_bytes() == undone


def test_a_register_that_is_gone_is_not_looked_for(tmp_path: Path) -> None:
    memory = MEMORY.model_copy(update={"archive_left": ("没有了.xlsx",)})
    assert registers_to_archive(None, Workspace(tmp_path), memory) == []
