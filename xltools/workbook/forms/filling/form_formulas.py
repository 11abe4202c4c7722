"""How do the formulas of a form read once rows have been put in? As Excel would have it.

Invariant: a formula whose references stay keeps its bytes.
"""

import re

from xltools.workbook.reshaping.formula_moving import moved_formulas
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.splicing.formula_cells import formula_cells
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import spliced

_ADDRESS = re.compile(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def moved_formula_cells(sheet: SheetXml, references: ReferenceShift) -> dict[tuple[int, int], bytes]:
    """What follows the address in each cell with a formula, by the place that the cell has in the form.

    Raises:
        PatchRefusedError: A block of cells that is computed together would be torn, or sheets move differently.
    """
    splices = moved_formulas(sheet, references)
    skip = len(b"<" + sheet.prefix + b"c")
    found = {}
    for cell in formula_cells(sheet):
        inside = [each for each in splices if cell.start <= each.start < cell.end]
        placed = [each._replace(start=each.start - cell.start, end=each.end - cell.start) for each in inside]
        text, _ = spliced(sheet.body[cell.start : cell.end], placed)
        found[cell.row, cell.column] = _ADDRESS.sub(b"", text[skip:], count=1)
    return found
