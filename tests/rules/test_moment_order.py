"""What happens later is not dated earlier. (FR-16)"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.registers import GOOD, read, workbook
from xltools.model.register import Value
from xltools.rules.moment_order import moments_out_of_order

RECEIVED = datetime(2024, 5, 6, 12)


@pytest.mark.parametrize(
    ("received", "answered", "rows"),
    [
        ([RECEIVED] * 3, [datetime(2024, 5, 6, 11, 59), RECEIVED, None], [0]),
        ([RECEIVED, None], [datetime(2024, 5, 6), datetime(2024, 5, 5)], []),  # a day alone; nothing to compare with
        ([RECEIVED], [datetime(2024, 5, 5)], [0]),
        ([RECEIVED, RECEIVED], [date(2024, 5, 6), date(2024, 5, 5)], [1]),  # days and moments, compared by days
    ],
)
def test_what_lies_before_what_it_follows_is_said(
    received: list[Value], answered: list[Value], rows: list[int]
) -> None:
    table = read(workbook([GOOD])).cases
    columns = {"received_at": received, "first_response_at": answered}
    table = replace(table, rows=range(5, 5 + len(received)), values=columns)
    found = [(each.code.value, each.row - 5, each.field) for each in moments_out_of_order(table)]
    assert found == [("DATE_OUT_OF_ORDER", row, "first_response_at") for row in rows]
