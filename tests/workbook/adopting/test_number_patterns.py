"""How a team's own numbers go on."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from xltools.model.number_scheme import NumberScheme
from xltools.workbook.adopting.number_patterns import NEW_PATTERN, number_pattern

DAYS = [date(2024, 1, 3) + timedelta(days=4 * at) for at in range(30)]
NONE: list[date | None] = [None] * 30
Maker = Callable[[date, int], str | float]


@pytest.mark.parametrize(
    ("maker", "pattern"),
    [
        (lambda day, at: f"SH-{day:%Y}-{at:03d}", "SH-{year}-{serial:3}"),
        (lambda day, at: f"{day:%Y%m}{at:04d}", "{year}{month}{serial:4}"),
        (lambda day, at: f"WX{day:%y%m%d}-{at:02d}", "WX{year:2}{month}{day}-{serial:2}"),
        (lambda day, at: f"{day:%Y.%m}/{at}", "{year}.{month}/{serial:1}"),
        (lambda day, at: float(at), "{serial:1}"),
        (lambda day, at: f"{at:03d}", "{serial:3}"),
        (lambda day, at: f"T-{1000 + at}", "T-{serial:1}"),
        (lambda day, at: float(f"{day:%Y%m}{at:04d}"), "{year}{month}{serial:4}"),
    ],
)
def test_the_pattern_is_seen_and_followed(maker: Maker, pattern: str) -> None:
    cells = [maker(day, at) for at, day in enumerate(DAYS, start=1)]
    told = number_pattern(cells, list(DAYS))
    assert (told.pattern, told.found, told.followed, told.other) == (pattern, True, 30, 0)
    last = NumberScheme(pattern=pattern).parse(told.last)
    assert last is not None
    assert last.serial in (30, 1030)


def test_without_dates_only_what_cannot_be_anything_else_is_a_date() -> None:
    cells = [f"SH-{day:%Y}-{at:03d}" for at, day in enumerate(DAYS, start=1)]
    assert number_pattern(cells, NONE).pattern == "SH-{year}-{serial:3}"
    assert number_pattern([f"{at:04d}" for at in range(1, 31)], NONE).pattern == "{serial:4}"


def test_a_part_that_disagrees_with_the_dates_is_no_date() -> None:
    assert number_pattern([f"2019-{at:03d}" for at in range(1, 31)], list(DAYS)).pattern == "2019-{serial:3}"


@pytest.mark.parametrize("cells", [["甲", "乙", "丙"], ["a-1-x", "b-2-y", "c-3-z"], ["", "", ""]])
def test_what_follows_no_pattern_is_left_alone(cells: list[str]) -> None:
    told = number_pattern(cells, [None] * 3)
    assert (told.found, told.pattern, told.other) == (False, NEW_PATTERN, len({*cells} - {""}))


def test_doubled_missing_and_other_numbers_are_counted() -> None:
    told = number_pattern(["A-1", "A-2", "A-2", "", "旧单", "A-3"], [None] * 6)
    assert (told.pattern, told.doubled, told.missing, told.other, told.last) == ("A-{serial:1}", 1, 1, 1, "A-3")


def numbered(form: str, count: int, *others: str) -> list[str]:
    return [*(form.format(at) for at in range(1, count + 1)), *others]


@pytest.mark.parametrize(
    ("cells", "pattern"),
    [
        (numbered("BX-{:04d}", 15, "加急", "BX-10", " BX-0016 ", "bx-3"), "BX-{serial:4}"),
        (numbered("BX-{:03d}", 1020), "BX-{serial:3}"),
        (numbered("SH-2024-{:03d}", 20, "SH-204-021", "SH-2024-22"), "SH-{year}-{serial:3}"),
        (numbered("TS03-{:02d}", 20, "TS3-21"), "TS03-{serial:2}"),
        (numbered("20240501{:04d}", 20, "2024050121", "旧单 7"), "{year}{month}{day}{serial:4}"),
        (numbered("77120000{:04d}", 40, "771200041"), "7712000000{serial:2}"),
        (numbered("{}", 30, "031", "A-1"), "{serial:1}"),
    ],
)
def test_a_few_odd_numbers_do_not_hide_the_pattern(cells: list[str], pattern: str) -> None:
    told = number_pattern(cells, [None] * len(cells))
    assert (told.pattern, told.found) == (pattern, True)


def test_numbers_and_texts_are_told_apart() -> None:
    assert number_pattern([1.0, 2.0, ""], [None] * 3).numeric
    assert not number_pattern(["1", 2.0], [None] * 2).numeric
