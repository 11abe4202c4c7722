"""Sheets are spelled in many ways, and all of them can be patched (pitfalls 9 and 10)."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.workbook.small_packages import (
    MAIN,
    ROWS,
    STRICT_MAIN,
    all_values,
    parts_of,
    read_part,
    set_cell,
    sheet,
    workbook,
    zipped,
)
from xltools.model.cell_edit import CellEdit
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch

# Spellings that occur (pitfalls 9 and 10)

SPELLINGS = {
    "plain": sheet(ROWS),
    "byte order mark": b"\xef\xbb\xbf" + sheet(ROWS).encode(),
    "utf-16": ("\ufeff" + '<?xml version="1.0" encoding="UTF-16"?>' + sheet(ROWS)).encode("utf-16-le"),
    "utf-16 big endian": ("\ufeff" + sheet(ROWS)).encode("utf-16-be"),
    "single quotes": sheet(ROWS.replace('"', "'")),
    "spread out": sheet(ROWS.replace("><", ">\n  <").replace('"/>', '" />')),
    "style first": sheet(ROWS.replace('r="A1" s="2"', 's="2" r="A1"')),
    "lower case": sheet(ROWS.replace('r="A1"', 'r="a1"')),
    "no addresses": sheet(
        '<row><c s="2"><v>1</v></c><c t="b"><v>1</v></c><c s="1"><v>45000</v></c></row><row/><row/>'
        '<row><c/><c t="inlineStr"><is><t>alt</t></is></c></row>'
    ),
    "comments": sheet(
        ROWS.replace("</row>", '<!-- <c r="A1"><v>9</v></c> --></row><!-- <row r="2"> -->', 1), "<!-- <sheetData> -->"
    ),
    "cdata": sheet(ROWS.replace("alt", '<![CDATA[</t><c r="A4">]]>')),
    "instruction": sheet(ROWS.replace("<row", '<?mso <row r="3"?><row', 1)),
}
PREFIXED = (
    f'<x:worksheet xmlns:x="{MAIN}"><x:dimension ref="A1"/><x:sheetData>'
    + ROWS.replace("</", "</x:").replace("<c", "<x:c").replace("<row", "<x:row").replace("<v", "<x:v")
    + "</x:sheetData></x:worksheet>"
).replace("<is><t>", "<x:is><x:t>")


@pytest.mark.parametrize("spelling", [*SPELLINGS, "prefixed"])
@pytest.mark.parametrize(("row", "column"), [(1, 1), (1, 2), (1, 5), (2, 2), (4, 1), (4, 2), (4, 3), (7, 1)])
def test_spellings(spelling: str, row: int, column: int) -> None:
    text = PREFIXED if spelling == "prefixed" else SPELLINGS[spelling]
    data = zipped(parts_of({"S": text}))
    before = all_values(data)
    after = set_cell(data, row, column, "新")
    assert all_values(after) == before | {(row, column): "新"}
    part = open_package(after).part("xl/tabs/t1.xml")
    assert part[:2] == (text if isinstance(text, bytes) else text.encode())[:2]


@pytest.mark.parametrize("data", ["<row r='1'/>", '<row r="1" spans="1:1" />', "<row/>", "<row></row>", ""])
def test_empty_rows_and_sheets(data: str) -> None:
    after = patch(workbook(data), [CellEdit("S", 1, 1, "a"), CellEdit("S", 1, 3, "b"), CellEdit("S", 2, 1, "c")])
    assert all_values(after) == {(1, 1): "a", (1, 3): "b", (2, 1): "c"}


def test_a_self_closed_sheet() -> None:
    data = zipped(parts_of({"S": f'<worksheet xmlns="{MAIN}"><dimension ref="A1"/><sheetData/></worksheet>'}))
    after = patch(data, [CellEdit("S", 3, 2, "x"), CellEdit("S", 5, 1, 1)])
    assert all_values(after) == {(3, 2): "x", (5, 1): 1}
    assert '<dimension ref="A1:B5"/>' in read_part(after, "xl/tabs/t1.xml")


def test_strict_workbooks() -> None:
    data = zipped(parts_of({"S": sheet(ROWS, main=STRICT_MAIN)}, strict=True))
    assert CalamineWorkbook.from_filelike(io.BytesIO(set_cell(data, 4, 2, "新"))).get_sheet_by_name("S").to_python()[
        -1
    ] == ["", "新", ""]
