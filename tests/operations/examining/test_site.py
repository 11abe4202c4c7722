"""What there is to be examined in a folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, register, site


def test_workspaces_are_those_of_all_workbooks(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    (tmp_path / "分部" / ".xltools").mkdir(parents=True)
    register(tmp_path / "分部")
    register(tmp_path / "其他")
    here = site(tmp_path)
    assert [each.root for each in here.workspaces] == [here.folder, here.folder / "分部"]
    assert here.folders == sorted([here.folder, here.folder / "其他", here.folder / "分部"])
    assert [here.shown(path) for path in here.workbooks] == [str(Path("其他/台账.xlsx")), str(Path("分部/台账.xlsx"))]


def test_a_folder_within_a_workspace_belongs_to_it(tmp_path: Path) -> None:
    (tmp_path / ".xltools").mkdir()
    (tmp_path / "分部").mkdir()
    assert site(tmp_path / "分部").workspaces[0].root == tmp_path.resolve()


def test_time_is_the_workspaces_own(tmp_path: Path) -> None:
    assert site(tmp_path, datetime(2024, 5, 10, 6, 0, tzinfo=UTC)).local == datetime(2024, 5, 10, 14, 0)
    (tmp_path / "xltools.toml").write_text('time_zone = "Europe/Berlin"\n', encoding="utf-8")
    assert site(tmp_path, NOW).local == datetime(2024, 5, 10, 8, 0)
    naive = site(tmp_path, datetime(2024, 5, 10, 8, 0))
    assert naive.instant - NOW == timedelta(0)


def test_languages_are_those_of_the_folder_and_its_registers(tmp_path: Path) -> None:
    (tmp_path / "xltools.toml").write_text('language = "en"\n', encoding="utf-8")
    register(tmp_path)
    assert site(tmp_path).languages == ["en", "zh-CN"]
    (tmp_path / "xltools.toml").write_text("language = ", encoding="utf-8")
    assert site(tmp_path).languages == ["zh-CN"]  # what is wrong with the file is told elsewhere


def test_links_that_lead_nowhere_are_no_trouble(tmp_path: Path) -> None:
    try:
        (tmp_path / "圈.xlsx").symlink_to(tmp_path / "圈.xlsx")
        (tmp_path / "无.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    except OSError:
        pytest.skip("no links may be made here")
    here = site(tmp_path)
    assert len(here.workspaces) == 1
    assert (len(here.usable), len(here.unusable)) == (0, 2)


def test_a_broken_workbook_counts_as_a_register_that_cannot_be_used(tmp_path: Path) -> None:
    register(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    here = site(tmp_path)
    assert (len(here.usable), len(here.unusable)) == (1, 1)
