"""What is on a sheet besides its cells? Merged cells, tables, drop-downs, column widths and pivot tables.

Invariant: a sheet that is spelled so that it cannot be located is looked at by its cells alone; nothing is changed.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.errors import PatchRefusedError
from xltools.workbook.adopting.drop_downs import DropDown, drop_downs
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import descendants
from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.sheet_tables import Table, sheet_tables
from xltools.workbook.splicing.sheet_xml import SheetXml

_WIDEST = 2000  # columns; a width may be given for all 16,384 at once


class SheetLook(NamedTuple):
    """One sheet.

    Attributes:
        cells: Its cells.
        merged: Its merged cells.
        tables: The tables that lie on it.
        drop_downs: Its drop-downs.
        widths: Widths of columns in characters, by column from 1, where the sheet gives one.
        pivots: Whether a pivot table lies on it.
    """

    cells: SheetCells
    merged: tuple[Area, ...]
    tables: tuple[Table, ...]
    drop_downs: tuple[DropDown, ...]
    widths: Mapping[int, float]
    pivots: bool


def look_at(package: Package, cells: WorkbookCells, sheet: Sheet) -> SheetLook:
    """Look at one sheet.

    Raises:
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    pivots = any(arrow.kind == "pivotTable" for arrow in package.relationships(sheet.part))
    standing = cells.sheet(sheet.name)
    try:
        xml = SheetXml(sheet.name, package.part(sheet.part))
    except PatchRefusedError:
        return SheetLook(standing, (), (), (), {}, pivots)
    return SheetLook(
        standing,
        xml.merged,
        tuple(sheet_tables(package, sheet)),
        drop_downs(package, cells, sheet, xml.skeleton),
        _widths(xml.skeleton),
        pivots,
    )


def _widths(skeleton: Element) -> dict[int, float]:
    widths: dict[int, float] = {}
    for column in descendants(skeleton, "col"):
        first, last, width = column.get("min", ""), column.get("max", ""), column.get("width", "")
        if first.isdecimal() and last.isdecimal() and width.replace(".", "", 1).isdecimal():
            widths.update(dict.fromkeys(range(int(first), min(int(last), _WIDEST) + 1), float(width)))
    return widths
