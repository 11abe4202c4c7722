"""Shapes of numbers: Chinese ones everywhere, those of the rest of the world where it is written."""

import pytest

from xltools.language.speaking import speaking
from xltools.rules.number_shapes import extension_pattern, number_shapes, written_as


def test_only_chinese_is_written_in_han() -> None:
    assert written_as() == "han"
    with speaking("en"):
        assert written_as() == "latin"
        assert "ext" in extension_pattern()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_chinese_mobile_number_is_known_in_every_language(language: str) -> None:
    assert number_shapes(language).mobile.search("call 138 0000 1234 now")


@pytest.mark.parametrize(
    "typed", ["030/123456", "(030) 12345-67", "020 7946 0958", "07700900123", "06 12 34 56 78", "(555) 234-5678"]
)
def test_a_national_number_is_none_in_chinese(typed: str) -> None:
    assert number_shapes("zh-CN").national is None
    national = number_shapes("en").national
    assert national is not None
    assert national.search(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "01.05.2024",
        "on 01/05/2024 09:30",
        "05/2024 09",
        "08.00-12.00",
        "08.00 – 12.30",
        "order 4500123456",
        "INC-202405-00001",
        "192.168.001.002",
        "S/N 12-3456-789",
        "0800 123456",
    ],
)
def test_dates_hours_orders_and_hotlines_are_no_numbers_of_people(typed: str) -> None:
    shapes = number_shapes("en")
    assert shapes.national is not None
    assert not shapes.national.search(typed)
    assert not shapes.labelled.search(typed)
