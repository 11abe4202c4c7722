"""What is known of one workbook after a look."""

from pathlib import Path

import pytest

from tests.operations.examining.made_up import NAME, NOW, ROW, numbered, register
from tests.registers import definition
from xltools.model.cell_edit import CellEdit
from xltools.operations.examining.register_sights import RegisterSight, Unusable, sight_of
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW
from xltools.workbook.patching import patch


def edit(path: Path, tab: str, row: int, column: int, value: str | None) -> None:
    path.write_bytes(patch(path.read_bytes(), [CellEdit(tab, row, column, value)]))


def test_a_register_tells_what_the_checks_ask_for(tmp_path: Path) -> None:
    sight = sight_of(register(tmp_path, numbered(1), numbered(2)), NOW)
    assert isinstance(sight, RegisterSight)
    assert (sight.definition.name, sight.version) == (NAME, str(definition(NAME).version))
    assert (sight.numbers, sight.cases) == (("202405-001", "202405-002"), 2)
    assert (sight.zone, sight.lacks, sight.faults) == ("Asia/Shanghai", (), ())
    assert sight.calendar is not None


@pytest.mark.parametrize("data", [b"PK", b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"a;b"])
def test_what_cannot_be_read_keeps_its_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data)
    sight = sight_of(path, NOW)
    assert isinstance(sight, Unusable)
    assert sight.is_register


def test_a_workbook_of_others_is_no_register(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "预算.xlsx") as book:
        book.add_worksheet()
    sight = sight_of(tmp_path / "预算.xlsx", NOW)
    assert isinstance(sight, Unusable)
    assert not sight.is_register


def test_one_that_is_gone_meanwhile_keeps_its_error(tmp_path: Path) -> None:
    assert isinstance(sight_of(tmp_path / "无.xlsx", NOW), Unusable)


def test_a_head_that_is_missing_is_lacking(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    sheet = definition(NAME).sheet("log")
    assert sheet is not None
    last = sheet.fields[-1]
    edit(path, sheet.title, HEAD_ROW, len(sheet.fields), "备忘")
    assert sight_of(path, NOW).lacks == (f"column {sheet.title}!{last.header}",)


def test_a_settings_cell_that_cannot_be_used_is_a_fault(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    sheet = definition(NAME).sheet("settings")
    assert sheet is not None
    place = next(number for number, row in enumerate(sheet.rows) if str(row["value"]).isdigit())
    column = [field.name for field in sheet.fields].index("value") + 1
    edit(path, sheet.title, FIRST_DATA_ROW + place, column, "很多")
    (fault,) = sight_of(path, NOW).faults
    assert fault.startswith(f"{sheet.title}!")
