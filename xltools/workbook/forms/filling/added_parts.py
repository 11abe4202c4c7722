"""What has to tell of a part that a form did not have and its filling has? The one invariant: nothing else changes.

ECMA-376 part 2, §9.3 (relationships) and §10.1.2 (content types).
"""

import re
from collections.abc import Mapping

from xltools.workbook.packaging.package import CONTENT_TYPES, Package, relationship_part
from xltools.workbook.packaging.safe_xml import as_utf8
from xltools.workbook.splicing.cell_styles import STYLES_CONTENT_TYPE
from xltools.workbook.splicing.package_wiring import with_override, with_relationship

_RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_TYPED_BY_ENDING = re.compile(rb"<(?:[\w.-]+:)?Default\s[^>]*?Extension\s*=\s*[\"']rels[\"']", re.IGNORECASE)


def telling_parts(package: Package, parts: Mapping[str, bytes], styles: str) -> dict[str, bytes]:
    """The parts that change besides, so that programs find and understand the new ones.

    Args:
        package: The form.
        parts: What its filling changes or adds: the styles, and relationships of sheets.
        styles: The name of the part with the cell formats.

    Raises:
        PatchRefusedError: A part that would have to tell has no place for it.
    """
    types, told = parts.get(CONTENT_TYPES) or package.part(CONTENT_TYPES), {}
    for name in parts:
        if package.has_part(name):
            continue
        if name == styles:
            wires = relationship_part(package.workbook_part)
            told[wires] = with_relationship(parts.get(wires) or package.part(wires), "styles", f"/{styles}")
            types = with_override(types, styles, STYLES_CONTENT_TYPE)
        elif not _TYPED_BY_ENDING.search(as_utf8(types)):
            types = with_override(types, name, _RELATIONSHIPS_TYPE)
        told[CONTENT_TYPES] = types
    # A part that was typed by its ending all the time is typed so still.
    return {name: text for name, text in told.items() if text != (parts.get(name) or package.part(name))}
