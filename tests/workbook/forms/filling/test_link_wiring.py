from xml.etree.ElementTree import fromstring

import pytest

from tests.workbook.small_packages import OFFICE, RELATIONS, relationships
from xltools.workbook.forms.filling.link_wiring import with_wired_links


def arrows(wires: bytes) -> dict[str, str]:
    return {element.attrib["Id"]: element.attrib["Target"] for element in fromstring(wires.decode())}


@pytest.mark.parametrize(
    "before", [None, f'<Relationships xmlns="{RELATIONS}"/>'.encode(), relationships(("drawing", "d.xml")).encode()]
)
def test_links_join_what_is_there(before: bytes | None) -> None:
    wires, names = with_wired_links(before, ["附件/一.jpg", 'a"b&c', "附件/一.jpg"], OFFICE)
    found = arrows(wires)
    assert [found[name] for name in names] == ["附件/一.jpg", 'a"b&c', "附件/一.jpg"]
    kept = arrows(before) if before else {}
    assert kept.items() <= found.items()
    assert len(found) == len(kept) + 2


def test_names_that_are_taken_are_left_alone() -> None:
    before = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rIdLink1" Target="x" Type="t"/></Relationships>'
    wires, (name,) = with_wired_links(before.encode(), ["y"], OFFICE)
    assert arrows(wires) == {"rIdLink1": "x", name: "y"}
