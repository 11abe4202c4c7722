"""How is a formula spelled when its references change? The one invariant: what is no reference keeps its spelling.

The grammar is that of ECMA-376 part 1, §18.17.2.
"""

import re
from collections.abc import Callable

from xltools.model.cell_address import column_letters, column_number
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW
from xltools.workbook.splicing.formula_references import TOKEN
from xltools.workbook.splicing.structured_references import closing_bracket


def rewritten(text: str, change: Callable[[re.Match[str], str | None], str]) -> str:
    """A formula with its references changed; the same object if none of them does.

    Args:
        text: The formula, without ``=``.
        change: Told each match of an area, of columns or of rows, and the sheet's prefix before it (``Sheet1!``) if
            there is one; gives the new spelling of the match.
    """
    pieces: list[str] = []
    position = taken = 0
    prefix: str | None = None
    while (match := TOKEN.search(text, position)) is not None:
        position = match.end()
        if match.lastgroup == "sheet":
            prefix = match[0]
            continue
        if match["area"] or match["columns"] or match["rows"]:
            new = change(match, prefix)
            if new != match[0]:
                pieces += [text[taken : match.start()], new]
                taken = position
        elif match[0] == "[" or text.startswith("[", position):
            # Within brackets stand names of a table's columns, which may look like cells.
            position = closing_bracket(text, position - (match[0] == "["))
        prefix = None
    return "".join([*pieces, text[taken:]]) if pieces else text


def copied(text: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell that far away: what is relative moves along, over the sheet's ends if need be."""

    def change(match: re.Match[str], _: str | None) -> str:
        edges = re.split(r"(:)", match[0])
        return "".join(edge if edge == ":" else _copied_edge(edge, rows, columns) for edge in edges)

    return rewritten(text, change) if rows or columns else text


def _copied_edge(edge: str, rows: int, columns: int) -> str:
    letters = re.match(r"\$?[A-Za-z]*", edge)
    column = letters[0] if letters else ""
    row = edge[len(column) :]
    if column == "$":  # of whole rows: $5
        column, row = "", edge
    if column and not column.startswith("$"):
        column = column_letters((column_number(column) + columns - 1) % MAX_COLUMN + 1)
    if row and not row.startswith("$"):
        row = str((int(row) + rows - 1) % MAX_ROW + 1)
    return column + row
