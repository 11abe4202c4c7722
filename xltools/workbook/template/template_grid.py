"""Which cells does a column of the template take? Letters and ranges as built, before people move anything.

Invariant: a range starts at the first data row and ends at the last row of the sheet, so no typed row is without rules.
"""

from xlsxwriter.utility import xl_col_to_name

from xltools.model.register_definition import SheetDefinition
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.splicing.cell_addresses import MAX_ROW


def column_index(sheet: SheetDefinition, name: str) -> int:
    """Position of a field's column, from 0."""
    return list(sheet.by_name).index(name)


def column_letter(sheet: SheetDefinition, name: str) -> str:
    """Letter of a field's column."""
    return str(xl_col_to_name(column_index(sheet, name)))


def row_cell(sheet: SheetDefinition, name: str) -> str:
    """The field's cell in the first data row, for rules that are copied down: ``$K5``."""
    return f"${column_letter(sheet, name)}{FIRST_DATA_ROW}"


def column_range(sheet: SheetDefinition, name: str) -> str:
    """The data cells of a field: ``K5:K1048576``."""
    letter = column_letter(sheet, name)
    return f"{letter}{FIRST_DATA_ROW}:{letter}{MAX_ROW}"


def data_range(sheet: SheetDefinition) -> str:
    """The data cells of all fields."""
    return f"A{FIRST_DATA_ROW}:{xl_col_to_name(len(sheet.fields) - 1)}{MAX_ROW}"
