"""Edits that would break something are refused, named, and nothing is written (pitfalls 2, 4, 6, 13)."""

from datetime import UTC, date, datetime, time

import pytest

from tests.workbook.small_packages import (
    MAIN,
    ROWS,
    parts_of,
    relationships,
    set_cell,
    sheet,
    sheet_data,
    value_of,
    workbook,
    zipped,
)
from xltools.errors import EncryptedWorkbookError, NotAWorkbookError, PatchRefusedError, UnsafeWorkbookError
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.workbook.patching import patch

# Refusals: everything is named, nothing is written


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, 1, 1),
        (1, 0, 1),
        (1_048_577, 1, 1),
        (1, 16_385, 1),
        (-1, 1, 1),
        (True, 1, 1),
        (1, 1, "x" * 32_768),
        (1, 1, "😀" * 16_384),
        (1, 1, "\ud800"),
        (1, 1, float("nan")),
        (1, 1, float("inf")),
        (1, 1, 10**400),
        (1, 1, datetime(1899, 12, 31)),
        (1, 1, date(1899, 12, 31)),
        (1, 1, datetime(2024, 5, 1, tzinfo=UTC)),
        (1, 1, time(9, 0, tzinfo=UTC)),
    ],
)
def test_cells_and_values_that_cannot_be(row: int, column: int, value: CellValue) -> None:
    with pytest.raises(PatchRefusedError) as refusal:
        set_cell(workbook(ROWS), row, column, value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", ["", "s", "T", "S "])
def test_unknown_sheets(name: str) -> None:
    with pytest.raises(PatchRefusedError):
        set_cell(workbook(ROWS), 1, 1, 1, name)


def test_two_values_for_one_cell() -> None:
    data = workbook(ROWS)
    assert value_of(patch(data, [CellEdit("S", 4, 4, "x"), CellEdit("S", 4, 4, "x")]), 4, 4) == "x"
    for other in ("y", None, 1):
        with pytest.raises(PatchRefusedError):
            patch(data, [CellEdit("S", 4, 4, "x"), CellEdit("S", 4, 4, other)])
    with pytest.raises(PatchRefusedError):
        patch(data, [CellEdit("S", 4, 4, 1), CellEdit("S", 4, 4, True)])


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ('<row r="1"/><row r="3"/><row r="3"/>', "row 3"),
        ('<row r="1"/><row r="5"/><row r="4"/>', "row 4"),
        ('<row r="0"/>', "row 0"),
        ('<row r="1048577"/>', "row 1048577"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "A1"),
        ('<row r="1"><c r="A1"/><c s="1" r="A1"/></row>', "A1"),
        ('<row r="1"><c r="C1"/><c r="B1"/></row>', "B1"),
        ('<row r="1"><c r="B2"/></row>', "B2"),
        ('<row r="1"><c r="0"/></row>', "row 1"),
    ],
)
def test_rows_and_cells_that_contradict_each_other_are_named(data: str, named: str) -> None:
    with pytest.raises(PatchRefusedError, match=named):
        patch(workbook(data), [CellEdit("S", 1, 1, "x"), CellEdit("S", 1, 2, "x")])


def test_merged_cells_take_values_at_their_anchor_only() -> None:
    # pitfall 6: a value anywhere else in the area is invisible
    data = workbook(ROWS, after='<mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>')
    assert value_of(set_cell(data, 4, 1, "x"), 4, 1) == "x"
    for row, column in [(4, 2), (5, 1), (5, 2)]:
        with pytest.raises(PatchRefusedError):
            set_cell(data, row, column, "x")


def with_table(columns: str = '<tableColumn id="1" name="编号"/><tableColumn id="2" name="状态"/>') -> bytes:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1"/></row><row r="2"/>'
    parts = parts_of({"S": sheet(rows, after='<tableParts count="1"><tablePart/></tableParts>')})
    parts["xl/tabs/_rels/t1.xml.rels"] = relationships(("table", "../tables/one.xml"))
    parts["xl/tables/one.xml"] = (
        f'<table xmlns="{MAIN}" displayName="tbl" ref="A1:B3"><tableColumns>{columns}</tableColumns></table>'
    )
    return zipped(parts)


def test_the_header_of_a_table_is_kept() -> None:
    # pitfall 4: the header cell must equal tableColumn/@name
    data = with_table()
    assert set_cell(data, 1, 1, "编号") is data
    assert "状态" in sheet_data(set_cell(data, 1, 2, "状态"))
    assert "x" in sheet_data(set_cell(data, 2, 2, "x"))
    for column in (1, 2):
        with pytest.raises(PatchRefusedError):
            set_cell(data, 1, column, "别的")


def test_signed_and_shared_workbooks() -> None:
    # pitfall 13: any edit voids a signature, and revisions would no longer fit
    parts = parts_of({"S": sheet(ROWS)})
    signed = parts | {"_xmlsignatures/sig1.xml": "<Signature/>"}
    revisions = '<Relationship Id="rId99" Type="http://x/revisionHeaders" Target="rev.xml"/></Relationships>'
    wires = str(parts["xl/_rels/workbook.xml.rels"]).replace("</Relationships>", revisions)
    for data in (zipped(signed), zipped(parts | {"xl/_rels/workbook.xml.rels": wires})):
        with pytest.raises(PatchRefusedError):
            set_cell(data, 1, 1, 2)
        assert set_cell(data, 1, 1, 1) is data


def test_unreadable_bytes() -> None:
    edit = [CellEdit("S", 1, 1, 1)]
    with pytest.raises(EncryptedWorkbookError):
        patch(b"\xd0\xcf\x11\xe0" + bytes(600), edit)
    with pytest.raises(NotAWorkbookError):
        patch(b"no zip", edit)
    with pytest.raises(UnsafeWorkbookError):
        patch(zipped(parts_of({"S": "<!DOCTYPE worksheet>" + sheet(ROWS)})), edit)
    with pytest.raises(PatchRefusedError):
        patch(zipped(parts_of({"S": '<?xml version="1.0" encoding="GBK"?>' + sheet(ROWS)})), edit)
