"""Elements come where the standard wants them; what was there keeps its bytes (ECMA-376 part 1, §18.3.1.99)."""

import pytest

from xltools.errors import PatchRefusedError
from xltools.workbook.extending.ordered_xml import STYLES, WORKSHEET, OrderedXml

SHEET = b'<worksheet><cols/><!-- <dataValidations/> --><sheetData/><pageMargins left="1"/></worksheet>'


def test_a_child_comes_in_its_order() -> None:
    xml = OrderedXml(SHEET, "s", WORKSHEET)
    xml.insert("conditionalFormatting", "<conditionalFormatting/>")
    xml.insert("dimension", "<dimension/>")
    xml.extend("dataValidations", ["<dataValidation/>"])
    assert xml.changed() == (
        b"<worksheet><dimension/><cols/><!-- <dataValidations/> --><sheetData/><conditionalFormatting/>"
        b'<dataValidations count="1"><dataValidation/></dataValidations><pageMargins left="1"/></worksheet>'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<fonts count="1"><font/></fonts>', b'<fonts count="2"><font/><font n="2"/></fonts>'),
        (b'<fonts count="0"/>', b'<fonts count="1"><font n="2"/></fonts>'),
        (b"<fonts/>", b'<fonts count="1"><font n="2"/></fonts>'),
        (b"<fonts ></fonts>", b'<fonts count="1"><font n="2"/></fonts>'),
    ],
)
def test_a_list_grows_and_counts(before: bytes, after: bytes) -> None:
    xml = OrderedXml(b"<styleSheet>" + before + b"</styleSheet>", "s", STYLES)
    xml.extend("fonts", ['<font n="2"/>'])
    assert xml.changed() == b"<styleSheet>" + after + b"</styleSheet>"


def test_prefix_and_utf16_stay() -> None:
    text = "<?xml version='1.0'?><x:worksheet xmlns:x='m'><x:sheetData/></x:worksheet>"
    xml = OrderedXml(text.encode("utf-16"), "s", WORKSHEET)
    xml.extend("dataValidations", ["<x:dataValidation/>"], counted=False)
    changed = xml.changed()
    assert changed.startswith(b"\xff\xfe")
    assert "<x:dataValidations><x:dataValidation/></x:dataValidations></x:worksheet>" in changed.decode("utf-16")


def test_attributes_are_set_in_place() -> None:
    xml = OrderedXml(b"<worksheet><dimension ref='A1'/></worksheet>", "s", WORKSHEET)
    element = xml.root.first("dimension")
    assert element is not None
    xml.set(element, ref='A1:"B2"', other="1")
    assert xml.changed() == b'<worksheet><dimension ref=\'A1:"B2"\' other="1"/></worksheet>'


def test_a_part_without_any_inside_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        OrderedXml(b"<worksheet/>", "s", WORKSHEET).insert("cols", "<cols/>")
