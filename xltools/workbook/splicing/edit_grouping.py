"""Which edits are asked for, sheet by sheet? The one invariant: every edit names one real cell, and no cell twice over.

The limits are Excel's own: 1,048,576 rows and 16,384 columns (ECMA-376 part 1, §18.3.1.4, and Excel's specifications).
"""

from collections.abc import Iterable

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.model.cell_edit import CellEdit, CellEdits, CellValue, ColumnEdits
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW

ColumnValues = dict[int, CellValue]
SheetEdits = dict[int, ColumnValues]


def grouped_edits(package: Package, edits: Iterable[CellEdit]) -> list[tuple[Sheet, SheetEdits]]:
    """The edits by sheet, column and row.

    Raises:
        PatchRefusedError: An unknown sheet, a cell off the sheet, or two values for one cell.
    """
    by_name: dict[str, SheetEdits] = {}
    for asked in CellEdits.of(edits).columns:
        _refuse_off_sheet(asked)
        values = dict(zip(asked.rows, asked.values, strict=True))
        cells = by_name.setdefault(asked.sheet, {}).setdefault(asked.column, {})
        if len(values) < len(asked.rows) or not cells.keys().isdisjoint(values):
            _refuse_contradictions(asked, cells)
        cells.update(values)
    return [(_sheet(package, name), columns) for name, columns in by_name.items()]


def _refuse_contradictions(asked: ColumnEdits, cells: ColumnValues) -> None:
    known = dict(cells)
    for row, value in zip(asked.rows, asked.values, strict=True):
        if row in known and not _same(known[row], value):
            place = f"{asked.sheet}!{address(row, asked.column)}"
            raise PatchRefusedError(place, "two different values are asked for", "Keep one")
        known[row] = value


def _refuse_off_sheet(asked: ColumnEdits) -> None:
    rows, column = asked.rows, asked.column
    fits = type(column) is int and 0 < column <= MAX_COLUMN
    if not fits or set(map(type, rows)) != {int} or min(rows) < 1 or max(rows) > MAX_ROW:
        row = next((row for row in rows if type(row) is not int or not 0 < row <= MAX_ROW), rows[0])
        place = f"{asked.sheet}, row {row}, column {column}"
        raise PatchRefusedError(place, "there is no such cell", "Correct the edit")


def _same(one: CellValue, two: CellValue) -> bool:
    # True == 1 in Python, but not in a cell.
    return isinstance(one, bool) == isinstance(two, bool) and one == two


def _sheet(package: Package, name: str) -> Sheet:
    found = [sheet for sheet in package.sheets if sheet.name == name]
    if len(found) != 1 or found[0].kind != "worksheet":
        known = ", ".join(sheet.name for sheet in package.sheets if sheet.kind == "worksheet")
        raise PatchRefusedError(name, "the workbook has no such worksheet", f"It has: {known}")
    if not package.has_part(found[0].part):
        raise PatchRefusedError(name, "the sheet's part is missing from the package", "Repair the workbook in Excel")
    return found[0]
