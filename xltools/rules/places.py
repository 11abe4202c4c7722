"""Where does something stand? Addresses of cells and rows as people find them: ``反馈登记!H12``, ``时限!6:6``.

Invariant: what the sheet has no column for has no address.
"""

from xltools.model.cell_address import address
from xltools.model.register import SheetTable


def cell_place(table: SheetTable | None, row: int, name: str) -> str:
    """The address of one field in a sheet row (from 1); "" where the sheet or its column is missing."""
    column = table.columns.get(name) if table is not None else None
    return f"{table.title}!{address(row, column)}" if table is not None and column else ""


def row_place(table: SheetTable | None, row: int) -> str:
    """The address of a whole row; "" where the sheet is missing."""
    return f"{table.title}!{row}:{row}" if table is not None else ""
