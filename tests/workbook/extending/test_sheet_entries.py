"""New sheets come among the others, and all that counts sheets follows (ECMA-376 part 1, §18.2)."""

from xml.etree.ElementTree import Element

from xltools.workbook.extending.sheet_entries import NewSheet, tabs_after, with_sheets

WORKBOOK = (
    '<workbook xmlns="m" xmlns:r="o"><bookViews><workbookView activeTab="1" firstSheet="1"/></bookViews><sheets>'
    '<sheet name="甲" sheetId="7" r:id="rId1"/><sheet name="乙 &amp; 丙" sheetId="3" r:id="rId2"/></sheets>'
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">\'乙 &amp; 丙\'!$A$1:$C$9</definedName>'
    '<definedName name="全局">甲!$A$1</definedName></definedNames><calcPr/></workbook>'
).encode()


def print_titles() -> list[Element]:
    element = Element("definedName", {"name": "_xlnm.Print_Titles", "localSheetId": "5"})
    element.text = "新!$4:$4"
    return [element]


def changed(*new: NewSheet) -> str:
    return with_sheets(WORKBOOK, new, "o", {"乙 & 丙": lambda text: text.replace("C", "F")}).decode()


def test_a_sheet_in_between_moves_what_counts() -> None:
    text = changed(NewSheet("新", "rId9", "乙 & 丙", ()))
    assert text.index('name="甲"') < text.index('name="新" sheetId="8"') < text.index('name="乙 &amp; 丙"')
    assert 'activeTab="2" firstSheet="2"' in text
    assert "localSheetId=\"2\">'乙 &amp; 丙'!$A$1:$F$9<" in text
    assert '<definedName name="全局">甲!$A$1</definedName>' in text


def test_a_sheet_at_the_end_moves_nothing() -> None:
    text = changed(NewSheet("新", "rId9", None, ()))
    assert 'activeTab="1" firstSheet="1"' in text
    assert 'localSheetId="1"' in text


def test_the_templates_names_lead_to_the_new_place() -> None:
    text = changed(NewSheet("新", "rId9", "甲", print_titles()))
    assert '<definedName name="_xlnm.Print_Titles" localSheetId="0">新!$4:$4</definedName></definedNames>' in text


def test_the_order_of_several() -> None:
    new = [NewSheet("一", "", "乙", ()), NewSheet("二", "", "乙", ()), NewSheet("三", "", None, ())]
    assert tabs_after(["甲", "乙"], new) == ["甲", "一", "二", "乙", "三"]
