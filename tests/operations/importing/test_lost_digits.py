"""Numbers that a spreadsheet program cut are known as such; long texts and short numbers are not. (FA-1)"""

import pytest

from xltools.model.cell_edit import ReadValue
from xltools.operations.importing.lost_digits import has_lost_digits


@pytest.mark.parametrize("cell", [202611000000000001.0, 1e15, -1e15, "2.02611E+17", " 2E+17 ", "2,02611e+17"])
def test_cut_numbers(cell: ReadValue) -> None:
    assert has_lost_digits(cell)


@pytest.mark.parametrize(
    "cell", [999999999999999.0, 7, "", None, True, "202611000000000001", "2E17", "E+17", "AB2.0E+17", "12.5E+17"]
)
def test_other_cells(cell: ReadValue) -> None:
    assert not has_lost_digits(cell)
