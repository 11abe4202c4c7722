"""Which cells does `Table[[#This Row],[Amount]]` mean? The one invariant: an unknown part widens the answer.

ECMA-376 part 1, §18.17.6.2; in a file the table's name is always spelled out.
"""

import re

from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.sheet_tables import Table

_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]")
_QUOTED = re.compile(r"'(.)")


def table_reference(text: str, position: int, table: Table, row: int) -> tuple[Area, int, bool]:
    """The cells meant, the place in the text behind the reference, and whether it moves with the formula's row.

    Args:
        text: The formula.
        position: Just behind the table's name.
        table: The table.
        row: The row that ``#This Row`` stands for.
    """
    body = table.area._replace(bottom=table.area.bottom - table.totals)
    if not text.startswith("[", position):
        return body, position, False
    end = closing_bracket(text, position)
    inside = text[position + 1 : end - 1]
    items = [item.strip() for item in _ITEM.findall(inside)] or [inside.strip()]
    specials = {item.lower() for item in items if item.startswith("#")}
    if inside.startswith("@"):
        specials.add("#this row")
        items = _ITEM.findall(inside) or [inside[1:]]
    names = [_QUOTED.sub(r"\1", item).lower() for item in items if item and not item.startswith("#")]
    area = table.area if specials & {"#all", "#totals"} else body
    own_row = "#this row" in specials and table.area.top <= row <= table.area.bottom
    if own_row:
        area = area._replace(top=row, bottom=row)
    columns = [column.lower() for column in table.columns]
    places = [columns.index(name) for name in names if name in columns]
    if places and len(places) == len(names):
        area = area._replace(left=table.area.left + min(places), right=table.area.left + max(places))
    return area, end, own_row


def closing_bracket(text: str, position: int) -> int:
    """The place behind the bracket that closes the one at ``position``; the end of the text if none does."""
    depth = 0
    index = position
    while index < len(text):
        if text[index] == "'":
            index += 1
        elif text[index] == "[":
            depth += 1
        elif text[index] == "]":
            depth -= 1
            if not depth:
                return index + 1
        index += 1
    return len(text)
