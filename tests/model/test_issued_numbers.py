"""What is remembered of numbers."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.registers import small_definition
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers, Series, fingerprint, fingerprints
from xltools.model.number_scheme import NumberScheme
from xltools.model.register import Value

SCHEME = small_definition().numbering


def record(number: str, register: str = "a", **prints: int) -> IssuedNumber:
    return IssuedNumber(number, register, datetime(2024, 5, 1), tuple(prints), tuple(prints.values()))


def test_series_count_and_remember_the_highest() -> None:
    issued = IssuedNumbers(SCHEME).with_new(
        [record("202405-002"), record("202405-1000"), record("202405-1001"), record("202406-001"), record("odd")]
    )
    assert issued.series == {"202405-": Series(3, 1001), "202406-": Series(1, 1)}


def test_later_records_replace_earlier_ones() -> None:
    issued = IssuedNumbers(SCHEME, {"202405-001": record("202405-001")}).with_new([record("202405-001", "b")])
    assert issued.of("a") == {}
    assert list(issued.of("b")) == ["202405-001"]


def test_fingerprints_tell_values_apart_and_keep_none_of_them() -> None:
    assert fingerprint(None) == 0
    assert fingerprint("某公司") not in (0, fingerprint("另一家"))
    assert isinstance(fingerprint("\ud800"), int)


texts, moments = st.none() | st.text(st.characters()), st.none() | st.datetimes()


@given(st.lists(texts) | st.lists(moments) | st.lists(texts | moments | st.integers() | st.dates()))
def test_fingerprints_of_a_column_are_those_of_its_values(column: list[Value]) -> None:
    assert fingerprints(column) == [fingerprint(value) for value in column]


def test_plain_serials_of_any_length_are_one_series() -> None:
    scheme = NumberScheme(pattern="{serial:1}")
    numbers = {str(serial): IssuedNumber(str(serial), "a", datetime(2024, 5, 1)) for serial in range(1, 121)}
    assert IssuedNumbers(scheme, numbers).series == {"": (120, 120)}
