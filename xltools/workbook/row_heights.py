"""How high must a row be to show what is written into it? Spreadsheets measure only what is typed in them.

Invariant: heights are only asked for rows with a text of several lines; one line fits every row.
"""

from collections.abc import Iterable, Mapping

from xltools.model.cell_edit import CellEdit, CellEdits
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
    for asked in CellEdits.of(edits).columns:
        width = widths.get((asked.sheet, asked.column))
        if width is None:
            continue
        for row, value in zip(asked.rows, asked.values, strict=True):
            if not isinstance(value, str):
                continue
            if (value, width) not in known:
                known[value, width] = wrapped_lines(value, width)
            place = asked.sheet, row
            if known[value, width] > lines.get(place, 1):
                lines[place] = known[value, width]
    return {place: row_height(needed) for place, needed in lines.items()}
