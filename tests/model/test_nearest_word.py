"""The nearest word is found whatever its capitals, and nothing is hinted at that is not like it."""

import pytest

from xltools.language.speaking import speaking
from xltools.model.nearest_word import nearest, nearest_hint, what_would_do

WORDS = ("completed_at", "result", "High", "high", "邮件")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("complete_at", "completed_at"),
        ("HIGH", "High"),  # capitals are no difference to people
        ("hihg", "high"),
        ("电子邮件", "邮件"),
        ("weather", None),
        ("", None),
    ],
)
def test_the_word_most_like_it_is_meant(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_how_much_alike_they_must_be_can_be_asked_for() -> None:
    assert nearest("reports_of_ours", ("reports",), 0.75) is None
    assert nearest("report", ("reports",), 0.75) == "reports"


def test_a_hint_is_in_the_spoken_language_and_empty_where_there_is_none() -> None:
    chinese = nearest_hint("hihg", WORDS)
    with speaking("en"):
        english = nearest_hint("hihg", WORDS)
    assert "high" in chinese
    assert "high" in english
    assert chinese != english
    assert nearest_hint("weather", WORDS) == ""


def test_where_nothing_is_like_it_all_are_told_but_not_without_end() -> None:
    assert "high" in what_would_do("hihg", WORDS)
    assert "result" not in what_would_do("hihg", WORDS)
    assert all(word in what_would_do("weather", WORDS) for word in WORDS)
    assert what_would_do("weather", ()) == ""
    assert "w99" not in what_would_do("xyz", [f"w{n}" for n in range(100)])
