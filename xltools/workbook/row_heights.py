"""How high must a row be to show what is written into it? Spreadsheets measure only what is typed in them.

Invariant: heights are only asked for rows with a text of several lines; one line fits every row.
"""

from collections.abc import Iterable, Mapping

from xltools.model.cell_edit import CellEdit
from xltools.model.field import WRAPPED_KINDS, FieldDefinition
from xltools.workbook.text_measure import row_height, wrapped_lines

FieldsByPlace = Mapping[tuple[str, int], FieldDefinition]


def least_heights(edits: Iterable[CellEdit], fields: FieldsByPlace) -> dict[tuple[str, int], float]:
    """Heights in points, by sheet and row, for the texts among the edits.

    Args:
        edits: What is going to be written.
        fields: Which field stands in which column of which sheet.
    """
    widths = {place: field.width for place, field in fields.items() if field.kind in WRAPPED_KINDS}
    lines: dict[tuple[str, int], int] = {}
    known: dict[tuple[str, float], int] = {}  # many rows say the same
    for sheet, row, column, value, _, _ in edits:
        if not isinstance(value, str) or (sheet, column) not in widths:
            continue
        text = value, widths[sheet, column]
        if text not in known:
            known[text] = wrapped_lines(*text)
        if known[text] > lines.get((sheet, row), 1):
            lines[sheet, row] = known[text]
    return {place: row_height(needed) for place, needed in lines.items()}
