"""Rows that are high enough for what the tool writes into them."""

import io

import openpyxl
import pytest

from tests.registers import GOOD, heads_of, read, small_definition, workbook
from tests.workbook.small_packages import workbook as one_sheet
from xltools.model.cell_edit import CellEdit
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.row_heights import least_heights

REMARK = heads_of("small_register", "cases").index("校验提示") + 1


def heights_of(package: bytes, sheet: str) -> dict[int, float | None]:
    rows = openpyxl.load_workbook(io.BytesIO(package))[sheet].row_dimensions
    return {number: row.height for number, row in rows.items()}


def test_only_texts_of_several_lines_ask_for_height() -> None:
    fields = read(workbook([GOOD])).fields_by_place()
    edits = [
        CellEdit("登记", 5, REMARK, "一行"),
        CellEdit("登记", 6, REMARK, "一行\n两行\n三行"),
        CellEdit("登记", 7, REMARK, "长" * 100),
        CellEdit("登记", 8, 1, "长" * 100),
        CellEdit("登记", 9, REMARK, None),
    ]
    heights = least_heights(edits, fields)
    assert set(heights) == {("登记", 6), ("登记", 7)}
    assert heights["登记", 7] > heights["登记", 6] > 18


def test_a_row_grows_for_its_remark_and_never_shrinks() -> None:
    package = workbook([GOOD])
    grown = patch_package(open_package(package), [CellEdit("登记", 5, REMARK, "x\ny\nz")], {("登记", 5): 52.5})
    assert heights_of(grown, "登记")[5] == 52.5
    again = patch_package(open_package(grown), [CellEdit("登记", 5, REMARK, "x\ny")], {("登记", 5): 30.0})
    assert heights_of(again, "登记")[5] == 52.5
    assert small_definition().register_sheet.by_name["check_remark"].header == "校验提示"


@pytest.mark.parametrize(
    ("row", "height"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', 40.0),
        ('<row r="1" ht="15"><c r="A1"><v>1</v></c></row>', 40.0),
        ('<row r="1" ht="60"><c r="A1"><v>1</v></c></row>', 60.0),
        ('<row r="1" ht="12" customHeight="1"><c r="A1"><v>1</v></c></row>', 12.0),
        ('<row r="1"/>', 40.0),
        ("<row><c><v>1</v></c></row>", 40.0),
    ],
)
@pytest.mark.parametrize("column", [1, 3])
def test_a_height_that_somebody_set_stays(row: str, height: float, column: int) -> None:
    package = one_sheet(row)
    patched = patch_package(open_package(package), [CellEdit("S", 1, column, "x")], {("S", 1): 40.0})
    assert heights_of(patched, "S")[1] == height


def test_a_replacement_before_an_insertion_and_wider_spans() -> None:
    package = one_sheet('<row r="1" spans="1:2"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    edits = [CellEdit("S", 1, 1, "x"), CellEdit("S", 1, 5, "y")]
    sheet = openpyxl.load_workbook(io.BytesIO(patch_package(open_package(package), edits)))["S"]
    assert [cell.value for cell in sheet[1]] == ["x", 2, None, None, "y"]
