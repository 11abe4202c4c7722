"""Contradictions are told all together, and shown by the first."""

import pytest

from xltools.model.contradictions import Contradiction, ContradictionsError, doubled, refuse


def test_nothing_is_refused_where_nothing_contradicts() -> None:
    refuse(())


def test_all_are_kept_and_the_first_is_shown() -> None:
    found = (Contradiction("one", ("a", 1)), Contradiction("two"))
    with pytest.raises(ContradictionsError) as caught:
        refuse(iter(found))
    assert caught.value.found == found
    assert str(caught.value) == "one"


@pytest.mark.parametrize(
    ("names", "twice", "last"),
    [("abc", (), -1), ("", (), -1), ("abcb", ("b",), 3), ("abcaba", ("a", "b"), 5)],
)
def test_what_stands_there_twice_and_where_last(names: str, twice: tuple[str, ...], last: int) -> None:
    assert doubled([*names]) == (twice, last)
