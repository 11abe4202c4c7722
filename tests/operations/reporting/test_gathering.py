"""The registers of a folder, each read once per contents; a broken one leaves a gap that is named."""

from pathlib import Path

import openpyxl
import pytest

from tests.operations.passes.test_refresh import NOW, ROW, pass_over, register
from xltools.errors import VanishedError
from xltools.operations.reporting.gathering import Gathered, gather, registers_below
from xltools.operations.workspace import Workspace


def gathered(folder: Path, **options: bool) -> Gathered:
    return gather(registers_below(folder), Workspace(folder), NOW, **options)


def test_a_register_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    first = register(tmp_path, [ROW], "一.xlsx")
    register(tmp_path, [{**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}], "二.xlsx")
    assert gathered(tmp_path).read_anew == 2
    again = gathered(tmp_path)
    assert (again.read_anew, len(again.facts.cases)) == (0, 2)
    pass_over(first)
    assert gathered(tmp_path).read_anew == 1


def test_what_was_kept_and_then_damaged_is_read_again(tmp_path: Path) -> None:
    register(tmp_path, [ROW])
    gathered(tmp_path)
    for kept in tmp_path.rglob(".xltools/facts/*.json"):
        kept.write_bytes(kept.read_bytes()[:-10])
    again = gathered(tmp_path)
    assert (again.read_anew, len(again.facts.cases)) == (1, 1)


def test_nothing_is_kept_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW])
    assert len(gathered(tmp_path, keep=False).facts.cases) == 1
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_broken_register_leaves_a_gap_with_its_reason(tmp_path: Path) -> None:
    register(tmp_path, [ROW], "一.xlsx")
    (tmp_path / "二.xlsx").write_bytes(b"broken")
    openpyxl.Workbook().save(tmp_path / "预算.xlsx")  # no register: passed over
    found = gathered(tmp_path)
    assert [(gap.path.name, type(gap.error).__name__) for gap in found.gaps] == [("二.xlsx", "NotAWorkbookError")]
    assert [(source.file, bool(source.trouble)) for source in found.facts.sources] == [
        ("一.xlsx", False),
        ("二.xlsx", True),
    ]
    assert len(found.facts.cases) == 1


def test_registers_of_one_title_are_told_apart_and_found_by_name(tmp_path: Path) -> None:
    paths = {register(tmp_path, [ROW], name) for name in ("一.xlsx", "二.xlsx")}
    found = gathered(tmp_path)
    assert set(found.paths.values()) == paths
    assert set(found.facts.cases["register"]) == set(found.paths)


def test_one_register_may_be_asked_for(tmp_path: Path) -> None:
    path = register(tmp_path, [ROW], "一.xlsx")
    register(tmp_path, [ROW], "二.xlsx")
    assert registers_below(path) == [path]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        registers_below(tmp_path / "gone")
