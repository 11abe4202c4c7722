"""Parts of XML with other attributes, namespaces, entities, encodings, wires and types than they should have."""

import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Book, Spoilt
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import LATER, NAMES, sound

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TAG = re.compile(rb"<(?![?!/])[^<>]+>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
VALUES = st.one_of(
    st.sampled_from([b"", b"0", b"1", b"-1", b"true", b"x", b" 5 ", b"1.5", b"9" * 20, b"9" * 5000, b"A1",
    b"XFD1048576",
                     b"A1:B2:C3", b"A0", b"$A$1", b"A1048577", b"&lt;", b"&#65;", b"&#0;", b"&x;", b"\xff",
                     "甲".encode(),
                     "１".encode(), "²".encode(), b"rId1", b"/xl/workbook.xml", b"../../..", b"http://[", b"xl\\x",
                     b"%zz", b"a" * 100_000,
                     b"B5", b"e", b"s", b"inlineStr", b"4294967296", b"NaN", b"FF0000", b"shared", b"array"]),
    st.binary(max_size=6).map(lambda raw: raw.replace(b'"', b"").replace(b"<", b"")),
    st.integers(0, 300).map(lambda number: b"%d" % number),
)  # fmt: skip


@st.composite
def spoilt_part(draw: st.DrawFn, text: bytes) -> Spoilt:
    return Spoilt(_spoilt_part(draw, text))


def _spoilt_part(draw: st.DrawFn, text: bytes) -> bytes:
    tags = list(_TAG.finditer(text))
    # most tags are cells: the few others are found by their names, and chosen as often
    kinds: dict[bytes, list[re.Match[bytes]]] = {}
    for tag in tags:
        kinds.setdefault(tag[0].split()[0], []).append(tag)
    if not kinds:
        return text
    found = draw(st.sampled_from(draw(st.sampled_from(list(kinds.values())))))
    start, end, tag = found.start(), found.end(), found[0]
    marks = list(_ATTRIBUTE.finditer(tag))
    if marks and draw(st.integers(0, 3)):
        mark = draw(st.sampled_from(marks))
        name, value = mark[1], draw(VALUES)
        written = draw(
            st.sampled_from([b'%s="%s"' % (name, value), b"%s='%s'" % (name, value), b'%s = "%s"' % (name, value), b"",
                             b'%s="%s" %s="1"' % (name, value, name), b'x%s="%s"' % (name, value),
                             b'\n%s\t="%s"' % (name, value)])
        )  # fmt: skip
        return text[:start] + tag[: mark.start()] + written + tag[mark.end() :] + text[end:]
    put = draw(
        st.sampled_from([b"", tag + tag, b"<!-- <row r='1'><c r=\"A1\"> -->" + tag, b"<![CDATA[<c>]]>" + tag,
        b"<?x <c r='A1'?>" + tag,
                         tag.replace(b">", b"/>"), b"</x>" + tag, b"<x>" + tag, tag[:-1], b"&#x0;" + tag,
                         b"\0" + tag, b"]]>" + tag,
                         b"<mc:AlternateContent xmlns:mc='m'><mc:Choice>" + tag, b"text" + tag, tag.replace(b"<",
                         b"<x:")])
    )  # fmt: skip
    return text[:start] + put + text[end:]


@st.composite
def respelled(draw: st.DrawFn, text: bytes) -> Spoilt:
    """The whole part in another spelling: some are fair, some are not."""
    return Spoilt(_respelled(draw, text))


def _respelled(draw: st.DrawFn, text: bytes) -> bytes:  # noqa: C901 - one case, one way
    declaration, bracket, rest = text.partition(b"?>")
    if not bracket:
        return text
    match draw(st.integers(0, 11)):
        case 0:
            rest = re.sub(rb"<(/?)(?![?!x])(\w+)", rb"<\1q:\2", rest)
            return declaration + bracket + rest.replace(b" xmlns=", b" xmlns:q=", 1)
        case 1:
            return text.replace(MAIN.encode(), STRICT.encode())
        case 2:
            return (
                text.decode(errors="replace")
                .replace("UTF-8", "UTF-16")
                .encode(draw(st.sampled_from(["utf-16", "utf-16-le", "utf-16-be"])))
            )
        case 3:
            encoding = draw(st.sampled_from(["gbk", "gb18030", "utf-32", "cp1252", "big5"]))
            return text.decode(errors="replace").replace("UTF-8", encoding).encode(encoding, "xmlcharrefreplace")
        case 4:
            return text.replace(
                b"UTF-8",
                draw(st.sampled_from([b"utf8", b"GBK", b"x", b"", b"UTF-7", b"utf-16", b"latin-1", b"rot13"])),
                1,
            )
        case 5:
            return b"\xef\xbb\xbf" + text
        case 6:
            return rest
        case 7:
            doctype, entity = draw(st.sampled_from([(LAUGHS, b"&b;"), (OUTSIDE, b"&x;"), (b"<!DOCTYPE l>", b"")]))
            return declaration + bracket + doctype + rest.replace(b"</t>", entity + b"</t>", 1)
        case 8:
            return declaration + bracket + rest.replace(MAIN.encode(), b"urn:x")
        case 9:
            return text + draw(st.sampled_from([b"\n\n", b"<x/>", b"<!-- -->", b"\0", b"junk"]))
        case 10:
            return text[: draw(st.integers(0, len(text)))]
        case _:
            return rest.replace(b'"', b"'") if b"'" not in rest else text


@st.composite
def with_spoilt_parts(draw: st.DrawFn, name: str, data: bytes) -> Spoilt:
    """A register made from that template, some of whose parts are other than they should be."""
    book = Book(data)
    register = book.sheets.get(sound(name).definition.register_sheet.title, _STYLES)
    chosen = st.one_of(
        st.sampled_from([register, _STYLES, _STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
                         "_rels/.rels", "docProps/custom.xml", "docProps/core.xml"]),
        st.sampled_from(sorted(book.parts)),
    )  # fmt: skip
    for _ in range(draw(st.integers(1, 3))):
        part = draw(chosen)
        if part in book.parts:
            change = draw(st.sampled_from([spoilt_part, spoilt_part, spoilt_part, respelled, None]))
            if change is None:
                book.parts.pop(part)
            else:
                book.parts[part] = draw(change(Spoilt(book.parts[part])))
    return book.data()


@examples(110)
@given(st.data())
def test_any_part(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    tried(name, data.draw(with_spoilt_parts(name, sound(name).data)))


WIRES = [
    b'<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (identity, OFFICE, kind, target, mode)
    for identity in (b"rId1", b"rId900", b"")
    for kind in (b"worksheet", b"styles", b"sharedStrings", b"calcChain", b"theme", b"table", b"")
    for target in (
        b"workbook.xml",
        b"worksheets/sheet1.xml",
        b"../../../../etc/passwd",
        b"http://x.y/z",
        b"",
        b"nowhere.xml",
    )
    for mode in (b"", b' TargetMode="External"')
]


@examples(20)
@given(st.data())
def test_any_wires(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    book = Book(sound(name).data)
    part = data.draw(
        st.sampled_from(["_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet5.xml.rels"])
    )
    text = book.parts.get(
        part, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    wires = b"".join(data.draw(st.lists(st.sampled_from(WIRES), min_size=1, max_size=3)))
    opening, bracket, rest = text.rpartition(b"</Relationships>")
    first = re.search(rb"<Relationships[^>]*>", text)
    assert first is not None
    if data.draw(st.booleans()):
        book.parts[part] = opening + wires + bracket + rest
    else:
        book.parts[part] = text[: first.end()] + wires + text[first.end() :]
    tried(name, book.data())


def tried(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder))
        path.write_bytes(data)
        kept(path, sound(name).definition, LATER)
