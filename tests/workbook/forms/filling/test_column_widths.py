from xml.etree.ElementTree import fromstring

import pytest

from xltools.errors import NotAWorkbookError
from xltools.workbook.forms.filling.column_widths import ColumnWidths

SHEET = (
    '<worksheet><sheetFormatPr defaultRowHeight="18" defaultColWidth="9.71"/>'
    '<cols><col min="2" max="3" width="20.71"/><col min="4" max="4" width="50" hidden="1"/></cols></worksheet>'
)


@pytest.mark.parametrize(("first", "last", "digits"), [(1, 1, 9.0), (2, 2, 20.0), (2, 4, 40.71), (1, 2, 29.71)])
def test_columns_are_as_wide_as_the_sheet_says(first: int, last: int, digits: float) -> None:  # §18.3.1.13
    assert ColumnWidths(fromstring(SHEET)).between(first, last) == pytest.approx(digits)


def test_a_sheet_that_says_nothing_has_the_usual_widths() -> None:
    widths = ColumnWidths(fromstring("<worksheet/>"))
    assert widths.between(1, 1) == pytest.approx(8.43 - 0.71)
    assert widths.default_height == 15.0


@pytest.mark.parametrize("column", ['min=""', 'min="2" max="x"'])
def test_columns_that_are_numbered_by_no_number_are_refused(column: str) -> None:
    with pytest.raises(NotAWorkbookError):
        ColumnWidths(fromstring(f'<worksheet><cols><col {column} width="9"/></cols></worksheet>'))
