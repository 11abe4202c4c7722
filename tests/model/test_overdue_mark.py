"""The words can be told apart by their beginnings."""

from itertools import permutations

from xltools.model.overdue_mark import Mark


def test_no_word_begins_as_another() -> None:
    assert not [pair for pair in permutations(Mark, 2) if pair[0].startswith(pair[1])]
