"""How does a workbook get one sheet more? Named in the workbook part, wired, and given a content type.

Invariant: it comes last, so that no index of another sheet moves. ECMA-376 part 1, §18.2.19 (sheet), §18.2.5
(definedName).
"""

import re
from collections.abc import Container
from posixpath import dirname, join
from xml.sax.saxutils import quoteattr

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import as_utf8, children, parse_xml, utf16_codec, whole_number
from xltools.workbook.splicing.package_wiring import last_up_to_names, with_relationship
from xltools.workbook.splicing.sheet_xml import attributes, blanked

SHEET_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?workbook(?=[\s>])[^>]*>")
_ARROW = re.compile(r"<(?:[\w.-]+:)?Relationship\s[^>]*>")


def free_sheet_part(package: Package, taken: Container[str]) -> str:
    """A name for the part of a new sheet, beside those of the others.

    Args:
        package: The workbook.
        taken: Names of parts that are about to be added.
    """
    folder = dirname(package.workbook_part)
    names = (join(folder, f"worksheets/sheet{number}.xml") for number in range(1, 10_000))
    return next(name for name in names if not package.has_part(name) and name not in taken)


def wired(wires: bytes, target: str) -> tuple[bytes, str]:
    """The workbook's relationships with an arrow to a new worksheet, and the arrow's identity."""
    changed = with_relationship(wires, "worksheet", target)
    tag = _ARROW.findall(as_utf8(changed).decode())[-1]  # it was put behind all others
    return changed, attributes(tag.encode())[b"Id"].decode()


def with_sheet(workbook: bytes, name: str, identity: str, office: str, repeated_rows: str = "") -> bytes:
    """The workbook part with a sheet at the end of its list.

    Args:
        workbook: The part.
        name: The tab.
        identity: Of the relationship.
        office: The namespace of relationship identities.
        repeated_rows: The rows that are repeated on paper, ``$5:$5``; none where empty.

    Raises:
        PatchRefusedError: It is spelled in a way that cannot be extended safely.
    """
    codec = utf16_codec(workbook)
    body = as_utf8(workbook)
    sheets = [sheet for group in children(parse_xml(workbook, "workbook"), "sheets") for sheet in group]
    number = max((whole_number(sheet.get("sheetId", "0")) for sheet in sheets), default=0) + 1
    # The prefix is bound on the spot: whatever the workbook calls that namespace, and however it is declared.
    new = f'sheet name={quoteattr(name)} sheetId="{number}" xmlns:r="{office}" r:id="{identity}"/>'
    body = _before_end(body, b"sheets", new)
    if repeated_rows:
        quoted = name.replace("'", "''")
        area = f"'{quoted}'!{repeated_rows}".replace("&", "&amp;").replace("<", "&lt;")
        body = _with_name(body, f'definedName name="_xlnm.Print_Titles" localSheetId="{len(sheets)}">{area}')
    return body.decode().encode(codec) if codec else body


def _with_name(body: bytes, new: str) -> bytes:
    prefix, scan = _prefix_and_scan(body)
    name = re.escape(prefix)
    closing = b"</" + prefix + b"definedName>"
    element = b"<" + prefix + new.encode() + closing
    if (place := re.search(rb"</%bdefinedNames\s*>" % name, scan)) is not None:
        return body[: place.start()] + element + body[place.start() :]
    whole = b"<%bdefinedNames>%b</%bdefinedNames>" % (prefix, element, prefix)
    before = last_up_to_names(scan, prefix)
    if before is None:
        raise PatchRefusedError("workbook", "there is no place for a defined name", "Save it anew in Excel")
    return (body[: before.start] if before.name == b"definedNames" else body[: before.end]) + whole + body[before.end :]


def _before_end(body: bytes, parent: bytes, new: str) -> bytes:
    prefix, scan = _prefix_and_scan(body)
    closing = list(re.finditer(rb"</%b%b\s*>" % (re.escape(prefix), parent), scan))
    if not closing:
        raise PatchRefusedError("workbook", "no sheet can be added to it", "Save it anew in Excel")
    place = closing[-1].start()
    return body[:place] + b"<" + prefix + new.encode() + body[place:]


def _prefix_and_scan(body: bytes) -> tuple[bytes, bytes]:
    root = _ROOT.search(body)
    return (root[1] + b":" if root and root[1] else b""), blanked(body, root.end() if root else 0)
