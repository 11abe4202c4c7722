"""Rows by what stands in a column."""

import numpy as np
import pandas as pd

from xltools.reports.dimensions import unfilled
from xltools.reports.figures.groups import groups_of


def test_nothing_is_a_group_of_its_own() -> None:
    groups = groups_of(pd.DataFrame({"type": ["乙", None, " ", "甲", "乙 "]}, dtype="object"), "type")
    assert dict(zip(groups.names, groups.count(np.ones(5, dtype="bool")).tolist(), strict=True)) == {
        "乙": 2, "甲": 1, unfilled(): 2
    }  # fmt: skip


def test_rows_of_another_table() -> None:
    groups = groups_of(pd.DataFrame({"type": ["乙", "甲"]}, dtype="object"), "type").at(np.array([1, 1, -1]))
    assert [groups.names[code] for code in groups.codes] == ["甲", "甲", unfilled()]
