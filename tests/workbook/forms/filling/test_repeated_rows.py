from xltools.workbook.forms.filling.repeated_rows import RepeatedRows
from xltools.workbook.forms.filling.row_bands import Band
from xltools.workbook.splicing.cell_addresses import Area

ROWS = RepeatedRows({Band(3, 3): 1, Band(5, 6, "方案"): 3})  # rows 5 and 6, three times


def test_rows_below_move_down() -> None:
    assert [ROWS.moved(row) for row in (4, 5, 6, 7)] == [4, 5, 6, 11]


def test_what_ends_with_repeated_rows_holds_all_copies() -> None:
    assert ROWS.span(1, 6) == (1, 10)
    assert ROWS.span(5, 6) == (5, 10)
    assert ROWS.span(1, 7) == (1, 11)
    assert ROWS.span(5, 5) == (5, 5)


def test_merged_areas_are_copied_with_their_rows() -> None:
    inside, around, below, above = Area(5, 1, 6, 1), Area(4, 2, 6, 2), Area(8, 1, 9, 4), Area(1, 1, 1, 4)
    assert ROWS.merged_areas([above, inside, around, below]) == [
        above,
        Area(5, 1, 6, 1),
        Area(7, 1, 8, 1),
        Area(9, 1, 10, 1),
        Area(4, 2, 10, 2),
        Area(12, 1, 13, 4),
    ]


def test_bands_written_once_move_nothing() -> None:
    assert RepeatedRows({Band(3, 4): 1}).is_still
