"""The segments are all groups of one to three values that are large enough, counted as one counts by hand."""

from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from xltools.reports.causes.segments import coded, segments

CASES = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 4), min_size=2, max_size=40)
HEADS = ["A", "B", "C", "D"]


@settings(max_examples=150, deadline=None)
@given(CASES, st.data())
def test_segments_are_what_plain_counting_finds(rows: list[tuple[str | None, ...]], data: st.DataObject) -> None:
    now = data.draw(st.integers(1, len(rows) - 1))
    support = data.draw(st.integers(1, 6))
    frame = pd.DataFrame(rows, columns=HEADS, dtype=object)
    places = np.arange(len(rows))
    cases = coded(frame, [(head, head) for head in HEADS], places[:now], places[now:], support)
    active = np.array(data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    found = {}
    for block in segments(cases, active, support):
        for place, counts in enumerate(zip(block.now.tolist(), block.before.tolist(), strict=True)):
            conditions = block.conditions(place)
            named = frozenset((cases.labels[label], cases.values[label][value]) for label, value in conditions)
            assert named not in found
            assert cases.counts(active & cases.mask(conditions)) == counts
            found[named] = counts
    assert _sets(found, rows, active) == _expected(rows, active, support)


def _members(
    conditions: frozenset[tuple[str, str]], rows: list[tuple[str | None, ...]], active: np.ndarray
) -> frozenset:
    return frozenset(
        place
        for place, row in enumerate(rows)
        if active[place] and all(row[HEADS.index(head)] == value for head, value in conditions)
    )


def _sets(found: dict, rows: list, active: np.ndarray) -> set[frozenset]:
    return {_members(conditions, rows, active) for conditions in found}


def _expected(rows: list, active: np.ndarray, support: int) -> set[frozenset]:
    """Sets of cases: the same set told in other words is one."""
    expected = set()
    everybody = np.ones(len(rows), dtype=bool)
    for size in (1, 2, 3):
        for heads in combinations(HEADS, size):
            for row in rows:
                conditions = frozenset((head, row[HEADS.index(head)]) for head in heads)
                if any(value is None for _, value in conditions):
                    continue
                members = _members(conditions, rows, active)
                if len(members) >= support and len(_members(conditions, rows, everybody)) >= support:
                    expected.add(members)
    return expected
