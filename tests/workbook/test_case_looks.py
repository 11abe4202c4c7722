"""Which rows look like cases."""

from datetime import datetime

import pytest

from xltools.model.cell_edit import ReadValue
from xltools.workbook.case_looks import CaseLooks, is_moment

DAY = datetime(2024, 5, 1)
ROWS: list[list[ReadValue]] = [
    ["编号", "日期", "客户", "问题", "金额"],
    ["A-1", DAY, "某公司", "不能开机", 5.0],
    ["A-2", "2024.5.3", "某公司", "", 5.0],
    ["A-3", "13/5/2024", "某公司", "", ""],  # 4
    ["", "", "", "", ""],
    ["合计", "", 2.0, 2.0, 10.0],  # 6, formulas but for its first cell
    ["主板", "四件", "备件", "在库", ""],
    ["A-4", "", "某公司", "不能开机", ""],  # 8
]


@pytest.mark.parametrize(("row", "surely", "perhaps"), [(4, True, True), (5, False, False), (6, False, False),
                                                        (7, False, False), (8, False, True)])  # fmt: skip
def test_as_full_as_the_others_and_with_a_date(row: int, surely: bool, perhaps: bool) -> None:
    looks = CaseLooks(ROWS, range(1, 6), {2}, {(6, 3), (6, 4), (6, 5)}, range(2, 5))
    assert (looks.surely(row), looks.perhaps(row)) == (surely, perhaps)


def test_without_a_column_of_dates_how_full_it_is_decides() -> None:
    looks = CaseLooks(ROWS, range(1, 6), (), (), range(2, 5))
    assert looks.surely(8)
    assert not CaseLooks(ROWS, range(1, 6), (), (), range(0)).surely(5)


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [(DAY, True), ("13/5/2024", True), ("3月1日", True), ("9:30", False), ("待定", False), (30.0, False)],
)
def test_a_date_is_one_in_whatever_order(cell: ReadValue, is_one: bool) -> None:
    assert is_moment(cell) is is_one
