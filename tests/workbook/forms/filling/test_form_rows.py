import pytest

from tests.workbook.small_packages import sheet
from xltools.workbook.forms.filling.form_rows import RowPattern, RowReader, row_xml
from xltools.workbook.splicing.cell_splicing import with_style
from xltools.workbook.splicing.sheet_xml import SheetXml


def row(text: str) -> RowPattern:
    (found,) = RowReader(SheetXml("S", sheet(text).encode()), []).rows()
    return found


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (
            '<row r="5" spans="1:2" s="3" ht="24" customHeight="1"><c r="A5" s="1"><v>1</v></c></row>',
            b'<row r="9" spans="1:2" s="3" ht="24" customHeight="1"><c r="A9" s="1"><v>1</v></c></row>',
        ),
        (
            "<row r='5'><c s='1'/><c t='b'><v>1</v></c></row>",
            b'<row r="9"><c r="A9" s=\'1\'/><c r="B9" t=\'b\'><v>1</v></c></row>',
        ),
        ('<row r="5" hidden="1"/>', b'<row r="9" hidden="1"/>'),
    ],
)
def test_a_row_is_written_again_further_down(text: str, again: bytes) -> None:
    assert row_xml(row(text), 9, None, b"", lambda cell: cell.rest) == again


def test_a_row_that_grew_tells_so() -> None:
    text = row_xml(row('<row r="5" ht="20" s="1"/>'), 5, 33.5, b"", lambda cell: cell.rest)
    assert text == b'<row r="5" s="1" ht="33.5" customHeight="1"/>'


def test_what_a_cell_held_is_not_among_what_it_keeps() -> None:
    (cell,) = row('<row r="5"><c r="B5" s="7" t="s" cm="1" ph="1"><v>0</v></c></row>').cells
    assert (cell.column, cell.style, cell.kept) == (2, 7, b' s="7" ph="1"')
    assert with_style(cell.kept, 9) == b' ph="1" s="9"'
