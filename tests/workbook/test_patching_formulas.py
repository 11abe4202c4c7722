"""What formulas computed from an edited cell is dropped, for LibreOffice believes it (pitfalls 1-3)."""

import io
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.workbook.small_packages import MAIN, parts_of, read_part, relationships, sheet, zipped
from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import CellEdit
from xltools.workbook.patching import patch
from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.formula_references import FormulaReader
from xltools.workbook.splicing.sheet_tables import Table


def book(*formulas: str, workbook: str = "", **more: str) -> bytes:
    """Sheet ``S`` with numbers in A1:B9 and these formulas down column D, results cached; ``T`` is another sheet."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>{row}</v></c>'
        + (f'<c r="D{row}" s="1"><f>{formulas[row - 1]}</f><v>7</v></c>' if row <= len(formulas) else "")
        + "</row>"
        for row in range(1, 10)
    )
    other = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return zipped(parts_of({"S": sheet(rows), "T": sheet(other), "Q 3": sheet(other), **more}, workbook=workbook))


def without_results(data: bytes, name: str = "xl/tabs/t1.xml") -> set[str | None]:
    """The addresses of formula cells that have no cached value."""
    root = ElementTree.fromstring(read_part(data, name))
    cells = root.iter(f"{{{MAIN}}}c")
    return {
        cell.get("r") for cell in cells if cell.find(f"{{{MAIN}}}f") is not None and cell.find(f"{{{MAIN}}}v") is None
    }


@pytest.mark.parametrize(
    ("formula", "stale"),
    [
        ("A5*2", True),
        ("$A$5", True),
        ("a5", True),
        ("SUM(A1:B9)", True),
        ("SUM(B9:A1)", True),
        ("SUM(A:A)", True),
        ("SUM(5:5)", True),
        ("S!A5", True),
        ("'S'!A5", True),
        ("SUM(S:T!A5)", True),
        ("IF(1,Limit,0)", True),
        ("INDIRECT(&quot;A5&quot;)", True),
        ("OFFSET(B1,4,-1)", True),
        ("A1:INDEX(A1:A9,1)", True),
        ("SUMIF(B1:B9,&quot;&gt;3&quot;,A1)", True),
        ("NoSuchName", True),
        ("A6", False),
        ("SUM(A6:B9)", False),
        ("SUM(B:XFD)", False),
        ("SUM(6:9)", False),
        ("T!A5", False),
        ("'Q 3'!A5", False),
        ("[1]S!A5", False),
        ("&quot;A5&quot;", False),
        ("LOG10(2)", False),
        ("Other", False),
        ("TODAY()", False),
    ],
)
def test_which_results_are_dropped(formula: str, stale: bool) -> None:
    names = (
        '<definedNames><definedName name="limit">S!$A$5</definedName>'
        '<definedName name="other">S!$B$5</definedName></definedNames>'
    )
    data = book(formula, "B9", workbook=names)
    after = patch(data, [CellEdit("S", 5, 1, 100)])
    assert without_results(after) == ({"D1"} if stale else set())
    assert ("fullCalcOnLoad" in read_part(after, "xl/workbook.xml")) is stale


def test_results_of_results_are_dropped_across_sheets() -> None:
    # D1 needs D2, D2 needs D3, D3 needs the edited cell through another sheet
    other = '<row r="1"><c r="A1" t="str"><f>S!A5&amp;"x"</f><v>5x</v></c><c r="B1"><f>C1</f><v>0</v></c></row>'
    data = book("D2", "D3", "'其 他'!A1", "D9", **{"其 他": sheet(other)})
    after = patch(data, [CellEdit("S", 5, 1, 100)])
    assert without_results(after) == {"D1", "D2", "D3"}
    assert without_results(after, "xl/tabs/t4.xml") == {"A1"}
    # ECMA-376 part 1, §18.3.1.4: a type without a value would describe nothing
    assert '<c r="A1"><f>' in read_part(after, "xl/tabs/t4.xml")
    assert openpyxl.load_workbook(io.BytesIO(after))["其 他"]["A1"].value == '=S!A5&"x"'


def test_long_chains_in_both_directions() -> None:
    count = 300
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><f>B{n - 1}+A{n}</f><v>1</v></c>'
        f'<c r="C{n}"><f>C{n + 1}+A{n}</f><v>1</v></c></row>'
        for n in range(2, count)
    )
    data = zipped(parts_of({"S": sheet(rows)}))
    middle = count // 2
    after = patch(data, [CellEdit("S", middle, 1, 5)])
    assert without_results(after) == {f"B{n}" for n in range(middle, count)} | {f"C{n}" for n in range(2, middle + 1)}


def test_shared_formulas_move_with_their_cell() -> None:
    # ECMA-376 part 1, §18.18.6: dependants take the master's text, relative references moved
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}">'
        + (f'<f t="shared" ref="B1:B5" si="0">A{n}*$A$9</f>' if n == 1 else '<f t="shared" si="0"/>')
        + "<v>1</v></c></row>"
        for n in range(1, 6)
    )
    data = zipped(parts_of({"S": sheet(rows + '<row r="9"/>')}))
    assert without_results(patch(data, [CellEdit("S", 3, 1, 5)])) == {"B3"}
    assert without_results(patch(data, [CellEdit("S", 9, 1, 5)])) == {f"B{n}" for n in range(1, 6)}
    assert without_results(patch(data, [CellEdit("S", 3, 2, 5), CellEdit("S", 7, 7, 7)])) == set()
    with pytest.raises(PatchRefusedError):
        patch(data, [CellEdit("S", 1, 2, 5)])


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_blocks_of_results(kind: str) -> None:
    text = "A1:A2*2" if kind == "array" else ""
    rows = (
        f'<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f t="{kind}" ref="C1:C2">{text}</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="str" vm="1"><v>x</v></c><c r="D2"><f>C2</f><v>4</v></c></row>'
    )
    data = zipped(parts_of({"S": sheet(rows)}))
    for row in (1, 2):
        with pytest.raises(PatchRefusedError):
            patch(data, [CellEdit("S", row, 3, 5)])
    after = patch(data, [CellEdit("S", 1, 1, 9)])
    assert without_results(after) == {"C1", "D2"}
    assert '<c r="C2"></c>' in read_part(after, "xl/tabs/t1.xml")


def test_structured_references() -> None:
    formulas = {
        1: "SUM(Cases[Due])",
        2: "SUM(Cases[Done])",
        3: "Cases[[#This Row],[Due]]",
        4: "Cases[[#This Row],[Due]]",
    }
    data = "".join(
        f'<row r="{n}"><c r="A{n}"/><c r="B{n}"/><c r="F{n}"><f>{formulas[n]}</f><v>1</v></c></row>'
        for n in range(1, 5)
    )
    parts = parts_of({"S": sheet(data)})
    parts["xl/tabs/_rels/t1.xml.rels"] = relationships(("table", "../one.xml"))
    parts["xl/one.xml"] = (
        f'<table xmlns="{MAIN}" displayName="Cases" ref="A1:B9"><tableColumns><tableColumn name="Due"/>'
        '<tableColumn name="Done"/></tableColumns></table>'
    )
    assert without_results(patch(zipped(parts), [CellEdit("S", 3, 1, 5)])) == {"F1", "F3"}
    assert without_results(patch(zipped(parts), [CellEdit("S", 3, 2, 5)])) == {"F2"}


def test_overwriting_a_formula_drops_the_calculation_chain() -> None:
    # pitfall 1: a stale entry makes Excel repair the file
    rows = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><v>1</v></c></row>'
    parts = parts_of({"S": sheet(rows)}, chain=True)
    data = zipped(parts)
    after = patch(data, [CellEdit("S", 1, 1, 1)])
    assert "<f>" not in read_part(after, "xl/tabs/t1.xml")
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert "chain" not in read_part(after, part).lower()
        assert read_part(after, part).count("<") == read_part(data, part).count("<") - 1
    with pytest.raises(KeyError):
        read_part(after, "xl/chain.xml")
    untouched = patch(data, [CellEdit("S", 1, 2, 5)])
    assert read_part(untouched, "xl/chain.xml") == read_part(data, "xl/chain.xml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ("<definedNames/>", '<definedNames/><calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="191029"/>', '<calcPr fullCalcOnLoad="1" calcId="191029"/>'),
        (
            '<calcPr calcId="1" fullCalcOnLoad="0"/><oleSize ref="A1"/>',
            '<calcPr calcId="1" fullCalcOnLoad="1"/><oleSize',
        ),
        ('<calcPr fullCalcOnLoad="true"/>', '<calcPr fullCalcOnLoad="true"/>'),
        ("<!-- <calcPr/> --><extLst/>", '<calcPr fullCalcOnLoad="1"/><!-- <calcPr/> --><extLst/>'),
    ],
)
def test_where_the_recalculation_is_asked_for(before: str, after: str) -> None:
    found = read_part(patch(book("A5", workbook=before), [CellEdit("S", 5, 1, 0)]), "xl/workbook.xml")
    assert after in found
    assert found.count("fullCalcOnLoad") == 1


def test_formulas_in_odd_spellings() -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
        "<x:c t='b'><x:f  ca='1' ><![CDATA[A1>0]]></x:f>\n<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    for codec in ("utf-8-sig", "utf-16"):
        after = patch(zipped(parts_of({"S": prefixed.encode(codec)})), [CellEdit("S", 1, 1, 0)])
        values = openpyxl.load_workbook(io.BytesIO(after), data_only=True)["S"]
        assert [values["A1"].value, values["B1"].value] == [0, None]
        assert openpyxl.load_workbook(io.BytesIO(after))["S"]["B1"].value == "=A1>0"


READER = FormulaReader(
    ["S", "T", "Q 1", "Q 2", "It's"],
    {"total": ["'Q 1'!$A$1:$A$9"], "nested": ["total*2"], "here": ["S!A1"], "loop": ["loop+1"], "five": ["5"]},
    {"cases": Table("Cases", "T", Area(1, 2, 9, 4), ("Id", "A [x]", "Due"), 1, 1)},
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$B2", {("s", 1, 1, 1, 1), ("s", 2, 2, 2, 2)}),
        ("'It''s'!B2:C3", {("it's", 2, 2, 3, 3)}),
        ("SUM('Q 1:Q 2'!A1)", {("q 1", 1, 1, 1, 1), ("q 2", 1, 1, 1, 1)}),
        ("nested", {("q 1", 1, 1, 9, 1)}),
        ("five", set()),
        ("Cases[Due]", {("t", 1, 4, 8, 4)}),
        ("Cases[[#All],[Id]:[Due]]", {("t", 1, 2, 9, 4)}),
        ("Cases[[#This Row],[A '[x']]]", {("t", 4, 3, 4, 3)}),
        ("Cases", {("t", 1, 2, 8, 4)}),
        ("_xlfn.LET(_xlpm.x,A1,_xlpm.x+1)", {("s", 1, 1, 1, 1)}),
        ("A1#", {("s", 1, 1, 1, 1)}),
        ("Rate2+1E5", None),
        ("XFE1", None),
        ("here", None),
        ("loop+A1", {("s", 1, 1, 1, 1)}),
        ("Cases[Due]:A9", None),
        ("Gone!A1", None),
    ],
)
def test_what_a_formula_reads(formula: str, expected: set[tuple[str, int, int, int, int]] | None) -> None:
    """``None``: it cannot be told, so that anything may be read."""
    reads = READER.reads(formula, "S", 4)
    assert reads.anything is (expected is None)
    if expected is not None:
        assert {(name, *reference.area) for reference in reads.references for name in reference.sheets} == expected
