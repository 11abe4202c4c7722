"""The language is that of whoever is spoken to, also when two are spoken to at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from xltools.language.speaking import in_every_language, speaking, spoken_language, text, texts


def test_the_language_holds_within_and_ends_with_it() -> None:
    with speaking("en"):
        within = text("words.yes_no.yes")
        with speaking("zh-CN"):
            assert text("words.yes_no.yes") == "是"
        assert text("words.yes_no.yes") == within == "yes"
    assert text("words.yes_no.yes") == "是"


def test_a_failure_ends_it_too() -> None:
    with pytest.raises(ZeroDivisionError), speaking("en"):
        raise ZeroDivisionError
    assert spoken_language() == "zh-CN"


def test_each_thread_speaks_for_itself() -> None:
    with speaking("en"), ThreadPoolExecutor(1) as other:
        assert other.submit(spoken_language).result() == "zh-CN"


def test_an_unknown_language_is_refused_before_anything_is_said() -> None:
    with pytest.raises(KeyError), speaking("tlh"):
        pytest.fail("spoke")


def test_texts_of_a_table_come_in_their_order_and_names_are_known_in_every_language() -> None:
    assert list(texts("words.yes_no")) == ["yes", "no"]
    assert in_every_language("words.yes_no.yes") == {"是", "yes"}
