"""How dates are typed, and in which order."""

from datetime import date, datetime, time

import pytest

from xltools.model.register_definition import DateOrder
from xltools.workbook.adopting.date_styles import DateStyles, date_styles, proven_order


@pytest.mark.parametrize(
    ("cell", "style"),
    [
        (datetime(2024, 5, 6), "real"), (date(2024, 5, 6), "real"), ("2024.5.6", "texts"), ("5月6日", "texts"),
        ("13/5/2024", "day_first"), ("5/13/2024", "month_first"), ("6/5/2024", "either"), ("5/5/24", "texts"),
        (time(9, 30), "times"), ("9:30", "times"), ("待定", "others"), (45413.0, "others"), ("31/31/2024", "others"),
    ],
)  # fmt: skip
def test_each_cell_has_one_style(cell: object, style: str) -> None:
    styles = date_styles([cell])  # type: ignore[list-item]
    counted = {name: getattr(styles, name) for name in DateStyles._fields if name not in ("timed", "yearless")}
    assert counted == {**dict.fromkeys(counted, 0), style: 1}


def test_empty_cells_count_for_nothing() -> None:
    assert date_styles(["", None]) == DateStyles()


def test_times_of_day_and_missing_years_are_counted_beside() -> None:
    styles = date_styles([datetime(2024, 5, 6, 9), "2024-05-06 09:30", "5月6日", "2024-05-06"])
    assert (styles.real, styles.texts, styles.timed, styles.yearless, styles.dates) == (1, 3, 2, 1, 4)


@pytest.mark.parametrize("cell", ["03/03/2024 11:01", "3.3.24", "5 June 2024", "2024年6月5日", datetime(2024, 3, 3)])
def test_a_date_with_a_year_is_none_without(cell: object) -> None:
    assert date_styles([cell]).yearless == 0  # type: ignore[list-item]


def test_where_people_have_no_usual_order_only_a_proof_closes_the_question() -> None:
    real, proof = date_styles([datetime(2024, 5, 6)]), date_styles(["13/5/2024"])
    assert proven_order([real], DateOrder.YEAR_FIRST, usual=False) == (DateOrder.YEAR_FIRST, True)
    assert proven_order([real, proof], DateOrder.YEAR_FIRST, usual=False) == (DateOrder.DAY_FIRST, False)
    assert proven_order([date_styles(["n/a"])], DateOrder.YEAR_FIRST, usual=False) == (DateOrder.YEAR_FIRST, False)


@pytest.mark.parametrize(
    ("cells", "order", "is_open"),
    [
        (["13/5/2024", "6/5/2024"], DateOrder.DAY_FIRST, False),
        (["5/13/2024", "6/5/2024"], DateOrder.MONTH_FIRST, False),
        (["6/5/2024"], DateOrder.YEAR_FIRST, True),
        (["13/5/2024", "5/13/2024"], DateOrder.YEAR_FIRST, True),
        (["2024-05-06", datetime(2024, 5, 6)], DateOrder.YEAR_FIRST, False),
    ],
)
def test_only_a_date_that_proves_it_tells_the_order(cells: list[object], order: DateOrder, is_open: bool) -> None:
    assert proven_order([date_styles(cells)], DateOrder.YEAR_FIRST) == (order, is_open)  # type: ignore[arg-type]
