"""Which edits would break something that hangs on the cell? The one invariant: when one is refused, none is made.

Merged cells: ECMA-376 part 1, §18.3.1.55; table headers: §18.5.1.3; array formulas: §18.3.1.40.
"""

from collections.abc import Iterable, Mapping, Sequence

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address
from xltools.workbook.packaging.package import Package
from xltools.workbook.splicing.cell_sets import CellSet
from xltools.workbook.splicing.formula_cells import FormulaCell
from xltools.workbook.splicing.sheet_tables import Table
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice


def refuse_guarded_package(package: Package) -> None:
    """Refuse packages that any change would break as a whole (pitfall 13).

    Raises:
        PatchRefusedError: It is signed, or a shared workbook that keeps revisions.
    """
    if any(arrow.kind == "origin" for arrow in package.relationships()) or any(
        name.lower().startswith("_xmlsignatures/") for name in package.part_names
    ):
        raise PatchRefusedError(
            "workbook", "it is digitally signed and an edit voids the signature", "Remove the signature"
        )
    if any(arrow.kind == "revisionHeaders" for arrow in package.relationships(package.workbook_part)):
        raise PatchRefusedError("workbook", "it is a shared workbook that keeps revisions", "Stop sharing it in Excel")


def refuse_guarded_cells(
    sheet: SheetXml, written: Sequence[Splice], formulas: Iterable[FormulaCell], tables: Sequence[Table]
) -> None:
    """Refuse cells that something else on the sheet counts on.

    Raises:
        PatchRefusedError: Hidden in a merged area, the header of a table, or held together with other formulas.
    """
    cells = CellSet()
    cells.update(sheet.name, ((cell.row, cell.column) for cell in written))
    _refuse_merged(sheet, cells)
    _refuse_formulas(sheet, cells, formulas)
    values = {(cell.row, cell.column): cell.value for cell in written} if tables else {}
    for table in tables:
        _refuse_header(table, cells, values)


def _refuse_merged(sheet: SheetXml, cells: CellSet) -> None:
    for area in sheet.merged:
        for row, column in cells.within(sheet.name, area):
            if (row, column) != (area.top, area.left):
                shown = address(area.top, area.left)
                raise _refusal(sheet.name, row, column, "a merged area hides the cell", f"Write to {shown} instead")


def _refuse_formulas(sheet: SheetXml, cells: CellSet, formulas: Iterable[FormulaCell]) -> None:
    for formula in formulas:
        if not (formula.is_block or formula.is_shared_master):
            continue
        for row, column in cells.within(sheet.name, formula.area):
            why = (
                "an array formula or data table computes the cell"
                if formula.is_block
                else "other formulas share its text"
            )
            raise _refusal(sheet.name, row, column, why, "Turn the formula into values in Excel first")


def _refuse_header(table: Table, cells: CellSet, values: Mapping[tuple[int, int], object]) -> None:
    if not table.headers:
        return
    header = table.area._replace(bottom=table.area.top + table.headers - 1)
    for row, column in cells.within(table.sheet, header):
        place = column - table.area.left
        if place >= len(table.columns) or values[row, column] != table.columns[place]:
            why = f"it is a header of the table {table.name}"
            raise _refusal(table.sheet, row, column, why, "Rename the column in Excel")


def _refusal(sheet: str, row: int, column: int, why: str, remedy: str) -> PatchRefusedError:
    return PatchRefusedError(f"{sheet}!{address(row, column)}", why, remedy)
