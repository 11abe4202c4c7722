"""Column letters as spreadsheets show them."""

from hypothesis import given
from hypothesis import strategies as st

from xltools.model.cell_address import column_letters, column_number


def test_ends_of_the_alphabet() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16_384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@given(st.integers(1, 16_384))
def test_round_trip(number: int) -> None:
    assert column_number(column_letters(number)) == number
