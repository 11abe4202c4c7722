"""Names are found in whatever capitals people write them; common words are no names (FR-2, FR-13)."""

import re

import pytest

from xltools.rules.name_spellings import apart, spellings


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Anna Schmidt", ["Anna Schmidt", "ANNA SCHMIDT", "anna schmidt", "Anna  SCHMIDT"]),
        ("Schmidt", ["Schmidt", "SCHMIDT"]),
        ("MCDONALD", ["MCDONALD", "McDonald", "Mcdonald"]),
        ("schmidt", ["schmidt", "Schmidt", "SCHMIDT"]),
        ("Weiß", ["Weiß", "WEISS", "WEIß"]),
        ("O'Neil", ["O'Neil", "O'NEIL"]),
        ("张三", ["张三"]),
    ],
)
def test_a_name_is_found_in_other_capitals(name: str, found: list[str]) -> None:
    for each in found:
        assert re.fullmatch(apart(spellings(name)), each), each


@pytest.mark.parametrize(
    ("name", "other"),
    [("Will", "it will not start"), ("Bill", "the bill is paid"), ("Ann", "ANNUAL"), ("Schmidt", "schmidt")],
)
def test_a_common_word_is_no_name(name: str, other: str) -> None:
    assert re.search(apart(spellings(name)), other) is None
