"""A team's workbook and registers of earlier templates get what they lack; everything else keeps its bytes (#7)."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.registers import NOW, heads_of, template, with_rows
from tests.registers import definition as shipped
from tests.workbook.extending.team_books import (
    HEAD_ROW,
    HEADS,
    LAST,
    NEW,
    ROWS,
    STYLES,
    TAB,
    book,
    cases,
    definition,
    grown,
    opened,
    row_of,
    rules_of,
    text_cell,
)  # fmt: skip
from tests.workbook.small_packages import OFFICE, TYPE, changed_parts, packed_members, read_part, relationships
from xltools.errors import NotARegisterError, PatchRefusedError
from xltools.model.cell_edit import CellEdit
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.extending import extended
from xltools.workbook.extending.extension import AddedColumn, AddedRow, Extension
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reading import read_register
from xltools.workbook.template.template_building import build_template

ALL_TABS = ("填写说明", TAB, "过程", "选项", "日历", "设置")


def test_a_teams_own_workbook_gets_columns_and_sheets() -> None:
    data, extension = grown(book())
    assert extension.columns == tuple(AddedColumn(TAB, head, letter) for head, letter in zip(NEW, "DEFGH", strict=True))
    assert extension.sheets == tuple(tab for tab in ALL_TABS if tab != TAB)
    assert extension.version == ("", "2")
    assert row_of(data, 2) == [*HEADS, *NEW]
    assert (cases(data)["A3"].value, cases(data)["B5"].value) == (45413, "另一家")
    # Behind the team's own tabs: macros and 3-D references count sheets by their place.
    assert opened(data).sheetnames == [TAB, *(tab for tab in ALL_TABS if tab != TAB)]


def test_every_other_part_keeps_its_bytes() -> None:
    before = book(chain=False)
    after = grown(before).data
    changed = changed_parts(before, after)
    assert changed - {name for name in changed if name not in packed_members(before)} == {
        "xl/tabs/t1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
        "_rels/.rels",
    }  # fmt: skip


def test_a_second_time_changes_nothing() -> None:
    data = grown(book()).data
    again = grown(data)
    assert again.extension == Extension()
    assert again.data is open_package(data).data or again.data == data


def test_what_was_added_reads_as_a_register() -> None:
    data = grown(book()).data
    register = read_register(open_package(data), NOW, definition())
    assert set(register.cases.columns) == {field.name for field in definition().register_sheet.fields}
    assert register.policy.settings == {"a": "1", "b": "2"}
    assert open_package(data).custom_properties() == {"xltools.template": "team", "xltools.version": "2"}


def test_new_columns_have_their_drop_downs_and_formats() -> None:
    tab = cases(grown(book()).data)
    (kind,) = rules_of(tab, "F")
    (part,) = rules_of(tab, "G")
    assert (kind[0], kind[2], "'选项'!$4:$4" in str(kind[1])) == ("list", f"F3:F{LAST}", True)
    assert "$F3" in str(part[1])  # the head row is 2 here and the column beside it F
    assert rules_of(tab, "D") == [("custom", "FALSE", f"D3:D{LAST}")]
    assert rules_of(tab, "C") == []
    assert tab["E3"].number_format == "yyyy-mm-dd hh:mm"
    assert (tab.column_dimensions["E"].width, tab["D2"].font.b) == (pytest.approx(17.7, abs=0.2), True)


def test_the_values_of_lists_are_where_drop_downs_look() -> None:
    lists = opened(grown(book()).data)["选项"]
    heads = {lists.cell(4, column).value: lists.cell(5, column).value for column in range(1, 4)}
    assert heads == {"大类": "产品", "小类·产品": "外观", "小类·服务": "态度"}


def test_remarks_colour_the_teams_own_columns_too() -> None:
    """A colour that reads a new column holds for the whole row."""
    ranges = [str(each.sqref) for each in cases(grown(book()).data).conditional_formatting]
    assert ranges == [f"A3:H{LAST}"]


def test_an_excel_table_grows() -> None:
    """Else sorting in it would part the rows from the tool's columns."""
    table = (
        '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" name="T" displayName="T" '
        'ref="A2:C5"><autoFilter ref="A2:C5"/><tableColumns count="3">'
        + "".join(f'<tableColumn id="{n}" name="{head}"/>' for n, head in enumerate(HEADS, 1))
        + "</tableColumns></table>"
    )
    before = with_table(book(after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'), table)
    tables = cases(grown(before).data).tables
    assert (tables["T"].ref, tables["T"].autoFilter.ref) == ("A2:H5", "A2:H5")
    assert [column.name for column in tables["T"].tableColumns] == [*HEADS, *NEW]
    assert len({column.id for column in tables["T"].tableColumns}) == 8


def with_table(data: bytes, table: str) -> bytes:
    """The workbook with a table on its first sheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                entry = f'<Override PartName="/t.xml" ContentType="{TYPE % "table"}"/></Types>'
                text = text.replace(b"</Types>", entry.encode())
            if name == "xl/tabs/t1.xml":
                text = text.replace(b"<worksheet ", f'<worksheet xmlns:r="{OFFICE}" '.encode())
            new.writestr(name, text)
        new.writestr("t.xml", table)
        new.writestr("xl/tabs/_rels/t1.xml.rels", relationships(("table", "/t.xml")))
    return buffer.getvalue()


def test_a_filter_and_a_printed_area_reach_further() -> None:
    names = (
        f'<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{TAB}!$A$2:$C$5'
        f'</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">{TAB}!$A$1:$C$9</definedName>'
        f'<definedName name="数据">{TAB}!$A$2:$C$5</definedName></definedNames>'
    )
    data = grown(book(after='<autoFilter ref="A2:C5"/>', workbook=names)).data
    tab = cases(data)
    assert (tab.auto_filter.ref, str(tab.print_area)) == ("A2:H5", f"'{TAB}'!$A$1:$H$9")
    assert f"{TAB}!$A$2:$H$5" in read_part(data, "xl/workbook.xml")
    assert opened(data).defined_names["数据"].attr_text == f"{TAB}!$A$2:$C$5"  # somebody's own name is left alone


def test_a_printed_area_of_whole_columns_reaches_further() -> None:
    area = f'<definedName name="_xlnm.Print_Area" localSheetId="0">{TAB}!$A:$C</definedName>'
    data = grown(book(workbook=f"<definedNames>{area}</definedNames>")).data
    assert f"{TAB}!$A:$H<" in read_part(data, "xl/workbook.xml")


def noted(place: str) -> str:
    """The rows with a note in an else empty one."""
    return ROWS.replace('<row r="4"/>', '<row r="4">' + text_cell(place, "注") + "</row>")


RECKONED = '<c r="B2" s="1" t="str"><f>"客"&amp;"户"</f><v>客户</v></c>'


@pytest.mark.parametrize(
    ("after", "rows", "told"),
    [
        ('<sheetProtection sheet="1"/>', ROWS, "protected"),
        ('<autoFilter ref="A2:C5"/>', noted("E4"), "E4"),
        ('<autoFilter ref="A2:C5"/>', noted("D4"), "D4"),
        ("", ROWS.replace(text_cell("B2", "客户", 1), RECKONED), "B2"),
    ],
)
def test_what_would_lose_something_is_refused(after: str, rows: str, told: str) -> None:
    with pytest.raises(PatchRefusedError, match=told):
        grown(book(rows, after=after))


def test_a_protected_structure_is_refused() -> None:
    with pytest.raises(PatchRefusedError, match="structure"):
        grown(book(properties='<workbookProtection lockStructure="1"/>'))


def test_what_stands_right_of_the_table_stays_where_it_is() -> None:
    """The new columns come behind it, and it is told that only whole rows may be sorted."""
    joined, apart, far = grown(book(noted("D4"))), grown(book(noted("E4"))), grown(book(noted("J4")))
    assert [result.extension.columns[0].letter for result in (joined, apart, far)] == ["E", "G", "D"]
    assert [result.extension.apart for result in (joined, apart, far)] == [(TAB,), (TAB,), ()]
    assert (cases(apart.data)["E4"].value, cases(far.data)["J4"].value) == ("注", "注")
    assert grown(apart.data).extension == Extension()


def test_hidden_columns_at_the_right_end_open_for_new_ones() -> None:
    before = (
        '<cols><col min="2" max="2" width="30" customWidth="1"/><col min="4" max="16384" width="9" hidden="1"/></cols>'
    )
    tab = cases(grown(book(before=before)).data)
    assert [tab.column_dimensions[letter].hidden for letter in "DH"] == [False, False]
    assert (tab.column_dimensions["I"].hidden, tab.column_dimensions["B"].width) == (True, 30)


def test_heads_over_two_lines_get_theirs_on_the_lower() -> None:
    upper = '<row r="1">' + text_cell("A1", "日期", 1) + text_cell("B1", "客户资料", 1) + '<c r="C1" s="1"/></row>'
    lower = '<row r="2"><c r="A2" s="1"/>' + text_cell("B2", "客户", 1) + text_cell("C2", "电话", 1) + "</row>"
    merged = '<mergeCells count="2"><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    data = grown(book(upper + lower + '<row r="3">' + text_cell("B3", "某") + "</row>", after=merged), 2).data
    tab = cases(data)
    assert [tab.cell(2, column).value for column in range(4, 9)] == list(NEW)
    assert (tab["D1"].value, tab["D1"].font.b, tab["D2"].font.b) == (None, True, True)


def test_another_prefix_strict_and_1904() -> None:
    """Whatever the dialect, the new parts speak it; days count from 1904 where the workbook's do."""
    data = grown(book(strict=True, properties='<workbookPr date1904="1"/>')).data
    assert b"purl.oclc.org/ooxml/officeDocument/docPropsVTypes" in read_part(data, "docProps/custom.xml").encode()
    assert open_package(data).custom_properties()["xltools.template"] == "team"
    assert grown(data).extension == Extension()
    plain = grown(book(properties='<workbookPr date1904="1"/>')).data
    assert opened(plain)["日历"]["A5"].value in (datetime(2024, 5, 1), date(2024, 5, 1))
    rules = re.findall(r'<dataValidation [^>]*type="date".*?</dataValidation>', read_part(plain, "xl/tabs/t1.xml"))
    assert {*re.findall(r"<formula(\d>\d+)<", "".join(rules))} == {"1>35064", "2>71588"}


def test_elements_with_a_prefix() -> None:
    data = book()
    text = read_part(data, "xl/tabs/t1.xml")
    for name in ("worksheet", "sheetData", "row", "c", "is", "t", "v"):
        text = text.replace(f"</{name}>", f"</x:{name}>").replace(f"<{name}>", f"<x:{name}>")
        text = text.replace(f"<{name} ", f"<x:{name} ").replace(f"<{name}/", f"<x:{name}/")
    text = text.replace("xmlns=", "xmlns:x=")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "xl/tabs/t1.xml" else old.read(name))
    assert row_of(grown(buffer.getvalue()).data, 2) == [*HEADS, *NEW]


def test_a_workbook_without_formats_gets_the_plainest() -> None:
    assert row_of(grown(book(styles=None)).data, 2) == [*HEADS, *NEW]


def test_formulas_that_count_heads_are_asked_anew() -> None:
    rows = ROWS.replace('<row r="4"/>', '<row r="4"><c r="A4"><f>COUNTA(2:2)</f><v>3</v></c></row>')
    text = read_part(grown(book(rows)).data, "xl/tabs/t1.xml")
    assert "<f>COUNTA(2:2)</f><v>" not in text


def test_without_the_sheet_of_cases_it_is_no_register() -> None:
    other = definition().model_copy(update={"sheets": definition().sheets})
    with pytest.raises(NotARegisterError, match="报修"):
        extended(open_package(book()), renamed_sheet(other, "报修"))


def renamed_sheet(before: RegisterDefinition, title: str) -> RegisterDefinition:
    sheets = [sheet.model_dump() | ({"title": title} if sheet.key == "cases" else {}) for sheet in before.sheets]
    return RegisterDefinition.model_validate(before.model_dump() | {"sheets": sheets})


def test_a_head_that_was_renamed_is_asked_about() -> None:
    rows = ROWS.replace("</row>", text_cell("D2", "受理的时间", 1) + "</row>", 2).replace(
        text_cell("D2", "受理的时间", 1), "", 1
    )
    result = grown(book(rows))
    asked = result.extension.renamed
    assert [(each.wanted, each.nearest, each.letter) for each in asked] == [("受理时间", "受理的时间", "D")]
    assert "受理时间" not in row_of(result.data, 2)
    assert result.extension.version is None  # it is no whole register yet
    assert "受理时间" in row_of(grown(book(rows), add_renamed=True).data, 2)


def earlier(name: str, without: frozenset[str], columns: frozenset[str], parameters: int) -> RegisterDefinition:
    """A template as it was before sheets, columns and parameters were added."""
    now = shipped(name)
    sheets = []
    for sheet in now.sheets:
        if sheet.key in without:
            continue
        fields = [field.model_dump() for field in sheet.fields if field.name not in columns]
        rows = sheet.rows[:parameters] if sheet.key == "settings" else sheet.rows
        sheets.append({**sheet.model_dump(), "fields": fields, "rows": rows})
    return RegisterDefinition.model_validate({**now.model_dump(), "sheets": sheets, "version": now.version - 1})


def test_a_register_whose_first_cell_names_the_register_too_is_of_the_template() -> None:
    """As templates had it before the title stood alone in what every page repeats."""
    definition = shipped("service_ticket")
    old = build_template(earlier("service_ticket", frozenset(), frozenset({"expected_at"}), 10))
    tab = definition.register_sheet.title
    titled = patch_package(open_package(old), [CellEdit(tab, 1, 1, f"{tab}　{definition.title}")])
    looks = []
    for data in (old, titled):
        upgraded = extended(open_package(data), definition)
        (column,) = upgraded.extension.columns
        head = opened(upgraded.data)[tab][f"{column.letter}4"]
        looks.append((head.value, head.fill.fgColor.rgb, opened(upgraded.data)[tab][f"{column.letter}3"].value))
    assert looks[0] == looks[1]


def test_a_register_of_an_earlier_template_reads_like_a_fresh_one() -> None:
    old = earlier("service_ticket", frozenset({"survey_answers", "notice_templates"}), frozenset({"similar_cases"}), 10)
    definition = shipped("service_ticket")
    data = with_rows(
        build_template(old), "工单登记", [{"客户名称": "某公司"}], [f.header for f in old.register_sheet.fields]
    )
    upgraded = extended(open_package(data), definition)
    assert [(each.sheet, each.head) for each in upgraded.extension.columns] == [("工单登记", "相似案例")]
    assert set(upgraded.extension.sheets) == {"客户通知", "回访答复", "通知模板"}
    assert all(isinstance(each, AddedRow) and each.row > 14 for each in upgraded.extension.settings)
    fresh = read_register(open_package(template("service_ticket")), NOW, definition)
    register = read_register(open_package(upgraded.data), NOW, definition)
    assert register.tables.keys() == fresh.tables.keys()
    assert replace(register.policy, calendar=None) == replace(fresh.policy, calendar=None)
    assert register.findings == fresh.findings
    # The tabs stand where the template has them, and every name of a sheet still means its own.
    assert opened(upgraded.data).sheetnames == opened(template("service_ticket")).sheetnames
    book_before, book_after = opened(data), opened(upgraded.data)
    assert [tab.print_title_rows for tab in book_after] == [
        tab.print_title_rows for tab in opened(template("service_ticket"))
    ]
    assert book_after.active.title == book_before.active.title
    # A new column looks as the template has it.
    new, model = book_after["工单登记"], opened(template("service_ticket"))["工单登记"]
    letter, place = upgraded.extension.columns[0].letter, heads_of("service_ticket", "cases").index("相似案例") + 1
    head, wanted = new[f"{letter}4"], model.cell(4, place)
    assert (head.fill.fgColor.rgb, head.font.b, head.font.color.rgb) == (
        wanted.fill.fgColor.rgb, wanted.font.b, wanted.font.color.rgb,
    )  # fmt: skip


def test_upgraded_and_moved_columns_keep_their_rules() -> None:
    """A drop-down that follows another column follows it where a clerk has moved it."""
    assert HEAD_ROW in ROWS
    moved = ROWS.replace("</row>", text_cell("D2", "大类", 1) + "</row>", 2).replace(text_cell("D2", "大类", 1), "", 1)
    tab = cases(grown(book(moved, styles=STYLES)).data)
    heads = [cell.value for cell in tab[2]]
    letter = "ABCDEFGH"[heads.index("小类")]
    assert "$D3" in str(rules_of(tab, letter)[0][1])
