"""Words are put together with the signs of the language."""

from xltools.language.speaking import speaking
from xltools.reports.joined_words import bracketed, comma_joined, listed, parted, sentences


def test_signs_are_those_of_the_spoken_language() -> None:
    assert (listed("AB"), parted("AB"), comma_joined("AB"), bracketed("A", "B")) == ("A、B", "A；B", "A，B", "A（B）")
    with speaking("en"):
        assert (listed("AB"), parted("AB"), comma_joined("AB")) == ("A, B", "A; B", "A, B")
        assert bracketed("A", "B") == "A (B)"


def test_sentences_follow_each_other_without_gaps() -> None:
    assert sentences(["甲。", "", "乙。"]) == "甲。乙。"
    with speaking("en"):
        assert sentences(["One.", "", "Two."]) == "One. Two."
