from tests.workbook.template_samples import small_definition
from xltools.workbook.template.template_grid import column_index, column_letter, column_range, data_range, row_cell


def test_cells_of_a_field() -> None:
    sheet = small_definition().register_sheet
    assert column_index(sheet, "received_at") == 3
    assert column_letter(sheet, "received_at") == "D"
    assert row_cell(sheet, "received_at") == "$D5"
    assert column_range(sheet, "received_at") == "D5:D1048576"
    assert data_range(sheet) == "A5:P1048576"
