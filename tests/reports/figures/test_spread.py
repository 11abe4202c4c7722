"""Mean, median, P90."""

import numpy as np
import pytest

from xltools.reports.figures.groups import Groups
from xltools.reports.figures.spread import NO_SPREAD, spread_of, spreads_of


def test_ten_values() -> None:
    spread = spread_of(np.array([10.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
    assert spread == (10, 5.5, 5.5, pytest.approx(9.1))  # Excel: PERCENTILE.INC(A1:A10, 0.9)


def test_what_was_not_measured_is_left_out() -> None:
    assert spread_of(np.array([np.nan, 4.0])) == (1, 4.0, 4.0, 4.0)
    assert spread_of(np.array([np.nan])) == NO_SPREAD


def test_groups_without_values() -> None:
    groups = Groups(["甲", "乙", "丙"], np.array([2, 0, 2, 0]))
    chosen = np.array([True, True, True, False])
    assert spreads_of(np.array([1.0, 7, 3, 100]), groups, chosen) == [
        (1, 7.0, 7.0, 7.0), NO_SPREAD, (2, 2.0, 2.0, pytest.approx(2.8))
    ]  # fmt: skip
