"""By what is a workbook known as a register? Two properties of the document: its template, and that one's version.

Invariant: properties that others set stay as they are. ECMA-376 part 1, §22.3 (custom properties); the Strict dialect
has other namespaces (part 1, annex A).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.ordered_xml import OrderedXml
from xltools.workbook.layout import TEMPLATE_PROPERTY, VERSION_PROPERTY
from xltools.workbook.packaging.package import CONTENT_TYPES, CUSTOM_PROPERTIES, Package, relationship_part
from xltools.workbook.packaging.safe_xml import as_utf8, whole_number
from xltools.workbook.splicing.package_wiring import with_override, with_typed_relationship

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2  # 0 and 1 are reserved ([MS-OLEPS] 2.18)
_VALUES = re.compile(rb"xmlns:([\w.-]+)\s*=\s*[\"'][^\"']*/docPropsVTypes[\"']")


class _Dialect(NamedTuple):
    properties: str
    values: str
    relationship: str


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument"
_TRANSITIONAL_WORDS = _Dialect(
    f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes", f"{_OFFICE}/relationships/custom-properties"
)
_STRICT_WORDS = _Dialect(
    f"{_STRICT}/customProperties", f"{_STRICT}/docPropsVTypes", f"{_STRICT}/relationships/customProperties"
)


def register_marks(definition: RegisterDefinition) -> dict[str, str]:
    """The properties that a register of this definition bears."""
    return {TEMPLATE_PROPERTY: definition.name, VERSION_PROPERTY: str(definition.version)}


def with_marks(package: Package, marks: Mapping[str, str], strict: bool, types: bytes) -> dict[str, bytes]:
    """The parts that change so that a workbook bears these marks, by name.

    Args:
        package: The workbook.
        marks: Names and values of the properties.
        strict: Whether it speaks the Strict dialect.
        types: Its content types, with what was added to them before.

    Raises:
        PatchRefusedError, UnreadableWorkbookError: A part is spelled in a way that cannot be extended.
    """
    part = next((part for kind in CUSTOM_PROPERTIES if (part := package.related("", kind))), None)
    if part is not None:
        return {part: _extended(package.part(part), part, marks)}
    words = _STRICT_WORDS if strict else _TRANSITIONAL_WORDS
    names = ("docProps/custom.xml", *(f"docProps/custom{number}.xml" for number in range(2, 99)))
    part = next(name for name in names if not package.has_part(name))
    inner = "".join(_written("", "vt:", number, mark) for number, mark in enumerate(marks.items(), _FIRST_NUMBER))
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{words.properties}" xmlns:vt="{words.values}">{inner}</Properties>'
    )
    wires = relationship_part("")
    return {
        part: text.encode(),
        wires: with_typed_relationship(package.part(wires), words.relationship, f"/{part}"),
        CONTENT_TYPES: with_override(types, part, _CONTENT_TYPE),
    }


def _extended(text: bytes, part: str, marks: Mapping[str, str]) -> bytes:
    xml = OrderedXml(text, part, ("property",))
    values = _VALUES.search(as_utf8(text))
    prefix = f"{values[1].decode()}:" if values else "vt:"
    known = {each.attributes.get("name", ""): each for each in xml.root.children}
    number = max([_FIRST_NUMBER - 1, *(whole_number(each.attributes.get("pid", "0")) for each in known.values())])
    for name, value in marks.items():
        if name in known:
            if [child.text for child in known[name].children] == [value]:
                continue
            xml.replace(
                known[name],
                _written(xml.prefix, prefix, whole_number(known[name].attributes.get("pid", "")), (name, value)),
            )
        else:
            number += 1
            xml.insert("property", _written(xml.prefix, prefix, number, (name, value)))
    return xml.changed()


def _written(prefix: str, values: str, number: int, mark: tuple[str, str]) -> str:
    name, value = mark
    return (
        f'<{prefix}property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<{values}lpwstr>{escape(value)}</{values}lpwstr></{prefix}property>"
    )
