"""New entries in the parts that tie a package together; whatever else stands there keeps its bytes."""

import codecs

import pytest

from xltools.errors import PatchRefusedError
from xltools.workbook.splicing.package_wiring import with_override, with_relationship

ODD = b'<Types a="\x80\xff"><Default Extension="xml"/></Types>'
WIRES = (
    b'<p:Relationships xmlns:p="r"><p:Relationship Id="rId1" Type="http://strict/worksheet" Target="a.xml"/>'
    b"</p:Relationships>"
)


def test_bytes_that_are_no_text_stay_where_they_are() -> None:
    entry = b'<Override PartName="/xl/a.xml" ContentType="t"/>'
    assert with_override(ODD, "xl/a.xml", "t") == ODD.replace(b"</Types>", entry + b"</Types>")


def test_a_relationship_speaks_the_dialect_of_the_others_with_their_prefix() -> None:
    found = with_relationship(WIRES, "styles", "s.xml")
    assert b'<p:Relationship Id="rIdStyles" Type="http://strict/styles" Target="s.xml"/></p:Relationships>' in found


def test_utf_16_stays_utf_16() -> None:
    part = codecs.BOM_UTF16_LE + '<?xml version="1.0" encoding="UTF-16"?><Types></Types>'.encode("utf-16-le")
    found = with_override(part, "xl/a.xml", "t")
    assert found.startswith(codecs.BOM_UTF16_LE)
    assert '<Override PartName="/xl/a.xml" ContentType="t"/></Types>' in found.decode("utf-16")


def test_a_part_without_an_end_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        with_override(b"<Types>", "xl/a.xml", "t")
