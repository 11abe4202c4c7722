"""Which cells of a sheet are computed, and from what text? The one invariant: a sheet without any costs one search.

ECMA-376 part 1, §18.3.1.40 (f): plain, shared (§18.18.6: one master holds the text), array and dataTable formulas.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.splicing.cell_text import without_entities
from xltools.workbook.splicing.sheet_xml import SheetXml, attributes

_BYTES_WORTH_A_HOP = 200


class FormulaCell(NamedTuple):
    """One cell with an ``f`` element.

    Attributes:
        start: Where its element begins in the sheet.
        end: Just behind its element.
        kind: ``normal``, ``shared``, ``array`` or ``dataTable``.
        text: The formula without ``=``; empty for the dependants of a shared formula.
        group: The shared index, if it is shared.
        area: The cells it computes: of an array or a data table all of them, else the cell itself.
    """

    row: int
    column: int
    start: int
    end: int
    kind: str
    text: str
    group: str
    area: Area

    @property
    def is_block(self) -> bool:
        """Whether it computes a whole area that must be kept together."""
        return self.kind in {"array", "dataTable"}

    @property
    def is_shared_master(self) -> bool:
        """Whether other cells take their text from it."""
        return self.kind == "shared" and bool(self.text)


def formula_cells(sheet: SheetXml) -> list[FormulaCell]:
    """All formula cells of a sheet, in the order of its rows.

    Raises:
        PatchRefusedError: A formula stands in a cell that cannot be placed.
    """
    return [_formula_cell(sheet, start) for start in _formula_starts(sheet)]


def _formula_starts(sheet: SheetXml) -> Iterator[int]:
    """Where f elements begin.

    Hopping from one byte "f" to the next is ten times as fast as a search for the tag, until they are many.
    """
    find, tag, end = sheet.scan.find, b"<" + sheet.prefix + b"f", sheet.data_end
    back = len(tag) - 1
    position, hops = find(b"f", sheet.data_start, end), 0
    while position >= 0:
        if sheet.scan.startswith(tag, position - back) and sheet.scan[position + 1] in b" />\t\r\n":
            yield position - back
        hops += 1
        if hops * _BYTES_WORTH_A_HOP < position - sheet.data_start + 1024 * _BYTES_WORTH_A_HOP:
            position = find(b"f", position + 1, end)
        else:
            next_tag = find(tag, position + 1, end)
            position = next_tag + back if next_tag >= 0 else -1


def _formula_cell(sheet: SheetXml, start: int) -> FormulaCell:
    scan, p = sheet.scan, sheet.prefix
    cell_start = scan.rfind(b"<" + p + b"c", sheet.data_start, start)
    closing = b"</" + p + b"c>"
    cell_end = scan.find(closing, start, sheet.data_end) + len(closing)
    tag_end = scan.find(b">", start, cell_end)
    if cell_start < 0 or cell_end < start or tag_end < 0:
        raise sheet.refusal("formula", "it stands in no cell")
    row, column = sheet.cell_at(cell_start)
    marks = attributes(scan[start:tag_end])
    text = ""
    if scan[tag_end - 1] != ord("/"):
        raw = sheet.body[tag_end + 1 : scan.find(b"</" + p + b"f", tag_end, cell_end)]
        text = without_entities(_without_cdata(raw).decode(errors="replace")).strip()
    kind = marks.get(b"t", b"normal").decode(errors="replace")
    area = (
        parse_area(marks[b"ref"].decode(errors="replace"))
        if b"ref" in marks and kind in {"array", "dataTable"}
        else None
    )
    if area is not None and (area.top, area.left) != (row, column):
        area = None  # a block begins with its formula: what lies elsewhere was computed by something else, or typed
    group = marks.get(b"si", b"").decode(errors="replace")
    return FormulaCell(row, column, cell_start, cell_end, kind, text, group, area or Area(row, column, row, column))


def _without_cdata(raw: bytes) -> bytes:
    return re.sub(rb"<!\[CDATA\[(.*?)\]\]>", rb"\1", raw, flags=re.DOTALL) if b"<!" in raw else raw
