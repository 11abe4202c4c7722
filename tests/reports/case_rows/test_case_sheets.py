"""Every declared column of every sheet that tells of the case. (ST-12)"""

from tests.registers import small_definition
from tests.reports.case_rows.made_cases import LOG, odd_case
from xltools.reports.case_rows.case_sheets import case_sheets


def test_sheets_without_rows_are_left_out_and_columns_are_not() -> None:
    own, log = case_sheets(odd_case())
    assert [sheet.definition.title for sheet in (own, log)] == ["登记", "过程"]
    assert own.heads == [field.header for field in small_definition().register_sheet.fields]
    assert [len(row) for row in own.rows] == [len(own.heads)]
    assert [row[-1] for row in log.rows] == [record["content"] for record in LOG]
    assert len(case_sheets(odd_case(log=()))) == 1
