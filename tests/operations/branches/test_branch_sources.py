"""Which registers are named, and what each branch is called."""

import os
from pathlib import Path

import fsspec
import pytest

from tests.operations.branches.branch_world import branch, branch_settings_of, register_bytes
from xltools.operations.branches.branch_sources import BranchSource, branch_sources
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
    assert [each.place for each in sources if each.place.startswith("memory")] == ["memory://branches/华南.xlsx"]
    assert all(each.hint and each.changed_at for each in sources)


@pytest.mark.parametrize("names", ["", "folder", "file"])
def test_no_two_branches_are_called_alike(tmp_path: Path, names: str) -> None:
    for place in ("a/x/1.xlsx", "b/x/1.xlsx", "a/x/2.xlsx"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(b"")
    called = [each.name for each in found(tmp_path, "**/*.xlsx", names=names)]
    assert len(set(called)) == len(called)


def test_the_folder_itself_may_be_called_like_a_pattern(tmp_path: Path) -> None:
    path = branch(tmp_path / "总部 [1]*", "华东")
    assert [each.place for each in found(tmp_path / "总部 [1]*", "分部/*/*.xlsx")] == [str(path.resolve())]


@pytest.mark.parametrize("pattern", ["分部/**/*.xlsx", "分部", "file://{}/分部", "file://{}/分部/**/*.xlsx"])
def test_what_lies_in_archives_and_backups_is_no_branch(tmp_path: Path, pattern: str) -> None:
    branch(tmp_path, "华东")
    for hidden in ("华东/归档/2025", "华东/.xltools/backups", "华东/报告/2025"):
        branch(tmp_path, hidden)
    assert [each.name for each in found(tmp_path, pattern.format(tmp_path.as_posix()))] == ["台账"]


def test_what_finds_nothing_is_called_as_it_was_named(tmp_path: Path) -> None:
    named = ("no/*/*.xlsx", "memory://nowhere/*.xlsx", "nofolder")
    assert {each.name for each in found(tmp_path, *named)} == set(named)


def test_a_store_that_cannot_be_listed_for_a_moment_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store, failures, pauses = fsspec.filesystem("memory"), [2], list[float]()
    listed = type(store).glob

    def sometimes(*asked: object, **options: object) -> object:
        if failures[0]:
            failures[0] -= 1
            raise ConnectionResetError("reset by peer")
        return listed(*asked, **options)

    monkeypatch.setattr(type(store), "glob", sometimes)
    store.pipe("/branches/华南.xlsx", register_bytes())
    try:
        settings = branch_settings_of("memory://branches/*.xlsx", retries=2, pause_seconds=1)
        (source,) = branch_sources(Path(), settings, pauses.append)
        assert (source.trouble, pauses) == (None, [1, 2])
        failures[0] = 9
        (gap,) = branch_sources(Path(), settings, pauses.append)
        assert (gap.trouble, gap.name) == (Trouble.UNREACHABLE, "memory://branches/*.xlsx")
        assert gap.sentence
    finally:
        store.rm("/branches", recursive=True)


@pytest.mark.skipif(os.name == "nt", reason="a name of bytes that are no text")
def test_a_file_whose_name_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.xlsx")).write_bytes(b"")
    (gap,) = found(tmp_path, "*.xlsx")
    assert gap.trouble is Trouble.MISNAMED
    gap.place.encode()
