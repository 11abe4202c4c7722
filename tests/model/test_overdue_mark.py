"""The words can be told apart by their beginnings, in every language."""

from itertools import permutations

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.language.speaking import speaking
from xltools.model.overdue_mark import Mark


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_no_word_begins_as_another(language: str) -> None:
    with speaking(language):
        words = [mark.said for mark in Mark]
    assert not [pair for pair in permutations(words, 2) if pair[0].startswith(pair[1])]
