"""Rows go out of a workbook: what is left is what dropping them from a reading gives, and nothing else changes."""

import io
import re

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table

from tests.workbook.small_packages import changed_parts, packed_members, parts_of, read_part, sheet, workbook, zipped
from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reshaping.removing import without_rows

ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c s="1" r="C{0}" t="inlineStr"><is><t>c{0}</t></is></c></row>'
CALCULATED = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}"><f>{1}</f><v>7</v></c></row>'


def rows(*numbers: int) -> str:
    return "".join(ROW.format(number) for number in numbers)


def removed(data: bytes, *numbers: int, sheet_name: str = "S") -> bytes:
    return without_rows(open_package(data), {sheet_name: numbers})


def grid(data: bytes, name: str = "S") -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))


@given(st.sets(st.integers(1, 12)), st.sets(st.integers(1, 14)))
def test_removing_then_reading_is_reading_then_dropping(there: set[int], gone: set[int]) -> None:
    data = workbook(rows(*sorted(there | {12})))
    left = [row for number, row in enumerate(grid(data), start=1) if number not in gone]
    while left and not any(left[-1]):
        left.pop()
    assert grid(removed(data, *gone)) == left


def test_nothing_to_remove_is_the_very_same_package() -> None:
    data = workbook(rows(1, 2))
    assert removed(data) is data


def test_only_the_sheet_changes() -> None:
    data = zipped(parts_of({"S": sheet(rows(1, 2, 3)), "T": sheet(rows(1))}))
    assert changed_parts(data, removed(data, 2)) == {"xl/tabs/t1.xml"}


@pytest.mark.parametrize(
    "spelling",
    [
        '<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>3</v></c><c t="b"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='2'/><row spans='1:2' r='3'><c s='2' r='A3'><v>3</v></c></row>",
    ],
)
def test_rows_in_other_spellings(spelling: str) -> None:
    left = grid(removed(workbook(spelling), 2))
    assert [row[0] for row in left] == [1, 3]


