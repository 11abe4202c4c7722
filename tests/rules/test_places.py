"""Addresses as spreadsheets show them."""

from tests.registers import read, workbook
from xltools.rules.places import cell_place, row_place


def test_cells_rows_and_what_is_not_there():
    table = read(workbook("时间 |\n @2024-05-01 09:30 |")).cases
    column = table.columns["received_at"]
    assert cell_place(table, 12, "received_at") == f"{table.title}!{chr(ord('A') + column - 1)}12"
    assert row_place(table, 12) == f"{table.title}!12:12"
    assert cell_place(table, 12, "no_such_field") == cell_place(None, 12, "received_at") == row_place(None, 12) == ""
