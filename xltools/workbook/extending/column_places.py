"""Where on a sheet do new columns go, so that rows are sorted and filtered with them? At the right end of the table.

Where something else stands there, they go behind it all; a table with a filter is refused then, for its rows would be
sorted without them. Invariant: nothing that stands on the sheet is moved or covered.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import address, column_letters
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.heads import written_heads
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import children, is_true
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, Area, parse_area
from xltools.workbook.splicing.sheet_tables import Table, sheet_tables
from xltools.workbook.splicing.sheet_xml import SheetXml


class ColumnPlace(NamedTuple):
    """Where new columns go.

    Attributes:
        neighbour: The last column of the table so far, from 1.
        first: The first new column.
        last: The last new column.
        tables: The tables that have to grow over them.
    """

    neighbour: int
    first: int
    last: int
    tables: tuple[Table, ...]

    @property
    def is_apart(self) -> bool:
        """Whether something stands between the table and them."""
        return self.first > self.neighbour + 1


def column_place(package: Package, sheet: Sheet, xml: SheetXml, standing: StandingSheet) -> ColumnPlace:
    """Where the columns go that a sheet lacks.

    Raises:
        PatchRefusedError: The sheet is protected, or something stands where they have to go.
    """
    if any(is_true(each.get("sheet")) for each in children(xml.skeleton, "sheetProtection")):
        raise PatchRefusedError(sheet.name, "the sheet is protected and lacks columns", "Remove its protection")
    count, tables = len(standing.missing), sheet_tables(package, sheet)
    merged = merged_areas(xml, standing.head_row - standing.head_rows + 1)
    neighbour = _table_end(standing, [*merged, *(table.area for table in tables)])
    taken = _taken_columns(standing, merged)
    first = _first_free(standing, xml, neighbour, count, taken, tables)
    if first + count - 1 > MAX_COLUMN:
        raise PatchRefusedError(sheet.name, "there are no columns left for what it lacks", "Take columns out")
    growing = tuple(table for table in tables if _is_ours(table, standing.head_row) and table.area.right == neighbour)
    return ColumnPlace(neighbour, first, first + count - 1, growing)


def _is_ours(table: Table, head_row: int) -> bool:
    return table.area.top <= head_row <= table.area.bottom


def merged_areas(xml: SheetXml, top: int) -> list[Area]:
    """The merged areas that reach down to the heads or below."""
    return [area for area in xml.merged if area.bottom >= top]


def _table_end(standing: StandingSheet, areas: Sequence[Area]) -> int:
    """The last column that has a head, or belongs to a table or a merged head that begins left of there."""
    last, row = max(standing.columns.values()), standing.head_row
    heads = written_heads(standing.cells.rows, row, standing.head_rows)
    while True:
        end = last
        while end < len(heads) and heads[end].alone:
            end += 1
        end = max([end, *(area.right for area in areas if area.top <= row <= area.bottom and area.left <= end)])
        if end == last:
            return last
        last = end


def _taken_columns(standing: StandingSheet, merged: Sequence[Area]) -> dict[int, int]:
    """By column, a row from the heads down that holds something; formulas and errors may look empty."""
    top = standing.head_row
    taken: dict[int, int] = {}
    for number, row in enumerate(standing.cells.rows[top - 1 :], start=top):
        for column, cell in enumerate(row, start=1):
            if cell != "" and column not in taken:
                taken[column] = number
    hidden = [place for place in standing.cells.formulas | standing.cells.errors if place[0] >= top]
    hidden += [(max(area.top, top), column) for area in merged for column in range(area.left, area.right + 1)]
    for number, column in hidden:
        taken[column] = min(number, taken.get(column, number))
    return taken


def _first_free(
    standing: StandingSheet, xml: SheetXml, neighbour: int, count: int, taken: dict[int, int], tables: list[Table]
) -> int:
    """Right behind the table, or behind all that stands right of it, if nobody sorts by less than whole rows."""
    right = [column for column in taken if column > neighbour]
    if not right or min(right) > neighbour + count + 1:
        return neighbour + 1
    if _sorts_less(xml, standing.head_row) or any(_is_ours(table, standing.head_row) for table in tables):
        column = min(right)
        raise PatchRefusedError(
            f"{standing.cells.title}!{address(taken[column], column)}",
            f"it stands where {count} new columns have to go, right of {column_letters(neighbour)}, and the table has "
            "a filter, which would sort rows without them",
            "Move what stands there further right (one column stays empty between), below the table or onto another "
            "sheet, or take the filter off",
        )
    is_joined = max(right) == neighbour + len(right)
    return max(right) + (1 if is_joined else 2)


def _sorts_less(xml: SheetXml, head_row: int) -> bool:
    """Whether a filter lies over the heads: what stands right of it would not be sorted along."""
    areas = (parse_area(each.get("ref", "")) for each in children(xml.skeleton, "autoFilter"))
    return any(area.top <= head_row <= area.bottom for area in areas if area is not None)
