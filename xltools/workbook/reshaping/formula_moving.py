"""What has to be spliced into a sheet so that its formulas compute the same once rows moved?

Invariant: a shared formula stays shared where its copies still follow from the one that holds the text, and is spelled
out where they do not; cells that are computed together move together or not at all. ECMA-376 part 1, §18.3.1.40 (f).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.workbook.reshaping.formula_rewriting import copied
from xltools.workbook.reshaping.reference_shift import ReferenceShift, moved_reference
from xltools.workbook.splicing.formula_cells import FormulaCell, formula_cells
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice

_REFERENCES = re.compile(rb"(\s(?:ref|r1|r2)\s*=\s*[\"'])([^\"']*)")


class RefusedFormula(NamedTuple):
    """A formula that cannot follow: its column, and why."""

    column: int
    error: PatchRefusedError


class _Group(NamedTuple):
    """A shared formula: the cell that holds its text, and the text that is written there; none if the cell goes."""

    master: FormulaCell
    written: str | None


def moved_formulas(sheet: SheetXml, references: ReferenceShift) -> list[Splice]:
    """The splices for the formulas of a sheet, those of removed rows left out, in order of place.

    Raises:
        PatchRefusedError: A formula refers to what is removed, or a block of cells would be torn.
    """
    moving = _Moving(sheet, references)
    return [splice for cell in formula_cells(sheet) for splice in moving.splices(cell)]


def refused_formulas(sheet: SheetXml, references: ReferenceShift) -> list[RefusedFormula]:
    """All formulas of a sheet for which `moved_formulas` would raise, in order of place."""
    moving, refused = _Moving(sheet, references), []
    for cell in formula_cells(sheet):
        try:
            list(moving.splices(cell))
        except PatchRefusedError as error:
            refused.append(RefusedFormula(cell.column, error))
    return refused


class _Moving:
    """Goes through the formulas of one sheet from top to bottom."""

    def __init__(self, sheet: SheetXml, references: ReferenceShift) -> None:
        self._sheet, self._references = sheet, references
        self._shift = references.of_sheet(sheet.name)
        self._groups: dict[str, _Group] = {}

    def splices(self, cell: FormulaCell) -> Iterator[Splice]:
        """What is to be changed in one cell."""
        if cell.is_block:
            self._refuse_torn(cell)
        stays = self._shift.moved(cell.row) is not None
        if cell.is_shared_master:
            self._groups[cell.group] = _Group(cell, None)
            if stays:
                self._groups[cell.group] = _Group(cell, self._moved(cell.text, cell))
        if stays:
            yield from self._of_copy(cell) if cell.kind == "shared" and not cell.text else self._of_text(cell)

    def _of_text(self, cell: FormulaCell) -> Iterator[Splice]:
        start, inside, inside_end, _ = self._element(cell)
        tag = self._sheet.scan[start:inside]
        new = _REFERENCES.sub(lambda match: match[1] + self._reference(match[2], cell), tag)
        if new != tag:
            yield Splice(start, inside, new)
        text = self._moved(cell.text, cell)
        if text != cell.text:
            yield Splice(inside, inside_end, escape(text).encode())

    def _of_copy(self, cell: FormulaCell) -> Iterator[Splice]:
        """A cell of a shared formula that says only whose formula it shares."""
        group = self._groups.get(cell.group)
        if group is None:
            raise self._sheet.refusal(address(cell.row, cell.column), "it shares a formula that stands nowhere")
        master, written = group
        text = copied(master.text, cell.row - master.row, cell.column - master.column)
        text = self._moved(text, cell)
        new, first = self._shift.moved(cell.row), self._shift.moved(master.row)
        if written is not None and text == copied(written, (new or 0) - (first or 0), cell.column - master.column):
            return
        start, _, _, end = self._element(cell)
        p = self._sheet.prefix
        yield Splice(start, end, b"<%bf>%b</%bf>" % (p, escape(text).encode(), p))

    def _moved(self, text: str, cell: FormulaCell) -> str:
        where = f"{self._sheet.name}!{address(cell.row, cell.column)}"
        return self._references.formula(text, self._sheet.name, where)

    def _reference(self, text: bytes, cell: FormulaCell) -> bytes:
        """The extent of a shared formula or a block, or an input cell of a data table."""
        new = moved_reference(text.decode(), self._shift)
        if not new:
            raise self._sheet.refusal(address(cell.row, cell.column), f"it needs {text.decode()}, which is removed")
        return new.encode()

    def _refuse_torn(self, cell: FormulaCell) -> None:
        moved = self._shift.area(cell.area)
        if moved is not None and moved.cell_count() != cell.area.cell_count():
            where = address(cell.row, cell.column)
            raise self._sheet.refusal(where, "it computes several rows together, and some of them are removed")

    def _element(self, cell: FormulaCell) -> tuple[int, int, int, int]:
        """Where its ``f`` begins, where its inside begins and ends, and where it ends."""
        scan, tag = self._sheet.scan, b"<" + self._sheet.prefix + b"f"
        start = scan.find(tag, cell.start, cell.end)
        while scan[start + len(tag)] not in b" />\t\r\n":
            start = scan.find(tag, start + 1, cell.end)
        inside = scan.find(b">", start, cell.end) + 1
        if scan[inside - 2] == ord("/"):
            return start, inside, inside, inside
        closing = scan.find(b"</" + tag[1:], inside, cell.end)
        return start, inside, closing, scan.find(b">", closing, cell.end) + 1
