"""Only what is asked for changes, in whatever spelling the part has."""

import pytest

from xltools.errors import NotAWorkbookError, UnsafeWorkbookError
from xltools.workbook.reshaping.located_xml import LocatedXml

PART = (
    '<?xml version="1.0"?>\n<!-- <b r="1"/> --><x:a xmlns:x="u"><x:b r=\'5\' x:id="1"/> <c>t<![CDATA[<z>]]></c></x:a>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_attributes_texts_and_elements(encoding: str) -> None:
    part = LocatedXml(PART.encode(encoding), "p")
    first, second = part.root.children
    assert (first.name, first.attributes, second.text) == ("b", {"r": "5", "id": "1"}, "t<z>")
    part.set_attribute(first, "r", "7")
    part.set_text(second, "<q>&")
    changed = part.changed()
    assert changed is not None
    expected = PART.replace("r='5'", 'r="7"').replace("t<![CDATA[<z>]]>", "&lt;q&gt;&amp;")
    assert changed.decode(encoding) == expected


def test_what_was_changed_within_goes_with_an_element() -> None:
    part = LocatedXml(b"<a><b><c r='1'/></b><d/></a>", "p")
    part.set_attribute(part.root.children[0].children[0], "r", "2")
    part.remove(part.root.children[0])
    assert part.changed() == b"<a><d/></a>"


def test_without_changes_there_is_no_new_part() -> None:
    part = LocatedXml(b"<a r='1'>x</a>", "p")
    part.set_attribute(part.root, "r", "1")
    part.set_text(part.root, "x")
    assert part.changed() is None


@pytest.mark.parametrize(
    ("text", "error"), [(b"<a><b></a>", NotAWorkbookError), (b"<!DOCTYPE a><a/>", UnsafeWorkbookError)]
)
def test_what_cannot_be_trusted_is_not_read(text: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        LocatedXml(text, "p")
