"""How do the parts that tie a package together follow a change? The one invariant: no entry but that one moves.

ECMA-376 part 2, §9.3 (relationships) and §10.1.2 (content types); part 1, §18.2.2 (calcPr).
"""

import re
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec
from xltools.workbook.splicing.sheet_xml import blanked

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_UP_TO_NAMES = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")  # from the last to the first


class WorkbookChild(NamedTuple):
    """A child of the workbook part: its name, and ``[start, end)`` of its end tag, or of all of it if self-closed."""

    name: bytes
    start: int
    end: int


def without_relationship(wires: bytes, identity: str) -> bytes:
    """A relationship part without that arrow."""
    name = re.escape(identity.encode())
    return _cut(wires, rb"<(?:[\w.-]+:)?Relationship\s(?=[^>]*?\bId\s*=\s*[\"']%b[\"'])" % name)


def without_override(types: bytes, part: str) -> bytes:
    """The content types without that part's own entry; names are compared without case."""
    name = re.escape(part.encode())
    return _cut(types, rb"(?i)<(?:[\w.-]+:)?Override\s(?=[^>]*?PartName\s*=\s*[\"']/?%b[\"'])" % name)


def with_relationship(wires: bytes, kind: str, target: str) -> bytes:
    """A relationship part with one arrow more, of the same dialect, Transitional or Strict, as the others."""
    base = re.search(rb'Type="([ -!#-~]*/)(?:worksheet|sharedStrings|theme)"', as_utf8(wires))
    return with_typed_relationship(wires, f"{base[1].decode() if base else _OFFICE}{kind}", target)


def with_typed_relationship(wires: bytes, kind: str, target: str) -> bytes:
    """The same for a type that is given in full."""
    identity, number = "rIdStyles", 1
    while identity.encode() in as_utf8(wires):
        identity, number = f"rIdStyles{number}", number + 1
    return _appended(wires, "Relationships", f'Relationship Id="{identity}" Type="{kind}" Target="{target}"')


def with_override(types: bytes, part: str, content_type: str) -> bytes:
    """The content types with an entry for a new part."""
    return _appended(types, "Types", f'Override PartName="/{part}" ContentType="{content_type}"')


def recalculated_on_load(workbook: bytes) -> bytes:
    """The workbook part with ``fullCalcOnLoad`` set; itself if it is set already.

    Raises:
        PatchRefusedError: There is no place for it.
    """
    codec = utf16_codec(workbook)
    body = as_utf8(workbook)
    root = re.search(rb"<(?:([\w.-]+):)?workbook(?=[\s>])", body)
    prefix = root[1] + b":" if root and root[1] else b""
    scan = blanked(body, root.end() if root else 0)
    changed = _with_full_calc(body, scan, prefix)
    if changed == body:
        return workbook
    return changed.decode().encode(codec) if codec else changed


def _with_full_calc(body: bytes, scan: bytes, prefix: bytes) -> bytes:
    name = re.escape(prefix)
    calc = re.search(rb"<%bcalcPr(?=[\s/>])[^>]*>" % name, scan)
    if calc is not None:
        flag = re.search(rb"\sfullCalcOnLoad\s*=\s*[\"']([^\"']*)[\"']", calc[0])
        if flag is None:
            place = calc.start() + len(b"<" + prefix + b"calcPr")
            return body[:place] + b' fullCalcOnLoad="1"' + body[place:]
        start, end = calc.start() + flag.start(1), calc.start() + flag.end(1)
        return body if flag[1] in {b"1", b"true"} else body[:start] + b"1" + body[end:]
    before = last_up_to_names(scan, prefix)
    if before is None:
        raise PatchRefusedError("workbook", "there is no place to ask for a recalculation", "Save it anew in Excel")
    return body[: before.end] + b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>' + body[before.end :]


def last_up_to_names(scan: bytes, prefix: bytes) -> WorkbookChild | None:
    """The last child up to the defined names that is there: the order is fixed, and calcPr follows (§18.2.27).

    Args:
        scan: The workbook part, comments blanked.
        prefix: The namespace prefix of its elements, colon included.
    """
    p = re.escape(prefix)
    for name in _UP_TO_NAMES:
        found = list(re.finditer(rb"</%b%b\s*>|<%b%b(?:\s[^>]*)?/>" % (p, name, p, name), scan))
        if found:
            return WorkbookChild(name, *found[-1].span())
    return None


def _cut(text: bytes, start_of_tag: bytes) -> bytes:
    codec = utf16_codec(text)
    body = re.sub(start_of_tag + rb"[^>]*?(?:/>|(?<!/)>\s*</[^>]*>)", b"", as_utf8(text))
    return body.decode().encode(codec) if codec else body


def _appended(text: bytes, parent: str, element: str) -> bytes:
    codec = utf16_codec(text)
    body = as_utf8(text)
    closing = list(re.finditer(rb"</((?:[\w.-]+:)?)%b\s*>" % parent.encode(), body))
    if not closing:
        raise PatchRefusedError(parent, "no entry can be added to it", "Save the workbook anew in Excel")
    place = closing[-1]
    body = body[: place.start()] + b"<" + place[1] + element.encode() + b"/>" + body[place.start() :]
    return body.decode().encode(codec) if codec else body