def test_a_shared_formula_outlives_the_row_that_holds_its_text() -> None:
    copies = "".join(f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/><v>9</v></c></row>' for n in (3, 4))
    master = '<row r="2"><c r="B2"><f t="shared" si="0" ref="B2:B4">A2*$A$1</f><v>9</v></c></row>'
    data = workbook(rows(1) + master + copies)
    assert grid(removed(data, 2))[1:] == [(None, "=A2*$A$1", None), (None, "=A3*$A$1", None)]
    kept = read_part(removed(data, 3), "xl/tabs/t1.xml")
    assert 'ref="B2:B3">A2*$A$1' in kept
    assert '<c r="B3"><f t="shared" si="0"/>' in kept


def test_results_that_counted_on_removed_rows_are_reckoned_anew() -> None:
    data = workbook(rows(1, 2, 3) + CALCULATED.format(4, "SUM(A1:A3)") + CALCULATED.format(5, "A4"), chain=True)
    left = removed(data, 2)
    text = read_part(left, "xl/tabs/t1.xml")
    assert '<c r="B3"><f>SUM(A1:A2)</f></c>' in text
    assert '<c r="B4"><f>A3</f><v>7</v></c>' in text
    assert 'fullCalcOnLoad="1"' in read_part(left, "xl/workbook.xml")
    assert "xl/chain.xml" not in packed_members(left)


@pytest.mark.parametrize(
    ("formula", "name"),
    [("A2", ""), ("S!$A$2+1", ""), ("1", "<definedNames><definedName name='n'>S!$A$2</definedName></definedNames>")],
)
def test_what_would_point_nowhere_is_refused(formula: str, name: str) -> None:
    with pytest.raises(PatchRefusedError):
        removed(workbook(rows(1, 2, 3) + CALCULATED.format(4, formula), workbook=name), 2)


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_cells_that_are_computed_together_are_not_torn(kind: str) -> None:
    block = f'<row r="2"><c r="B2"><f t="{kind}" ref="B2:B3">A1</f></c></row><row r="3"><c r="B3"><v>1</v></c></row>'
    data = workbook(rows(1) + block + rows(4))
    with pytest.raises(PatchRefusedError):
        removed(data, 3)
    assert 'ref="B1:B2"' in read_part(removed(workbook(block.replace("A1", "9") + rows(4)), 1), "xl/tabs/t1.xml")
    assert "<f" not in read_part(removed(data, 2, 3), "xl/tabs/t1.xml")


def test_names_and_other_sheets_follow() -> None:
    names = (
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">S!$A$1:$C$4</definedName>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">S!$1:$1</definedName></definedNames>'
    )
    other = sheet(CALCULATED.format(1, "SUM(S!A1:A4)"))
    data = removed(zipped(parts_of({"S": sheet(rows(1, 2, 3, 4)), "T": other}, workbook=names)), 2, 3)
    assert grid(data, "T") == [(1, "=SUM(S!A1:A2)")]
    assert "S!$A$1:$C$2" in read_part(data, "xl/workbook.xml")
    assert "S!$1:$1" in read_part(data, "xl/workbook.xml")


def test_texts_that_only_removed_rows_showed_are_forgotten() -> None:
    shared = "<si><t>both</t></si><si><t>secret</t></si><si><r><t>rich</t></r></si><si><t>unused</t></si>"
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{i}</v></c></row>' for n, i in enumerate((0, 1, 0, 2), start=1))
    data = removed(workbook(cells, shared=shared), 2, 3)
    assert grid(data) == [("both",), ("rich",)]
    assert "secret" not in read_part(data, "xl/sharedStrings.xml")
    assert "unused" in read_part(data, "xl/sharedStrings.xml")


def with_table(*values: int) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "S"
    for row in (["甲", "乙"], *([value, "x"] for value in values), ["below", None]):
        page.append(row)
    page.add_table(Table(displayName="T", ref=f"A1:B{len(values) + 1}"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_table_shrinks_with_its_rows() -> None:
    data = removed(with_table(1, 2, 3), 3)
    assert openpyxl.load_workbook(io.BytesIO(data))["S"].tables["T"].ref == "A1:B3"


def test_of_a_table_one_empty_row_is_left() -> None:
    data = removed(with_table(1, 2, 3), 2, 3, 4)
    assert grid(data) == [("甲", "乙"), (None, None), ("below", None)]
    assert openpyxl.load_workbook(io.BytesIO(data))["S"].tables["T"].ref == "A1:B2"


def test_a_table_without_heads_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        removed(with_table(1, 2), 1)


def decorated() -> bytes:
    """A sheet with a chart, comments and pictures, as XlsxWriter makes it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("S")
    for row in range(12):
        page.write_number(row, 0, row + 1)
    for row in (2, 4, 8):
        page.write_comment(row, 0, f"note {row + 1}")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=S!$A$3:$A$10"})
    page.insert_chart("E4", chart)
    picture = io.BytesIO(bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5"
        "f645400000000049454e44ae426082"
    ))  # fmt: skip
    for place in ("C5", "C9"):
        page.insert_image(place, "p.png", {"image_data": picture})
    book.close()
    return buffer.getvalue()


def test_comments_pictures_and_charts_follow() -> None:
    data = removed(decorated(), 5, 6)
    page = openpyxl.load_workbook(io.BytesIO(data))["S"]
    assert {cell.coordinate: cell.comment.text for row in page for cell in row if cell.comment} == {
        "A3": "note 3", "A7": "note 9",
    }  # fmt: skip
    drawing = read_part(data, "xl/drawings/drawing1.xml")
    anchors = [each for each in drawing.split("<xdr:twoCellAnchor")[1:] if "<xdr:pic>" in each]
    pictures = [found[1] for each in anchors if (found := re.search(r"<xdr:row>(\d+)<", each))]
    assert pictures == ["6"]  # that of row 5 went with its row
    anchor = page._charts[0].anchor
    assert (anchor._from.row, anchor.to.row - anchor._from.row) == (3, 14)
    assert "S!$A$3:$A$8" in read_part(data, "xl/charts/chart1.xml")
    assert read_part(data, "xl/drawings/vmlDrawing1.vml").count("<v:shape ") == 2


def test_an_unknown_sheet_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        removed(workbook(rows(1)), 1, sheet_name="X")


def test_all_formulas_that_cannot_follow_are_counted_at_once() -> None:
    counting = "".join(CALCULATED.format(row, f"B{row - 1}+1") for row in range(3, 9))
    data = zipped(parts_of({"S": sheet(rows(1, 2) + counting), "T t": sheet(CALCULATED.format(1, "S!A5"))}))
    with pytest.raises(PatchRefusedError) as caught:
        removed(data, 2, 4, 5)
    # of rows 3, 6, 7, 8 that stay, 3 and 6 name a row that goes; so does the other sheet, whose prefix is told
    assert (caught.value.where, caught.value.why.startswith("it refers to B2, ")) == ("S!B3", True)
    assert {"3 formulas", "S column B (2)", "T t column B (1)"} <= {
        found for found in ("3 formulas", "S column B (2)", "T t column B (1)") if found in caught.value.why
    }


def test_a_reference_that_is_lost_is_told_with_its_sheet() -> None:
    data = zipped(parts_of({"S": sheet(rows(1, 2)), "T": sheet(CALCULATED.format(1, "'S'!A2"))}))
    with pytest.raises(PatchRefusedError, match="'S'!A2"):
        removed(data, 2)


def test_copies_of_a_shared_formula_are_judged_one_by_one() -> None:
    copies = "".join(f'<row r="{n}"><c r="B{n}"><f t="shared" si="0"/></c></row>' for n in (4, 5))
    master = '<row r="3"><c r="B3"><f t="shared" si="0" ref="B3:B5">B2+1</f></c></row>'
    with pytest.raises(PatchRefusedError, match=r"of 2 formulas .*S column B \(1\)"):
        removed(
            zipped(parts_of({"S": sheet(rows(1, 2) + master + copies), "T": sheet(CALCULATED.format(1, "S!A2"))})), 2
        )
