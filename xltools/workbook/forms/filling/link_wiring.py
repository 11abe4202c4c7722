"""Along which relationships do the links of a sheet lead? The one invariant: those that are there keep their names.

ECMA-376 part 2, §9.3 (relationships).
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_NAMESPACE}"></Relationships>'
)
_END = re.compile(r"</((?:[\w.-]+:)?)Relationships\s*>")
_SELF_CLOSED = re.compile(r"<((?:[\w.-]+:)?Relationships)((?:\s[^>]*)?)/>")


def with_wired_links(wires: bytes | None, targets: Sequence[str], office: str) -> tuple[bytes, list[str]]:
    """A sheet's relationship part with these targets, and the name of the relationship to each.

    Args:
        wires: The part as it is; None where the sheet has none.
        targets: Addresses outside of the workbook, escaped.
        office: The namespace of relationships that the workbook uses.
    """
    codec = utf16_codec(wires) if wires else None
    body = as_utf8(wires).decode() if wires else _EMPTY
    body = _SELF_CLOSED.sub(r"<\1\2></\1>", body)
    start = "rIdLink"
    while f'"{start}' in body or f"'{start}" in body:
        start += "X"
    names = {target: f"{start}{number}" for number, target in enumerate(dict.fromkeys(targets), 1)}
    end = _END.search(body)
    prefix, place = (end[1], end.start()) if end else ("", len(body))
    elements = "".join(
        f'<{prefix}Relationship Id="{name}" Type="{office}/hyperlink" Target={quoteattr(target)}'
        ' TargetMode="External"/>'
        for target, name in names.items()
    )
    new = body[:place] + elements + body[place:]
    return new.encode(codec or "utf-8"), [names[target] for target in targets]
