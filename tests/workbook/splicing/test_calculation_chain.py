"""The lists of formulas that Excel makes anew go whole, with all that leads to them. (fidelity.md, pitfall 1)"""

from tests.workbook.small_packages import TYPE, parts_of, relationships, sheet, zipped
from xltools.workbook.packaging.package import CONTENT_TYPES, open_package
from xltools.workbook.splicing.calculation_chain import without_calculation_chain

VOLATILE = "xl/volatileDependencies.xml"
WIRES = "xl/_rels/workbook.xml.rels"


def test_both_lists_go_and_nothing_else_is_rewired() -> None:
    parts = parts_of({"S": sheet("")}, chain=True)
    parts[WIRES] = relationships(
        ("worksheet", "/xl/tabs/t1.xml"),
        ("calcChain", "chain.xml"),
        ("volatileDependencies", "volatileDependencies.xml"),
    )
    parts[VOLATILE] = "<volTypes/>"
    entry = f'<Override PartName="/{VOLATILE}" ContentType="{TYPE % "volatileDependencies"}"/>'
    parts[CONTENT_TYPES] = str(parts[CONTENT_TYPES]).replace("</Types>", f"{entry}</Types>")
    changed, removed = without_calculation_chain(open_package(zipped(parts)), {})
    assert removed == ["xl/chain.xml", VOLATILE]
    assert b"chain" not in changed[WIRES] + changed[CONTENT_TYPES]
    assert b"volatile" not in changed[WIRES] + changed[CONTENT_TYPES]
    assert b"t1.xml" in changed[WIRES]
    assert b"styles" in changed[CONTENT_TYPES]


def test_what_was_changed_before_stays_changed() -> None:
    package = open_package(zipped(parts_of({"S": sheet("")}, chain=True)))
    wires = package.part(WIRES).replace(b"rId1", b"rIdOther")
    changed, _ = without_calculation_chain(package, {WIRES: wires})
    assert b"rIdOther" in changed[WIRES]


def test_a_workbook_without_them_is_left_alone() -> None:
    assert without_calculation_chain(open_package(zipped(parts_of({"S": sheet("")}))), {}) == ({}, [])
