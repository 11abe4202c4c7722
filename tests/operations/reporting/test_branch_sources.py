"""Which registers are named, and what each branch is called."""

from pathlib import Path

import fsspec
import pytest

from tests.operations.reporting.branch_world import branch, branch_settings_of, register_bytes
from xltools.operations.reporting.branch_sources import BranchSource, branch_sources
from xltools.operations.reporting.troubles import Trouble


def found(folder: Path, *patterns: str, names: str = "") -> list[BranchSource]:
    return branch_sources(folder, branch_settings_of(*patterns, names=names))


def test_branches_are_called_by_what_tells_them_apart(tmp_path: Path) -> None:
    for name in ("华东", "华南"):
        branch(tmp_path, name)
    assert [each.name for each in found(tmp_path)] == ["华东", "华南"]
    assert [each.name for each in found(tmp_path, names="file")] == ["华东/台账", "华南/台账"]
    assert [each.name for each in found(tmp_path, names="分部/(.)")] == ["华东/台账", "华南/台账"]
    assert [each.name for each in found(tmp_path, names="分部/(..)")] == ["华东", "华南"]


def test_files_of_one_folder_are_called_by_their_own_names(tmp_path: Path) -> None:
    for name in ("华东", "华南"):
        (tmp_path / f"{name}.xlsx").write_bytes(b"")
    assert [each.name for each in found(tmp_path, "*.xlsx")] == ["华东", "华南"]


def test_a_register_named_twice_counts_once(tmp_path: Path) -> None:
    path = branch(tmp_path, "华东")
    (tmp_path / "分部" / "华东" / "~$台账.xlsx").write_bytes(b"")
    (tmp_path / "分部" / "报告").mkdir()
    (tmp_path / "分部" / "报告" / "2024-05 分部汇总.xlsx").write_bytes(b"")
    sources = found(tmp_path, "分部/*/*.xlsx", "分部", str(path), "分部/**/*.xlsx")
    assert [each.place for each in sources] == [str(path.resolve())]


def test_what_is_named_and_not_there_is_a_gap(tmp_path: Path) -> None:
    sources = found(tmp_path, "gone.xlsx", "no/*/*.xlsx", "memory://nowhere/*.xlsx")
    assert [each.trouble for each in sources] == [Trouble.MISSING] * 3


def test_addresses_and_paths_stand_in_one_list(tmp_path: Path) -> None:
    path = branch(tmp_path, "华东")
    store = fsspec.filesystem("memory")
    store.pipe("/branches/华南.xlsx", register_bytes())
    store.pipe("/branches/notes.txt", b"")
    try:
        sources = found(tmp_path, "分部/*/*.xlsx", "memory://branches/*", f"file://{path.as_posix()}")
    finally:
        store.rm("/branches", recursive=True)
    assert [each.place for each in sources if each.place.startswith("memory")] == ["memory:///branches/华南.xlsx"]
    assert all(each.hint and each.changed_at for each in sources)


@pytest.mark.parametrize("names", ["", "folder", "file"])
def test_no_two_branches_are_called_alike(tmp_path: Path, names: str) -> None:
    for place in ("a/x/1.xlsx", "b/x/1.xlsx", "a/x/2.xlsx"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(b"")
    called = [each.name for each in found(tmp_path, "**/*.xlsx", names=names)]
    assert len(set(called)) == len(called)
