"""Figures are kept and sent whole, and what is not understood is reckoned anew."""

import orjson
import pytest
from hypothesis import given, settings

from tests.reports.branches.split_facts import split
from tests.reports.branches.test_reckoning import SPAN
from tests.reports.random_facts import FACTS
from xltools.reports.branches.reckoning import branch_figures
from xltools.reports.branches.storing import FORMAT, loaded, stored
from xltools.reports.facts import Facts


@settings(max_examples=10, deadline=None)
@given(FACTS)
def test_what_is_stored_comes_back(facts: Facts) -> None:
    for figures in branch_figures(split(facts), SPAN):
        assert loaded(stored(figures), figures.place) == figures
        assert stored(figures) == stored(loaded(stored(figures), figures.place) or figures)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b'{"format": 0}', orjson.dumps({"format": FORMAT, "figures": {"now": 3, "before": 4}})]
)
def test_anything_else_is_nothing(data: bytes) -> None:
    assert loaded(data, "x") is None
