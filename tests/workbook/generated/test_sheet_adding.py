"""A sheet is named at the end of the workbook part, in its own spelling, and indexes of others stay."""

import pytest

from tests.workbook.small_packages import MAIN, OFFICE, relationships
from xltools.errors import PatchRefusedError
from xltools.workbook.generated.sheet_adding import wired, with_sheet
from xltools.workbook.packaging.safe_xml import attribute, children, parse_xml

SHEETS = '<sheets><sheet name="S" sheetId="7" r:id="rId1"/></sheets>'
BEFORE = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{SHEETS}%s</workbook>'
NAMED = '<definedName name="x">1</definedName>'


def names(text: bytes) -> list[tuple[str | None, str | None, str | None]]:
    groups = children(parse_xml(text, "workbook"), "definedNames")
    return [(each.get("name"), each.get("localSheetId"), each.text) for group in groups for each in group]


@pytest.mark.parametrize(
    ("rest", "before"),
    [
        ("", []),
        ("<calcPr/>", []),
        ("<definedNames/><calcPr/>", []),
        (f"<definedNames>{NAMED}</definedNames>", [("x", None, "1")]),
        ("<externalReferences/><!-- <definedNames></definedNames> --><calcPr/>", []),
    ],
)
def test_the_rows_to_repeat_are_named(rest: str, before: list[tuple[str, None, str]]) -> None:
    after = with_sheet((BEFORE % rest).encode(), "待'办", "rId9", OFFICE, "$5:$5")
    assert names(after) == [*before, ("_xlnm.Print_Titles", "1", "'待''办'!$5:$5")]
    order = [child.tag.rpartition("}")[2] for child in parse_xml(after, "workbook")]
    assert order == [each for each in ("sheets", "externalReferences", "definedNames", "calcPr") if each in order]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_the_sheet_comes_last_with_an_identity_of_its_own(codec: str) -> None:
    prefixed = (BEFORE % "").replace("<", "<m:").replace("<m:/", "</m:").replace("xmlns=", "xmlns:m=")
    after = with_sheet(prefixed.encode(codec), "待办", "rId9", OFFICE)
    (sheets,) = children(parse_xml(after, "workbook"), "sheets")
    assert [(each.get("name"), each.get("sheetId"), attribute(each, "id")) for each in sheets] == [
        ("S", "7", "rId1"),
        ("待办", "8", "rId9"),
    ]
    assert names(after) == []


def test_the_arrow_has_an_identity_that_no_other_has() -> None:
    wires = relationships(("worksheet", "/xl/tabs/t1.xml")).encode()
    once, first = wired(wires, "/xl/a.xml")
    twice, second = wired(once, "/xl/b.xml")
    found = {each.get("Id"): (each.get("Target"), each.get("Type")) for each in parse_xml(twice, "wires")}
    assert [found[each][0] for each in ("rId1", first, second)] == ["/xl/tabs/t1.xml", "/xl/a.xml", "/xl/b.xml"]
    assert {kind for _, kind in found.values()} == {f"{OFFICE}/worksheet"}


def test_a_workbook_part_without_a_list_of_sheets_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        with_sheet(f'<workbook xmlns="{MAIN}"/>'.encode(), "待办", "rId9", OFFICE)
