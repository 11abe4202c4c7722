"""What an error says becomes what is so, and what to do."""

from pathlib import Path

import pytest

from xltools.errors import CopyOfRegisterError, NotARegisterError, VanishedError, XltoolsError
from xltools.operations.examining.answers import Answer, Verdict, doubtful, of_error, some, together, wrong


@pytest.mark.parametrize(
    ("error", "begins", "remedy"),
    [
        (CopyOfRegisterError("台账.xlsx"), "this workbook is a copy of 台账.xlsx", "Move it out"),
        (VanishedError(Path("a.b. c.xlsx")), "a.b. c.xlsx: no such file or folder", "Check the name"),
        (NotARegisterError("one. Two. Three."), "one", "Two. Three."),
        (XltoolsError("nothing to be done"), "nothing to be done", ""),
    ],
)
def test_the_first_sentence_is_what_is_so(error: XltoolsError, begins: str, remedy: str) -> None:
    answer = of_error("here", error)
    assert (answer.verdict, answer.where) == (Verdict.WRONG, "here")
    assert answer.is_so.startswith(begins)
    assert answer.to_do.startswith(remedy)
    assert bool(answer.to_do) == bool(remedy)


def test_the_same_trouble_of_several_places_is_one() -> None:
    answers = [doubtful(place, "so", "Do it.") for place in "abcd"]
    merged = together([*answers[:2], wrong("e", "so", "Do it."), *answers[2:], doubtful("f", "other", "Do it.")])
    assert [each.where for each in merged] == ["a, b, c and 1 more", "e", "f"]


def test_a_name_that_stands_before_the_sentence_is_not_said_twice() -> None:
    for sentence in ("台账.xlsx is read-only. Remove it.", "/a/台账.xlsx: is read-only. Remove it."):
        assert of_error("/a/台账.xlsx", XltoolsError(sentence)).is_so == "is read-only"


def test_an_error_without_a_remedy_gets_one() -> None:
    assert of_error("", XltoolsError("so"), Verdict.DOUBTFUL, "Do it.") == Answer(Verdict.DOUBTFUL, "", "so", "Do it.")


@pytest.mark.parametrize(
    ("names", "line"), [(["a"], "a"), (["a", "b", "c"], "a, b, c"), (list("abcde"), "a, b, c and 2 more")]
)
def test_many_names_stay_in_one_line(names: list[str], line: str) -> None:
    assert some(names) == line
