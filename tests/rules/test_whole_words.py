"""Words are found where the language has them: alone between blanks, or anywhere in Chinese."""

import re

import pytest

from xltools.language.speaking import speaking
from xltools.rules.whole_words import any_word, begins_word, between_words


@pytest.mark.parametrize(
    ("language", "words", "typed", "found"),
    [
        ("zh-CN", "设备|坏", "这设备坏了", ["设备", "坏"]),
        ("en", "is|it", "it is misfit", ["it", "is"]),
        ("en", "an?", "a cat, an ant", ["a", "an"]),
    ],
)
def test_a_word_is_found_whole_where_words_are_parted(language: str, words: str, typed: str, found: list[str]) -> None:
    with speaking(language):
        assert re.findall(any_word(words), typed) == found


def test_a_word_begins_anywhere_in_chinese() -> None:
    assert (between_words(), begins_word()) == ("", "")
    with speaking("en"):
        assert between_words() == " "
        assert re.findall(f"{begins_word()}lag", "flag lagging") == ["lag"]
