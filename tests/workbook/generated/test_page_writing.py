"""Generated sheets replace their own parts; all that people have stays, and what cannot stay safe is refused."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.workbook.generated.page_samples import AWKWARD, MOMENT, both, page, page_with, register, with_pages
from tests.workbook.small_packages import ROWS, changed_parts, parts_of, read_part, sheet, sheet_data, zipped
from xltools.errors import PatchRefusedError
from xltools.language.words import Tab
from xltools.model.cell_edit import CellEdit
from xltools.workbook.generated.page_layout import FIRST_HEAD_ROW
from xltools.workbook.generated.page_survey import pages_to_write
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package

NAMING = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"}
FIRST_ROW = FIRST_HEAD_ROW + 1


def loaded(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def part_of(data: bytes, name: str) -> str:
    return next(each.part for each in open_package(data).sheets if each.name == name)


# Adding


def test_a_missing_sheet_is_added_behind_the_others_and_nothing_else_moves() -> None:
    data = register()
    after = with_pages(data, *both())
    assert changed_parts(data, after) == NAMING | {part_of(after, Tab.OVERVIEW.said), part_of(after, Tab.TODO.said)}
    assert loaded(after).sheetnames == ["S", Tab.OVERVIEW.said, Tab.TODO.said]


def test_values_read_back_as_what_they_are() -> None:
    after = with_pages(register(), page())
    found = loaded(after)[Tab.TODO.said]
    assert [cell.value for cell in found[FIRST_ROW][:3]] == ["202405-001", 3, MOMENT]
    assert found.cell(FIRST_ROW + 1, 2).value == 2.5
    assert found.cell(FIRST_ROW, 3).is_date
    rows = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(Tab.TODO.said).to_python()
    assert rows[FIRST_ROW - 1][3] == AWKWARD


def test_texts_never_become_formulas() -> None:
    assert "<f" not in read_part(with_pages(register(), page_with("=1+1")), "xl/worksheets/sheet1.xml")


def test_links_lead_to_the_row_of_a_sheet_whose_name_has_a_quote() -> None:
    link = loaded(with_pages(register(), page()))[Tab.TODO.said].cell(FIRST_ROW, 1).hyperlink
    assert (link.location, link.display, link.id) == ("'甲''乙'!A12", "202405-001", None)


def test_heads_stay_in_sight_and_stand_on_every_sheet_of_paper() -> None:
    found = loaded(with_pages(register(), page()))[Tab.TODO.said]
    assert found.print_title_rows == f"${FIRST_HEAD_ROW}:${FIRST_HEAD_ROW}"
    assert found.freeze_panes == f"A{FIRST_ROW}"
    assert (found.page_setup.paperSize, found.sheet_properties.pageSetUpPr.fitToPage) == (9, True)


def test_names_of_other_sheets_stay_with_them() -> None:
    names = '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">S!$1:$1</definedName></definedNames>'
    book = loaded(with_pages(register(workbook=names), page()))
    assert (book["S"].print_title_rows, book[Tab.TODO.said].print_title_rows) == ("$1:$1", "$5:$5")


@pytest.mark.parametrize("options", [{"styles": None}, {"strict": True}, {"properties": '<workbookPr date1904="1"/>'}])
def test_workbooks_of_every_dialect_get_it(options: dict[str, object]) -> None:
    after = with_pages(register(**options), page())
    assert pages_to_write(open_package(after), [page()]) == ()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(Tab.TODO.said).to_python()
    assert rows[FIRST_ROW - 1][:3] == ["202405-001", 3, MOMENT]


# Replacing


def test_a_second_page_replaces_only_its_own_part() -> None:
    before = with_pages(register(), *both())
    after = with_pages(before, page_with("anders", 1, datetime(2024, 5, 11)))
    assert changed_parts(before, after) == {part_of(before, Tab.TODO.said)}
    assert loaded(after)[Tab.TODO.said].cell(FIRST_ROW, 1).value == "anders"


def test_edits_and_pages_go_in_together() -> None:
    before = with_pages(register(), page())
    after = patch_package(open_package(before), [CellEdit("S", 4, 2, "neu")], pages=[page_with("anders")])
    assert changed_parts(before, after) == {part_of(before, Tab.TODO.said), part_of(before, "S")}
    assert loaded(after)["S"].cell(4, 2).value == "neu"


def test_what_people_set_and_drew_there_stays() -> None:
    before = with_pages(register(), page())
    part = part_of(before, Tab.TODO.said)
    old = read_part(before, part)
    drawn = old.replace(b' workbookViewId="0"'.decode(), ' tabSelected="1" zoomScale="85" workbookViewId="0"')
    drawn = drawn.replace("</sheetData>", '</sheetData><sheetProtection sheet="1" objects="1"/>')
    drawn = drawn.replace('orientation="portrait"', 'orientation="portrait" r:id="rId2"')
    drawn = drawn.replace("</worksheet>", '<drawing r:id="rId1"/><legacyDrawing r:id="rId9"/></worksheet>')
    folder, _, name = part.rpartition("/")
    wires = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/drawing" Target="../media/picture.bin"/>'
        '<Relationship Id="rId2" Type="http://x/printerSettings" Target="../media/picture.bin"/></Relationships>'
    )
    extra = {f"{folder}/_rels/{name}.rels": wires.replace("../media", "/media"), part: drawn}
    edited = open_package(before).replaced({key: text.encode() for key, text in extra.items()})
    after = with_pages(edited, page_with("anders"))
    assert changed_parts(edited, after) == {part}
    new = read_part(after, part)
    for kept in (
        ' tabSelected="1" zoomScale="85"',
        '<sheetProtection sheet="1" objects="1"/>',
        '<drawing r:id="rId1"/>',
    ):
        assert kept in new
    assert 'orientation="portrait" r:id="rId2"' in new
    assert "legacyDrawing" not in new  # it led nowhere


def test_results_that_came_from_the_page_are_dropped_and_the_chain_with_its_formulas() -> None:
    reading = f'<row r="1"><c r="A1"><f>{Tab.TODO.said}!B6</f><v>3</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    before = with_pages(zipped(parts_of({"S": sheet(reading)}, chain=True)), page())
    after = with_pages(before, page_with("anders", 8))
    assert sheet_data(after) == reading.replace("<v>3</v>", "")
    assert "xl/chain.xml" in zipfile.ZipFile(io.BytesIO(after)).namelist()
    part = part_of(before, Tab.TODO.said)
    computed = read_part(before, part).replace("</sheetData>", '<row r="90"><c r="A90"><f>1</f></c></row></sheetData>')
    again = with_pages(open_package(before).replaced({part: computed.encode()}), page())
    assert "xl/chain.xml" not in zipfile.ZipFile(io.BytesIO(again)).namelist()


# Refusing


@pytest.mark.parametrize(
    "data",
    [
        register({Tab.TODO.said: sheet(ROWS)}),
        register(properties='<workbookProtection lockStructure="1"/>'),
        zipped(parts_of({"S": sheet(ROWS)}) | {"_xmlsignatures/sig1.xml": "<x/>"}),
    ],
    ids=["somebody's own", "structure protected", "signed"],
)
def test_what_cannot_be_done_safely_is_refused(data: bytes) -> None:
    with pytest.raises(PatchRefusedError):
        with_pages(data, page())


def test_cells_of_a_page_are_not_edited_besides() -> None:
    package = open_package(with_pages(register(), page()))
    with pytest.raises(PatchRefusedError):
        patch_package(package, [CellEdit(Tab.TODO.said, 1, 1, "x")], pages=[page_with("anders")])


def test_a_text_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        with_pages(register(), page_with("x" * 40_000))


def test_a_page_that_came_out_wrong_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    build = Package.replaced

    def spoiled(self: Package, parts: dict[str, bytes], removed: list[str]) -> bytes:
        for name in parts:
            parts[name] = parts[name].replace(b"202405-001", b"202405-009")
        return build(self, parts, removed)

    monkeypatch.setattr(Package, "replaced", spoiled)
    with pytest.raises(PatchRefusedError):
        with_pages(register(), page())


def test_no_pages_and_no_edits_give_the_same_object() -> None:
    data = register()
    assert with_pages(data) is data
