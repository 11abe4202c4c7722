"""Where the archive lies is said in xltools.toml, and never among the registers. (FR-14)"""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.operations.archiving.archive_settings import ArchiveSettings, archive_root, archive_settings
from xltools.operations.workspace import Workspace


def settings(folder: Path, text: str) -> ArchiveSettings:
    (folder / "xltools.toml").write_text(text, encoding="utf-8")
    return archive_settings(Workspace(folder))


def test_without_a_word_it_lies_beside_the_registers(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert archive_settings(workspace) == ArchiveSettings(automatic=True, pdf=True)
    assert archive_root(workspace, archive_settings(workspace)) == tmp_path / "归档"


def test_a_team_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "工单").mkdir()
    said = settings(tmp_path / "工单", "[archive]\nfolder = '../档案'\nautomatic = false\npdf = false\n")
    assert (said.automatic, said.pdf) == (False, False)
    assert archive_root(Workspace(tmp_path / "工单"), said) == tmp_path / "档案"


@pytest.mark.parametrize("folder", ["归档", "./归档", "归档/旧", "归档/", "归档 "])
def test_inside_it_is_called_so(tmp_path: Path, folder: str) -> None:
    assert archive_root(Workspace(tmp_path), ArchiveSettings(folder=folder)).is_relative_to(tmp_path)


@pytest.mark.parametrize(
    "folder",
    [
        "档案",
        "",
        ".",
        "..",
        "a/归档",
        "a\x00b",
        "收件",
        "报告/归档",
        "表单",
        ".xltools",
        ".xltools/归档",
        ".git",
        "附件",
    ],
)
def test_it_never_lies_among_the_registers_or_where_something_else_is_kept(tmp_path: Path, folder: str) -> None:
    with pytest.raises(DefinitionError, match="folder"):
        archive_root(Workspace(tmp_path), ArchiveSettings(folder=folder))


def test_an_unknown_key_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"archive\.folders"):
        settings(tmp_path, "[archive]\nfolders = 'x'\n")
