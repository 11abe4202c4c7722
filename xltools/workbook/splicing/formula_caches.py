"""Which cached results are stale once these cells have changed? The one invariant: one too many, never one too few.

Excel recalculates on load only if told to, LibreOffice only what has no cached value (measured); so stale `v` elements
are dropped. ECMA-376 part 1, §18.3.1.96 (v).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import children
from xltools.workbook.splicing.cell_sets import CellSet
from xltools.workbook.splicing.formula_cells import FormulaCell
from xltools.workbook.splicing.formula_references import FormulaReader, Reads
from xltools.workbook.splicing.sheet_tables import Table
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice

# Chains that run down or up a sheet are done in two passes; a knot that takes more is taken to be stale as a whole.
_MAX_PASSES = 8
_RESULT_ATTRIBUTES = re.compile(rb"\s(?:t|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class Computed(NamedTuple):
    """A formula cell and the name of the sheet it is on."""

    sheet: str
    cell: FormulaCell


class _Pending(NamedTuple):
    """A formula that is not stale so far, and what it reads as seen from its own cell."""

    computed: Computed
    reads: Reads
    rows: int
    columns: int

    def is_touched(self, changed: CellSet) -> bool:
        return any(
            changed.touches(sheet, reference.moved(self.rows, self.columns))
            for reference in self.reads.references
            for sheet in reference.sheets
        )


def formula_reader(package: Package, tables: Iterable[Table]) -> FormulaReader:
    """A reader that knows the workbook's sheets, defined names and tables."""
    names: dict[str, list[str]] = {}
    for group in children(package.xml(package.workbook_part), "definedNames"):
        for element in children(group, "definedName"):
            names.setdefault(element.get("name", "").lower(), []).append(element.text or "")
    by_name = {table.name.lower(): table for table in tables}
    return FormulaReader([sheet.name for sheet in package.sheets], names, by_name)


def stale_formulas(
    reader: FormulaReader, formulas: Mapping[str, list[FormulaCell]], changed: Mapping[str, Iterable[tuple[int, int]]]
) -> list[Computed]:
    """The formulas whose results may no longer hold, directly or through other formulas.

    Args:
        reader: Tells what a formula reads.
        formulas: The formula cells of each sheet, those that were overwritten left out.
        changed: The cells of each sheet that have a new value.
    """
    dirty = CellSet()
    for sheet, cells in changed.items():
        dirty.update(sheet.lower(), cells)
    stale: list[Computed] = []

    def spoil(computed: Computed) -> None:
        stale.append(computed)
        dirty.add_area(computed.sheet.lower(), computed.cell.area)

    pending: list[_Pending] = []
    for formula in _all_pending(reader, formulas):
        if formula.reads.anything:
            spoil(formula.computed)
        else:
            pending.append(formula)
    for _ in range(_MAX_PASSES):
        rest = []
        for formula in pending:
            if formula.is_touched(dirty):
                spoil(formula.computed)
            else:
                rest.append(formula)
        if len(rest) == len(pending):
            return stale
        pending = rest[::-1]
    return stale + [formula.computed for formula in pending]


def emptied(sheet: SheetXml, stale: Iterable[FormulaCell]) -> list[Splice]:
    """What to cut from a sheet so that these formulas have no results: ``v``, and its ``t`` and ``vm``."""
    splices: list[Splice] = []
    for formula in stale:
        if formula.area.cell_count() > 1:
            splices.extend(_emptied_block(sheet, formula))
        else:
            splices.extend(_emptied_cell(sheet, formula.start, formula.end))
    # Overlapping blocks would cut a cell twice.
    return sorted(set(splices))


def _all_pending(reader: FormulaReader, formulas: Mapping[str, list[FormulaCell]]) -> Iterable[_Pending]:
    for sheet, cells in formulas.items():
        masters = {cell.group: cell for cell in cells if cell.is_shared_master}
        known: dict[str, Reads] = {}
        for cell in cells:
            master = masters.get(cell.group, cell) if cell.kind == "shared" and not cell.text else cell
            key = f"{master.row} {master.text}"
            if key not in known:
                known[key] = reader.reads(master.text, sheet, master.row)
            reads = known[key]
            if not master.text:
                # A data table, or a dependant whose master is gone: what it reads cannot be told.
                reads = Reads((), anything=True)
            yield _Pending(Computed(sheet, cell), reads, cell.row - master.row, cell.column - master.column)


def _emptied_block(sheet: SheetXml, formula: FormulaCell) -> Iterable[Splice]:
    numbers, _ = sheet.rows
    area = formula.area
    for row in numbers[bisect_left(numbers, area.top) : bisect_right(numbers, area.bottom)]:
        start, end = sheet.row_span(row) or (0, 0)
        for cell in sheet.cells(row, start, end):
            if area.left <= cell.column <= area.right:
                yield from _emptied_cell(sheet, cell.start, cell.end)


def _emptied_cell(sheet: SheetXml, start: int, end: int) -> Iterable[Splice]:
    p = re.escape(sheet.prefix)
    cell = sheet.scan[start:end]
    value = re.search(
        rb"<%bv(?:\s[^>]*)?(?:/>|(?<!/)>.*?</%bv\s*>)|<%bis(?=[\s>]).*?</%bis\s*>" % (p, p, p, p), cell, re.DOTALL
    )
    if value is None:
        return
    tag_end = cell.index(b">")
    tag = _RESULT_ATTRIBUTES.sub(b"", cell[:tag_end])
    if tag != cell[:tag_end]:
        yield Splice(start, start + tag_end, tag)
    yield Splice(start + value.start(), start + value.end(), b"")
