"""Workbooks in formats that are not read are named where no register is found."""

from pathlib import Path

import pytest

from xltools.operations.no_register import no_register_in


@pytest.mark.parametrize("name", ["旧台账.xls", "TRACKER.XLS", "台账.et", "a.ods", "b.xlsb"])
def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / name).write_bytes(b"")
    assert name in str(no_register_in(tmp_path))


@pytest.mark.parametrize("name", ["~$旧台账.xls", ".hidden.xls", "notes.txt", "收件/评价.xls"])
def test_nothing_else_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"")
    assert name.rpartition("/")[2] not in str(no_register_in(tmp_path))


def test_of_many_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.xls").write_bytes(b"")
    said = str(no_register_in(tmp_path))
    assert ("2.xls" in said, "3.xls" in said, "6" in said) == (True, False, True)
