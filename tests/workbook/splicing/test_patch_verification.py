"""The built sheet is read, whichever way its cells are spelled, and however many there are."""

from collections.abc import Sequence

import pytest

from xltools.errors import PatchRefusedError
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.splicing.patch_verification import verify_cells
from xltools.workbook.splicing.splices import Splice, spliced

MANY = 5000  # more than are looked at together


def verify(cells: Sequence[tuple[bytes, int, int, str | float | bool | None]], body: bytes = b"") -> None:
    """Put each cell into the row that it names, and have the sheet checked; ``body`` is read in the place of it."""
    sheet = b"".join(b'<row r="%d"></row>' % row for _, row, _, _ in cells)
    places = [sheet.index(b'<row r="%d"' % row) + len(b'<row r="%d">' % row) for _, row, _, _ in cells]
    splices = [Splice(place, place, *cell) for place, cell in zip(places, cells, strict=True)]
    text, starts = spliced(sheet, splices)
    verify_cells(body or text, b"", CellXml(b"", date1904=False), splices, starts)


def numbers(count: int) -> list[tuple[bytes, int, int, float]]:
    return [(b'<c r="A%d" s="2"><v>%d</v></c>' % (row, row * 7), row, 1, row * 7.0) for row in range(1, count + 1)]


def test_many_cells_read_back() -> None:
    verify(numbers(MANY))


@pytest.mark.parametrize("row", [1, 4096, 4097, MANY])
def test_one_wrong_value_among_many_is_found(row: int) -> None:
    cells = [(new, at, column, value + (at == row)) for new, at, column, value in numbers(MANY)]
    with pytest.raises(PatchRefusedError):
        verify(cells)


@pytest.mark.parametrize(
    ("new", "value"),
    [
        (b'<c r="A2" t="inlineStr"><is><t xml:space="preserve">a&amp;b</t></is></c>', "a&b"),
        (b'<c r="A2" t="inlineStr"><is><t xml:space="preserve"></t></is></c>', ""),
        (b'<c r="A2" t="b"><v>1</v></c>', True),
        (b'<c r="A2" s="3"/>', None),
        (b"<c s='3' r='A2'><v>1e3</v></c>", 1000.0),
    ],
)
def test_every_spelling_reads_back(new: bytes, value: str | float | bool | None) -> None:
    first, _, third = numbers(3)
    verify([first, (new, 2, 1, value), third])


@pytest.mark.parametrize(
    ("new", "value"),
    [
        (b'<c r="A2" t="b"><v>1</v></c>', 1.0),
        (b'<c r="A2"><v>1</v></c>', True),
        (b'<c r="A2"/>', ""),
        (b'<c r="B2"><v>1</v></c>', 1.0),
        (b'<c r="A3"><v>1</v></c>', 1.0),
        (b'<c r="A2"><v>1</v>', 1.0),
        (b'<c r="A2"><v>1</v></c>x', 1.0),
        (b'<c r="A2"><v>1</v></c><c r="B2"><v>1</v></c>', 1.0),
        (b'<c r="A2"><v>1_0</v></c>', 10.5),
        (b'<c r="A2"><f>1</f><v>1</v></c>', 1.0),
    ],
)
def test_a_cell_that_came_out_wrong_is_found(new: bytes, value: str | float | bool | None) -> None:
    first, _, third = numbers(3)
    with pytest.raises(PatchRefusedError):
        verify([first, (new, 2, 1, value), third])


def test_a_cell_in_another_row_is_found() -> None:
    good = b'<row r="1"><c r="A1" s="2"><v>7</v></c></row>'
    verify(numbers(1), good)
    with pytest.raises(PatchRefusedError):
        verify(numbers(1), good.replace(b'<row r="1"', b'<row r="2"'))
