"""Texts are compared by what says something: Chinese signs, words of letters."""

import numpy as np
import pytest

from xltools.reports.figures.similar_texts import NEIGHBOURS, bare, similar_pairs

FLOORS = [f"floor{place}" for place in range(60)]


def score(one: str, other: str) -> float:
    texts = [bare(one), bare(other)]
    if texts[0] == texts[1]:
        return 100.0
    _, _, scores = similar_pairs(np.zeros(2, dtype="int64"), texts, 1)
    return float(scores.max(initial=0))


def test_chinese_texts_are_compared_sign_by_sign() -> None:
    assert bare("开机后，ＡＰＰ 闪退！") == "开机后app闪退"
    assert score("开机十分钟停机", "开机十分钟后停机") == pytest.approx(100 * 14 / 15)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The laptop does not start after the update", "Laptop won't start since yesterday's update"),
        ("The printer on floor 3 jams paper", "Paper jam in the printer, floor 2"),
        ("I cannot reset my password", "Password reset not possible"),
        ("PRINTING FAILED.", "It fails to print"),
    ],
)
def test_what_is_said_in_other_words_is_similar(one: str, other: str) -> None:
    assert score(one, other) >= 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The printer does not print", "The laptop does not start"),  # alike only in words that say nothing
        ("My mouse is not working", "My screen is not working today"),
        ("VPN drops", "The chair is broken"),
    ],
)
def test_what_is_about_something_else_is_not(one: str, other: str) -> None:
    assert score(one, other) < 60


def test_marks_alone_say_nothing_and_empty_words_alone_something() -> None:
    assert bare("!?…") == ""
    assert bare("is it") != ""
    assert bare("The printer jams") == bare("printer JAMS!")


def test_similar_words_are_found_in_blocks_too_large_to_compare_all() -> None:
    texts = sorted({bare(f"the printer jams paper {floor}") for floor in FLOORS})
    assert len(texts) > NEIGHBOURS
    one, other, _ = similar_pairs(np.zeros(len(texts), dtype="int64"), texts, 60)
    assert {*one.tolist(), *other.tolist()} == set(range(len(texts)))
