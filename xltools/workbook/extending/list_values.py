"""Which values of its lists does a definition have that the workbook's lists have not, and where would they go?

They are brought only where that is asked for: a value that came into the definition cannot be told from one that a
supervisor took out. Invariant: what stands in a list stays, in its order; a value in other capitals is there.
"""

from collections.abc import Iterable, Iterator, Sequence

from xltools.model.cell_edit import CellEdit
from xltools.model.list_words import as_listed
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.extension import ListValues
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.layout import LAST_LIST_ROW, list_columns
from xltools.workbook.typed_values import text_of


def lacking_values(definition: RegisterDefinition, sheet: StandingSheet) -> Iterator[ListValues]:
    """The lists that lack values.

    Args:
        definition: What the workbook should be.
        sheet: The sheet of lists.
    """
    for place, (head, declared) in enumerate(list_columns(definition).items(), start=1):
        column = sheet.columns.get(place)
        if column is None:
            continue
        filled = _filled(sheet, column)
        missing = tuple(value for value in declared.values if as_listed(value, filled.values()) not in filled.values())
        if missing:
            last = max(filled, default=sheet.head_row)
            whole = last == sheet.head_row + len(filled) and not _has_formulas(sheet, column)
            has_room = whole and last + len(missing) <= LAST_LIST_ROW
            yield ListValues(sheet.cells.title, head, missing, last + 1, column, has_room)


def value_edits(lists: Iterable[ListValues]) -> Sequence[CellEdit]:
    """The values, each list's below those that it has."""
    return [
        CellEdit(each.sheet, row, each.column, value)
        for each in lists
        for row, value in enumerate(each.values, start=each.row)
    ]


def _filled(sheet: StandingSheet, column: int) -> dict[int, str]:
    rows = enumerate(sheet.cells.rows[sheet.head_row :], start=sheet.head_row + 1)
    return {number: value for number, row in rows if (value := text_of(row[column - 1])) is not None}


def _has_formulas(sheet: StandingSheet, column: int) -> bool:
    """Cells that show nothing for now, perhaps."""
    return any(at == column and row > sheet.head_row for row, at in sheet.cells.formulas | sheet.cells.errors)
