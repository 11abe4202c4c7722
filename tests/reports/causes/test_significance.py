"""Tails are those of plain sums over whole numbers."""

from fractions import Fraction
from math import comb

import pytest

from xltools.reports.causes.significance import Chances

CHANCES = Chances(2000)


@pytest.mark.parametrize(
    ("now", "before", "total_now", "total_before"),
    [(5, 0, 10, 10), (66, 23, 150, 150), (3, 3, 3, 300), (0, 4, 10, 10), (30, 1, 40, 1900), (400, 380, 900, 1000)],
)
def test_share_is_fishers_test(now: int, before: int, total_now: int, total_before: int) -> None:
    marked, total = now + before, total_now + total_before
    ways = sum(
        comb(marked, count) * comb(total - marked, total_now - count)
        for count in range(now, min(marked, total_now) + 1)
        if total_now - count <= total - marked
    )
    expected = float(Fraction(ways, comb(total, total_now)))
    assert CHANCES.of_share(now, before, total_now, total_before) == pytest.approx(expected, rel=1e-7)


@pytest.mark.parametrize(("now", "before", "exposure"), [(5, 0, 1), (66, 23, 1), (40, 40, 2), (0, 9, 1), (300, 100, 3)])
def test_count_is_the_conditional_test_of_two_rates(now: int, before: int, exposure: int) -> None:
    both, part = now + before, Fraction(exposure, 1 + exposure)
    expected = sum(comb(both, count) * part**count * (1 - part) ** (both - count) for count in range(now, both + 1))
    assert CHANCES.of_count(now, before, exposure) == pytest.approx(float(expected), rel=1e-7)


def test_nothing_is_no_evidence() -> None:
    assert CHANCES.of_share(0, 0, 10, 10) == CHANCES.of_share(0, 5, 0, 10) == CHANCES.of_count(0, 0, 1.0) == 1.0
