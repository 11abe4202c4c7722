"""What has to be put into a sheet so that it has empty cells of these formats? Texts come later, through the patcher.

Invariant: a cell that is there keeps what it holds. ECMA-376 part 1, §18.3.1.4 (c), §18.3.1.73 (row).
"""

import re
from collections.abc import Iterator, Mapping

from xltools.model.cell_address import address
from xltools.workbook.splicing.row_tags import widened_spans
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice

_STYLE = re.compile(rb"\ss\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def blank_cells(sheet: SheetXml, row: int, formats: Mapping[int, int], *, restyle: bool) -> Iterator[Splice]:
    """The changes of one row, in order of place.

    Args:
        sheet: The sheet.
        row: Its number; the row is made where it is missing.
        formats: By column, ascending, the index of the cell format.
        restyle: Whether cells that are there get the format, too.

    Raises:
        PatchRefusedError: The cells of the row contradict each other.
    """
    if not formats:
        return
    span, prefix = sheet.row_span(row), sheet.prefix
    if span is None:
        place = sheet.place_for_row(row)
        cells = b"".join(_blank(prefix, row, column, style) for column, style in formats.items())
        yield Splice(place, place, b'<%brow r="%d">%b</%brow>' % (prefix, row, cells, prefix))
        return
    start, end = span
    tag_end = sheet.scan.find(b">", start, end) + 1
    tag = sheet.scan[start:tag_end]
    changed = widened_spans(tag, min(formats), max(formats))
    if tag.endswith(b"/>"):
        cells = b"".join(_blank(prefix, row, column, style) for column, style in formats.items())
        yield Splice(start, tag_end, changed[:-2].rstrip() + b">" + cells + b"</%brow>" % prefix)
        return
    if changed != tag:
        yield Splice(start, tag_end, changed)
    standing = {cell.column: cell for cell in sheet.cells(row, start, end)}
    row_end = sheet.scan.rfind(b"</%brow" % prefix, start, end)
    for column, style in formats.items():
        if column not in standing:
            place = next((cell.start for cell in standing.values() if cell.column > column), row_end)
            yield Splice(place, place, _blank(prefix, row, column, style))
        elif restyle:
            cell = standing[column]
            bare = _STYLE.sub(b"", sheet.body[cell.start : cell.tag_end])
            name = len(prefix) + 2
            yield Splice(cell.start, cell.tag_end, bare[:name] + b' s="%d"' % style + bare[name:])


def _blank(prefix: bytes, row: int, column: int, style: int) -> bytes:
    return b'<%bc r="%b" s="%d"/>' % (prefix, address(row, column).encode(), style)
