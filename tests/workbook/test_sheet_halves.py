"""A large sheet is read in two halves, and nobody can tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbook.small_packages import parts_of, sheet, zipped
from xltools.errors import NotAWorkbookError
from xltools.workbook import sheet_halves
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.packaging.package import open_package
from xltools.workbook.sheet_halves import halved

CELLS = ["<v>5</v>", "", "<f>A1</f><v>2</v>"]


def cells(data: str, worth: int, codec: str = "utf-8") -> SheetCells:
    text = f'<?xml version="1.0" encoding="{codec}"?>{sheet(data)}'.encode(codec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_halves, "WORTH_TWO_READERS", worth)
        return WorkbookCells(open_package(zipped(parts_of({"S": text}, shared="<si><t>一</t></si>")))).sheet("S")


def rows_xml(rows: dict[int, dict[int, str]]) -> str:
    return "".join(
        f'<row r="{row}">'
        + "".join(f'<c r="{"ABCDE"[column]}{row}">{cell}</c>' for column, cell in sorted(filled.items()))
        + "</row>"
        for row, filled in sorted(rows.items())
    )


@given(
    st.dictionaries(
        st.integers(1, 9), st.dictionaries(st.integers(0, 4), st.sampled_from(CELLS), max_size=4), max_size=8
    )
)
def test_both_halves_give_the_rows_of_the_whole(rows: dict[int, dict[int, str]]) -> None:
    data = rows_xml(rows)
    assert cells(data, 0) == cells(data, 1 << 30)


def test_halves_share_the_strings() -> None:
    data = '<row r="1"/><row r="2"><c r="A2" t="s"><v>0</v></c></row><row r="4"><c r="B4" t="s"><v>0</v></c></row>'
    assert halved_at(data) is not None
    assert cells(data, 0).rows == [["", ""], ["一", ""], ["", ""], ["", "一"]]


def test_a_sheet_in_another_encoding_stays_whole() -> None:
    data = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 5))
    assert cells(data, 0, "utf-16") == cells(data, 1 << 30, "utf-16")


def test_numbers_too_small_for_a_date_do_not_stop_a_half() -> None:
    data = '<row r="1"><c r="A1" s="1"><v>-1e300</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    assert halved_at(data) is not None
    assert cells(data, 0).rows == [[-1e300], [1.0]]


@pytest.mark.parametrize(
    "data",
    [
        "",
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- </row><row r="2"> --><row r="3"><c r="A3"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</row><row r="2">]]></t></is></c></row>',
        "<row><c r='A1'><v>1</v></c></row><row><c r='A2'><v>1</v></c></row>",
    ],
)
def test_what_is_unusual_stays_whole(data: str) -> None:
    assert halved_at(data) is None
    assert cells(data, 0) == cells(data, 1 << 30)


def halved_at(data: str) -> sheet_halves.Halves | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_halves, "WORTH_TWO_READERS", 0)
        return halved(f"<worksheet><sheetData>{data}</sheetData></worksheet>".encode())


def test_a_broken_half_is_a_broken_sheet() -> None:
    rows = [f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 5)]
    rows[3] = rows[3].replace("</c>", "</d>")
    with pytest.raises(NotAWorkbookError):
        cells("".join(rows), 0)


def test_small_sheets_are_read_by_one() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    assert halved(f"<worksheet><sheetData>{row}</sheetData></worksheet>".encode()) is None
