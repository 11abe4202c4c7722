"""The words that rules act on are words that people can choose."""

import pytest

from tests.registers import definition
from xltools.language.words import Word, finished_words

LISTS = sorted({word.value.split(".")[0] for word in Word} - {"task_state"})


@pytest.mark.parametrize("key", LISTS)
def test_each_word_stands_in_its_shipped_list(key: str) -> None:
    words = {word.said for word in Word if word.value.startswith(f"{key}.")}
    assert words <= set(definition("service_ticket").lists[key].values)


def test_what_is_finished_is_a_word_of_progress() -> None:
    lists = definition("service_ticket").lists
    assert {*lists["progress"].values, *lists["task_state"].values} >= finished_words()
