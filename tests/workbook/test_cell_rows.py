"""What calamine does not tell: errors, formulas, and cells that are dangerously far out."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace

import pytest
from python_calamine import CalamineSheet, CalamineWorkbook

from tests.workbook.small_packages import workbook as one_sheet
from xltools.errors import UnsafeWorkbookError
from xltools.workbook import cell_rows
from xltools.workbook.cell_rows import MAXIMUM_ROWS, SheetCells, WorkbookCells
from xltools.workbook.packaging.package import open_package


def cells(data: str) -> SheetCells:
    return WorkbookCells(open_package(one_sheet(data))).sheet("S")


def test_rows_keep_their_positions() -> None:
    assert cells('<row r="3"><c r="B3"><v>5</v></c></row>').rows == [["", ""], ["", ""], ["", 5.0]]


@pytest.mark.parametrize(
    "cell",
    ['<c r="B2" t="e"><v>#N/A</v></c>', '<c t="e" r="B2"><v>#N/A</v></c>', '<c r="B2" s="0" t="e"><v>#REF!</v></c>'],
)
def test_error_values_are_seen(cell: str) -> None:
    assert cells(f'<row r="2">{cell}</row>').errors == {(2, 2)}


@pytest.mark.parametrize(
    "formula", ["<f>1+1</f>", '<f t="shared" ref="B2:B3" si="0">1+1</f>', '<f t="shared" si="0"/>']
)
def test_formulas_are_seen(formula: str) -> None:
    sheet = cells(f'<row r="2"><c r="A2"><v>1</v></c><c r="B2">{formula}<v>2</v></c></row>')
    assert (sheet.formulas, sheet.errors) == ({(2, 2)}, frozenset())


def test_an_empty_cell_before_a_formula_is_no_formula() -> None:
    sheet = cells('<row r="2"><c r="A2" s="0"/><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" s="0"/></row>')
    assert sheet.formulas == {(2, 2)}


def test_nothing_special_is_nothing() -> None:
    sheet = cells('<row r="1"><c r="A1" t="inlineStr"><is><t>t="e" f</t></is></c></row>')
    assert (sheet.formulas, sheet.errors) == (frozenset(), frozenset())


@pytest.mark.parametrize("place", ["XFD1", "A1048576", "XFD1048576", f"A{MAXIMUM_ROWS + 1}"])
def test_far_cells_are_refused_before_they_are_read(place: str) -> None:
    row = "".join(filter(str.isdigit, place))
    with pytest.raises(UnsafeWorkbookError):
        cells(f'<row r="{row}"><c r="{place}"><v>1</v></c></row>')


def test_a_wide_but_short_sheet_is_read() -> None:
    assert len(cells('<row r="1"><c r="ZZ1"><v>1</v></c></row>').rows[0]) == 702


class Shy:
    """A workbook that tells whether anybody came in while somebody was inside; the library's refuses him."""

    def __init__(self, data: io.BytesIO) -> None:
        self._workbook = CalamineWorkbook.from_filelike(data)
        self._inside, self.met = 0, Event()

    def get_sheet_by_name(self, title: str) -> CalamineSheet:
        self._inside += 1
        if self._inside > 1:
            self.met.set()
        self.met.wait(0.3)  # for the other one, if he may come in
        self._inside -= 1
        return self._workbook.get_sheet_by_name(title)


def test_two_readers_of_a_workbook_go_in_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Shy] = []

    def open_shy(data: io.BytesIO) -> Shy:
        made.append(Shy(data))
        return made[-1]

    monkeypatch.setattr(cell_rows, "CalamineWorkbook", SimpleNamespace(from_filelike=open_shy))
    cells_of_one = WorkbookCells(open_package(one_sheet('<row r="1"><c r="A1"><v>5</v></c></row>')))
    with ThreadPoolExecutor(max_workers=2) as readers:
        read = list(readers.map(cells_of_one.sheet, ["S", "S"]))
    assert [each.rows for each in read] == [[[5.0]], [[5.0]]]
    assert not any(shy.met.is_set() for shy in made)
