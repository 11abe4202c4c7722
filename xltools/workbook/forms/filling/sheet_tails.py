"""What has to be said behind the rows of a filled sheet? Its merged areas, and the links of its cells.

Invariant: elements stand in the order that the schema wants, or spreadsheet programs take the workbook to be damaged.
ECMA-376 part 1, §18.3.1.99 (worksheet).
"""

import re
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from xltools.workbook.reshaping.reference_shift import spelled_area
from xltools.workbook.splicing.cell_addresses import Area

# The elements of which links stand in front; the ones they stand behind may hold an extLst of their own.
_BEHIND_LINKS = (
    b"printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    b"smartTags drawing drawingHF legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts "
    b"extLst"
).split()
_BEFORE_LINKS = (b"conditionalFormatting", b"dataValidations", b"mergeCells", b"customSheetViews", b"sheetProtection")


def with_merges(tail: bytes, merges: Sequence[Area], prefix: bytes) -> bytes:
    """The tail of a sheet that has merged areas, with these instead."""
    p = re.escape(prefix)
    cells = b"".join(
        b'<%bmergeCell ref="%b"/>' % (prefix, spelled_area(area, as_range=False).encode()) for area in merges
    )
    group = b'<%bmergeCells count="%d">%b</%bmergeCells>' % (prefix, len(merges), cells, prefix)
    pattern = rb"<%bmergeCells(?=[\s>])[^>]*>.*?</%bmergeCells\s*>" % (p, p)
    return re.sub(pattern, lambda _: group, tail, count=1, flags=re.DOTALL)


def with_links(tail: bytes, links: Sequence[tuple[Area, str]], prefix: bytes, office: str) -> bytes:
    """The tail of a sheet with these links besides those that it has.

    Args:
        tail: From the end tag of sheetData on.
        links: The cells, and the relationship that each leads along.
        prefix: How the sheet writes its elements.
        office: The namespace of relationships.
    """
    if not links:
        return tail
    elements = b"".join(_link(area, identity, prefix, office) for area, identity in links)
    closing = b"</" + prefix + b"hyperlinks>"
    if closing in tail:
        return tail.replace(closing, elements + closing, 1)
    place = _place_for_links(tail, prefix)
    return tail[:place] + b"<%bhyperlinks>%b</%bhyperlinks>" % (prefix, elements, prefix) + tail[place:]


def _link(area: Area, identity: str, prefix: bytes, office: str) -> bytes:
    # The namespace is told here: a sheet without relationships may not have declared it.
    marks = (
        f"ref={quoteattr(spelled_area(area, as_range=False))} xmlns:r={quoteattr(office)} r:id={quoteattr(identity)}"
    )
    return b"<%bhyperlink %b/>" % (prefix, marks.encode())


def _place_for_links(tail: bytes, prefix: bytes) -> int:
    p = re.escape(prefix)
    before = [0, *(tail.rfind(b"</" + prefix + name + b">") for name in _BEFORE_LINKS)]
    found = re.compile(rb"<%b(?:%b)(?=[\s/>])|</%bworksheet\s*>" % (p, b"|".join(_BEHIND_LINKS), p)).search(
        tail, max(before)
    )
    return found.start() if found else len(tail)
