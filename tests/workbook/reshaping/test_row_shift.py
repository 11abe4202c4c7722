"""Rows keep their order, areas follow as they do in Excel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.cell_addresses import MAX_ROW, Area

INSERTED = RowShift(inserted={7: 3, 12: 1})
REMOVED = RowShift.removing([5, 6, 9])
ROWS = st.integers(1, 40)


@pytest.mark.parametrize(
    ("shift", "row", "new"),
    [
        (INSERTED, 7, 7),
        (INSERTED, 8, 11),
        (INSERTED, 13, 17),
        (INSERTED, MAX_ROW, None),
        (REMOVED, 4, 4),
        (REMOVED, 5, None),
        (REMOVED, 7, 5),
        (REMOVED, 10, 7),
        (RowShift(inserted={0: 2}), 1, 3),
    ],
)
def test_a_row_goes_where_it_is_pushed(shift: RowShift, row: int, new: int | None) -> None:
    assert shift.moved(row) == new


@pytest.mark.parametrize(
    ("shift", "area", "new"),
    [
        (INSERTED, (6, 8), (6, 11)),
        (INSERTED, (7, 7), (7, 7)),  # put in behind it, not within
        (INSERTED, (1, MAX_ROW), (1, MAX_ROW)),
        (INSERTED, (9, MAX_ROW), (12, MAX_ROW)),
        (RowShift(inserted={0: 2}), (1, MAX_ROW), (1, MAX_ROW)),
        (REMOVED, (5, 6), None),
        (REMOVED, (4, 6), (4, 4)),
        (REMOVED, (5, 9), (5, 6)),
        (REMOVED, (5, MAX_ROW), (5, MAX_ROW)),
        (RowShift(), (5, 9), (5, 9)),
    ],
)
def test_an_area_grows_and_shrinks(shift: RowShift, area: tuple[int, int], new: tuple[int, int] | None) -> None:
    assert shift.span(*area) == new
    moved = shift.area(Area(area[0], 2, area[1], 3))
    assert moved == (None if new is None else Area(new[0], 2, new[1], 3))


def test_the_nearest_row_is_the_next_or_else_the_one_before() -> None:
    assert REMOVED.nearest(5) == 5
    assert RowShift.removing(range(5, MAX_ROW + 1)).nearest(9) == 4


@given(st.sets(ROWS), st.dictionaries(st.integers(0, 40), st.integers(0, 5), max_size=5), ROWS, ROWS)
def test_it_is_what_lists_do(removed: set[int], inserted: dict[int, int], one: int, two: int) -> None:
    sheet: list[int | None] = [None] * inserted.get(0, 0)
    for row in range(1, 60):
        sheet += [] if row in removed else [row]
        sheet += [None] * inserted.get(row, 0)
    shift, top, bottom = RowShift(removed, inserted), min(one, two), max(one, two)
    assert shift.moved(top) == (sheet.index(top) + 1 if top in sheet else None)
    places = [place for place, row in enumerate(sheet, start=1) if row is not None and top <= row <= bottom]
    assert shift.span(top, bottom) == ((min(places), max(places)) if places else None)
