"""Which tables lie on a sheet? The one invariant: names and extent are read, never guessed.

ECMA-376 part 1, §18.5.1.2 (table), §18.5.1.3 (tableColumn).
"""

from typing import NamedTuple

from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import children, whole_number
from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.splicing.cell_text import unescaped_controls


class Table(NamedTuple):
    """One table.

    Attributes:
        name: As formulas use it.
        sheet: The name of its sheet.
        area: All of it, header and totals included.
        columns: The names of its columns; Excel wants the header cells to say the same.
        headers: How many header rows stand at its top: 1 or 0.
        totals: How many totals rows stand at its end.
    """

    name: str
    sheet: str
    area: Area
    columns: tuple[str, ...]
    headers: int
    totals: int


def sheet_tables(package: Package, sheet: Sheet) -> list[Table]:
    """The tables of one sheet, found by relationship."""
    found = []
    for arrow in package.relationships(sheet.part):
        if arrow.kind != "table" or not package.has_part(arrow.target):
            continue
        root = package.xml(arrow.target)
        area = parse_area(root.get("ref", ""))
        if area is None:
            continue
        columns = tuple(
            unescaped_controls(column.get("name", ""))
            for group in children(root, "tableColumns")
            for column in children(group, "tableColumn")
        )
        name = root.get("displayName", root.get("name", ""))
        headers, totals = (
            whole_number(root.get(name, usual)) for name, usual in (("headerRowCount", "1"), ("totalsRowCount", "0"))
        )
        found.append(Table(name, sheet.name, area, columns, headers, totals))
    return found
