import pytest

from xltools.workbook.forms.filling.row_bands import Band, TornRowsError, bands_of
from xltools.workbook.splicing.cell_addresses import Area


def row(number: int, column: int = 2) -> Area:
    return Area(number, column, number, column)


def test_each_row_with_a_placeholder_is_a_band() -> None:
    assert bands_of([(row(3), ""), (row(3, 5), ""), (row(7), "")], []) == (Band(3, 3), Band(7, 7))


def test_the_rows_of_a_merged_placeholder_belong_together() -> None:
    assert bands_of([(Area(4, 2, 6, 5), "")], [Area(4, 2, 6, 5), Area(4, 1, 6, 1)]) == (Band(4, 6),)


def test_a_label_around_several_rows_does_not_tie_them() -> None:
    label = Area(4, 1, 9, 1)
    assert bands_of([(row(5), ""), (row(7), "")], [label]) == (Band(5, 5), Band(7, 7))


def test_a_merged_area_that_lies_partly_in_a_band_ties_its_rows() -> None:
    assert bands_of([(Area(4, 2, 5, 2), "")], [Area(4, 2, 5, 2), Area(5, 3, 6, 3)]) == (Band(4, 6),)


def test_rows_of_a_table_that_follow_each_other_are_repeated_together() -> None:
    assert bands_of([(row(5), "方案"), (row(6), "方案"), (row(8), "方案")], []) == (
        Band(5, 6, "方案"),
        Band(8, 8, "方案"),
    )


def test_a_merged_area_ties_what_follows_each_other() -> None:
    bands = bands_of([(row(5), "方案"), (row(6), "方案")], [Area(4, 1, 5, 1)])
    assert bands == (Band(4, 6, "方案"),)


def test_a_value_of_the_case_in_a_tables_row_is_repeated_with_it() -> None:
    assert bands_of([(row(5), "方案"), (row(5, 1), "")], []) == (Band(5, 5, "方案"),)


def test_two_tables_in_one_row_are_refused() -> None:
    with pytest.raises(TornRowsError) as refused:
        bands_of([(row(5), "方案"), (row(5, 3), "附件")], [])
    assert refused.value.row == 5


def test_a_merged_placeholder_around_a_tables_row_is_refused() -> None:
    with pytest.raises(TornRowsError):
        bands_of([(row(5), "方案"), (Area(4, 1, 6, 1), "")], [Area(4, 1, 6, 1)])
