"""Which edits are asked for, sheet by sheet? The one invariant: every edit names one real cell, and no cell twice over.

The limits are Excel's own: 1,048,576 rows and 16,384 columns (ECMA-376 part 1, §18.3.1.4, and Excel's specifications).
"""

from collections.abc import Iterable

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW

ColumnEdits = dict[int, CellValue]
SheetEdits = dict[int, ColumnEdits]


def grouped_edits(package: Package, edits: Iterable[CellEdit]) -> list[tuple[Sheet, SheetEdits]]:
    """The edits by sheet, column and row.

    Raises:
        PatchRefusedError: An unknown sheet, a cell off the sheet, or two values for one cell.
    """
    by_name: dict[str, SheetEdits] = {}
    sheet_before, column_before, cells = "", 0, ColumnEdits()
    for sheet, row, column, value, *_ in edits:
        if sheet != sheet_before or column != column_before or type(column) is not int:
            _refuse_off_sheet(sheet, row, column)
            cells = by_name.setdefault(sheet, {}).setdefault(column, {})
            sheet_before, column_before = sheet, column
        elif type(row) is not int or not 0 < row <= MAX_ROW:
            _refuse_off_sheet(sheet, row, column)
        if row in cells and not _same(cells[row], value):
            raise PatchRefusedError(f"{sheet}!{address(row, column)}", "two different values are asked for", "Keep one")
        cells[row] = value
    return [(_sheet(package, name), columns) for name, columns in by_name.items()]


def _refuse_off_sheet(sheet: str, row: int, column: int) -> None:
    if type(row) is not int or type(column) is not int or not (0 < row <= MAX_ROW and 0 < column <= MAX_COLUMN):
        raise PatchRefusedError(f"{sheet}, row {row}, column {column}", "there is no such cell", "Correct the edit")


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
