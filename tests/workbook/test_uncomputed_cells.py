"""Formulas that nobody reckoned are told from empty texts, however the sheet is spelled. (FA-1)"""

import pytest

from xltools.workbook.uncomputed_cells import uncomputed_cells


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (b'<c r="B1"><f>A1</f></c>', {(1, 2)}), (b'<c r="B1"><f>A1</f><v></v></c>', {(1, 2)}),
        (b'<c r="B1" t="str"><f>A1</f><v></v></c>', set()), (b"<x:c t='str' r='B1'><x:f>A1</x:f></x:c>", set()),
    ],
)  # fmt: skip
def test_a_formula_without_a_value(cell: bytes, found: set[tuple[int, int]]) -> None:
    assert uncomputed_cells([["a", ""]], {(1, 2)}, b"<sheetData><row>" + cell + b"</row></sheetData>") == found


def test_a_formula_with_a_value_is_no_matter_and_the_sheet_is_not_looked_at() -> None:
    assert uncomputed_cells([["a", "b"]], {(1, 2)}, b"not looked at") == frozenset()
