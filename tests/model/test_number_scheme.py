"""Numbers are given out and taken apart again without loss; a serial grows and is never padded further."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from xltools.model.number_scheme import NumberScheme

MONTHLY = NumberScheme(pattern="{year}{month}-{serial:3}")  # FR-3, FA-2
DAILY = NumberScheme(
    pattern="{year}{month}{day}-{code}-{serial:3}", code_from="department", code_sheet="departments"
)  # RR-2
TICKET = NumberScheme(pattern="{year}{month}-{serial:5}")  # ST-2

schemes = st.sampled_from([MONTHLY, DAILY, TICKET])
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(9999, 12, 31))
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=10)
serials = st.integers(min_value=1, max_value=999_999_999)


def prefix_of(scheme: NumberScheme, moment: datetime, code: str) -> str:
    return scheme.prefix(moment, code if scheme.needs_code else "")


@pytest.mark.parametrize(
    ("scheme", "moment", "code", "serial", "number"),
    [
        (MONTHLY, datetime(2024, 5, 1), "", 1, "202405-001"),  # FR-3
        (MONTHLY, datetime(2024, 5, 1), "", 999, "202405-999"),
        (MONTHLY, datetime(2024, 5, 1), "", 1000, "202405-1000"),
        (MONTHLY, datetime(2024, 12, 31, 23, 59), "", 10, "202412-010"),
        (DAILY, datetime(2023, 10, 27, 14, 30), "CS", 1, "20231027-CS-001"),  # RR-2
        (TICKET, datetime(2024, 5, 1, 9, 30), "", 123, "202405-00123"),  # ST-2
        (TICKET, datetime(2024, 5, 1), "", 100_000, "202405-100000"),
    ],
)
def test_numbers_of_the_procedures(scheme, moment, code, serial, number):
    assert scheme.number(scheme.prefix(moment, code), serial) == number
    assert scheme.parse(number) == (scheme.prefix(moment, code), serial)


@given(schemes, moments, codes, serials)
def test_a_number_taken_apart_gives_back_its_parts(scheme, moment, code, serial):
    prefix = prefix_of(scheme, moment, code)
    assert scheme.parse(scheme.number(prefix, serial)) == (prefix, serial)


@given(schemes, moments, codes, serials)
def test_a_serial_has_its_width_or_just_the_digits_that_it_needs(scheme, moment, code, serial):
    prefix = prefix_of(scheme, moment, code)
    digits = scheme.number(prefix, serial).removeprefix(prefix)
    assert len(digits) == max(scheme.width, len(str(serial)))
    assert scheme.parse(f"{prefix}0{digits}") is None


@given(schemes, moments, codes, serials, serials)
def test_numbers_sort_by_their_serial(scheme, moment, code, first, second):
    prefix = prefix_of(scheme, moment, code)
    numbers = sorted([scheme.number(prefix, first), scheme.number(prefix, second)], key=scheme.sort_key)
    assert [scheme.parse(number).serial for number in numbers] == sorted([first, second])


@given(moments, moments, serials, serials)
def test_an_earlier_month_sorts_first_whatever_the_serial(first, second, serial, other):
    numbers = [MONTHLY.number(MONTHLY.prefix(first), serial), MONTHLY.number(MONTHLY.prefix(second), other)]
    if (first.year, first.month) < (second.year, second.month):
        assert MONTHLY.sort_key(numbers[0]) < MONTHLY.sort_key(numbers[1])


@given(schemes, st.text(max_size=30))
def test_whatever_is_parsed_is_a_number_that_the_scheme_writes(scheme, text):
    parsed = scheme.parse(text)
    assert parsed is None or scheme.number(*parsed) == text


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        (MONTHLY, ""),
        (MONTHLY, "202405"),
        (MONTHLY, "202405-"),
        (MONTHLY, "202405-01"),
        (MONTHLY, "202405-000"),
        (MONTHLY, "202405-0001"),
        (MONTHLY, "202405-001 "),
        (MONTHLY, "202405-001\n"),
        (MONTHLY, "202405-００１"),
        (MONTHLY, "2024-05-001"),
        (MONTHLY, "202405-1000000000"),
        (DAILY, "20231027-001"),
        (DAILY, "20231027--001"),
        (DAILY, "20231027-cs-001"),
        (TICKET, "202405-123"),
    ],
)
def test_what_does_not_follow_the_pattern_is_no_number(scheme, text):
    assert scheme.parse(text) is None
    assert scheme.sort_key(text) == (text, 0)


@pytest.mark.parametrize("scheme", [MONTHLY, TICKET])
def test_only_a_scheme_with_a_code_waits_for_one(scheme):
    assert not scheme.needs_code
    assert DAILY.needs_code


@pytest.mark.parametrize(
    "change",
    [
        {"pattern": "{year}{month}"},
        {"pattern": "{serial:3}-{year}"},
        {"pattern": "{year}{serial}"},
        {"pattern": "{year}{serial:0}"},
        {"pattern": "{year}{serial:10}"},
        {"pattern": "{year}{serial:3}号"},
        {"pattern": "{month}-{serial:3}"},
        {"pattern": "{year}{day}-{serial:3}"},
        {"pattern": "{year}{year}-{serial:3}"},
        {"pattern": "{week}-{serial:3}"},
        {"pattern": "{year-{serial:3}"},
        {"pattern": "{code}-{serial:3}"},
        {"pattern": "{code}-{serial:3}", "code_from": "department"},
        {"pattern": "{year}-{serial:3}", "code_from": "department", "code_sheet": "departments"},
        {"pattern": "{year}-{serial:3}", "code_sheet": "departments"},
    ],
)
def test_patterns_that_cannot_count_are_refused(change):
    with pytest.raises(ValidationError):
        NumberScheme.model_validate(change)


numbers_like = st.none() | st.from_regex(r"\A2024(05|06|13)-[0-9]{2,7}\Z") | st.sampled_from(["", "-001", "202405-00²"])


@given(st.lists(numbers_like), st.lists(st.from_regex(r"\A20240[5-7]-[0-9]{5}\Z", fullmatch=True)))
def test_a_column_of_numbers_is_taken_apart_like_each_of_them(mixed: list[str | None], alike: list[str]) -> None:
    for numbers in (mixed, alike):
        parsed = [number and NumberScheme(pattern=TICKET.pattern).parse(number) for number in numbers]
        assert list(NumberScheme(pattern=TICKET.pattern).parse_all(numbers)) == [each or None for each in parsed]
        assert [value is None for value in TICKET.sort_values(numbers)] == [not each for each in parsed]


def test_a_year_of_two_digits() -> None:
    scheme = NumberScheme(pattern="WX{year:2}{month}{day}-{serial:2}")
    assert scheme.number(scheme.prefix(datetime(2024, 5, 1)), 7) == "WX240501-07"
    assert scheme.parse("WX240501-07") == ("WX240501-", 7)
    assert scheme.parse("WX20240501-07") is None
    earlier, later = scheme.sort_values(["WX231231-99", "WX240101-01"])
    assert (earlier or 0) < (later or 0)


@pytest.mark.parametrize("pattern", ["{year:4}-{serial:3}", "{year:}{serial:3}", "{year}{month:2}-{serial:3}"])
def test_no_other_part_has_a_width(pattern: str) -> None:
    with pytest.raises(ValueError):
        NumberScheme(pattern=pattern)


def test_plain_serials_as_a_team_gives_them_by_hand() -> None:
    scheme = NumberScheme(pattern="{serial:1}")
    assert [scheme.parse(each) for each in ("1", "17", "100000", "01", "0", "a")] == [
        ("", 1), ("", 17), ("", 100000), None, None, None,
    ]  # fmt: skip
    assert scheme.sort_values(["9", "10", "11"]) == [9, 10, 11]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [("R{yaer}-{serial:4}", "{yaer}"), ("{year}{year:2}-{serial:4}", "{year}"), ("{x-{serial:4}", "{x-")],
)
def test_a_placeholder_that_there_is_not_or_that_is_there_twice_is_named(pattern: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        NumberScheme(pattern=pattern)
    assert told in caught.value.errors()[0]["msg"]
