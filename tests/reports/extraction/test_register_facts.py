"""Columns as arrays of their kinds."""

from datetime import date, datetime, time

import numpy as np

from xltools.reports.extraction.register_facts import array_of, moments, table_of, texts
from xltools.reports.facts import LIMIT_COLUMNS


def test_moments_are_rounded_to_the_second_and_all_else_is_none() -> None:
    exact = [datetime(2024, 5, 1, 17, 59, 59, 999_998), datetime(2024, 5, 1, 18, 0, 0, 2), datetime(9999, 12, 31)]
    assert moments(exact).astype(str).tolist() == ["2024-05-01T18:00:00", "2024-05-01T18:00:00", "9999-12-31T00:00:00"]
    odd = moments([date(1950, 5, 1), None, time(9, 0), "昨天", 3])
    assert odd.astype(str).tolist() == ["1950-05-01T00:00:00", "NaT", "NaT", "NaT", "NaT"]


def test_texts_are_texts_or_nothing() -> None:
    assert texts(["甲", "", None, 3]).tolist() == ["甲", None, None, "3"]


def test_numbers_are_numbers_or_nothing() -> None:
    assert np.nan_to_num(array_of("round", [2, 1.5, None, "三", True]), nan=-1).tolist() == [2, 1.5, -1, -1, -1]


def test_an_empty_table_has_all_its_columns_of_their_kinds() -> None:
    table = table_of(LIMIT_COLUMNS)
    assert [str(table[name].dtype) for name in LIMIT_COLUMNS] == [
        "int64", "object", "object", *["datetime64[s]"] * 4, "bool", "bool", "datetime64[s]"
    ]  # fmt: skip
