"""What a description is about."""

from xltools.model.policy import Keyword
from xltools.reports.extraction.problem_words import problem_words

LIBRARY = [
    Keyword("无法开机", (), "", "", 10, 1),
    Keyword("漏水", ("不漏水了",), "", "", 9, 2),
    Keyword("异响", (), "", "", 9, 3),
    Keyword("噪音很大", (), "", "", 9, 4),
]


def test_the_strongest_word_that_counts_wins() -> None:  # FA-7
    texts = ["先漏水后来无法开机", "漏水，不漏水了", "没有异响", "异响，噪音很大", "异响，漏水", "好用", None]
    assert problem_words(texts, LIBRARY) == ["无法开机", None, None, "噪音很大", "异响", None, None]


def test_without_a_library_there_is_no_problem() -> None:
    assert problem_words(["漏水"], []) == [None]
