"""Only what nobody touched is a whole version. (ST-12)"""

import shutil
from pathlib import Path

import pytest

from tests.operations.archiving.archived_register import NOW, Forms, case, register
from xltools.operations.archiving.archiving_register import archive_register
from xltools.operations.archiving.completeness import complete_version

FOLDER = "2024/某公司/202405-001"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    archive_register(register(tmp_path, case()), tmp_path / "归档", Forms(), NOW)
    return tmp_path / "归档"


def test_it_tells_the_line_that_the_catalogue_has(root: Path) -> None:
    found = complete_version(root, FOLDER)
    assert found is not None
    assert found.folder == FOLDER
    assert found.case.number == "202405-001"


@pytest.mark.parametrize("name", ["报告.xlsx", "清单.json", "个案资料/登记.csv"])
def test_a_missing_file_is_noticed(root: Path, name: str) -> None:
    (root / FOLDER / name).unlink()
    assert complete_version(root, FOLDER) is None


def test_a_changed_byte_is_noticed(root: Path) -> None:
    path = root / FOLDER / "报告.xlsx"
    data = bytearray(path.read_bytes())
    data[3] ^= 1
    path.write_bytes(data)
    assert complete_version(root, FOLDER) is None


def test_a_file_more_is_noticed(root: Path) -> None:
    (root / FOLDER / "个案资料" / "note.txt").touch()
    assert complete_version(root, FOLDER) is None


def test_people_s_folders_are_none(root: Path) -> None:
    (root / "mine").mkdir()
    assert complete_version(root, "mine") is None
    shutil.rmtree(root / FOLDER)
    assert complete_version(root, FOLDER) is None
