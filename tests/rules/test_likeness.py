"""Descriptions are compared by what they tell of a fault, not by what every complaint says. (ST-11)"""

import pytest

from xltools.language.speaking import speaking
from xltools.rules.likeness import Wordings, likeness, wording


def alike(one: str, other: str) -> float:
    return likeness(wording(one), wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上电后面板亮 2 秒即灭，有焦味。", "上电后面板亮3秒即灭,有焦味"),
        ("ＶＩＳＴＡ系统启动慢", "vista系统启动慢"),
        ("BZ-200 送料皮带跑偏", "送料皮带跑偏，报警 E-021"),
        ("客户反映用了不到一个月送料皮带跑偏了", "送料皮带跑偏"),
    ],
)
def test_numbers_marks_and_common_words_make_no_difference(one: str, other: str) -> None:
    assert alike(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("用了不到一个月，真的很差", "买了不到一个月，真的很差"),
        ("", "送料皮带跑偏"),
        ("2024 10 30", "2024 10 30"),
    ],
)
def test_what_tells_nothing_is_like_nothing(one: str, other: str) -> None:
    assert alike(one, other) == 0


@pytest.mark.parametrize("word", ["过热", "接地", "真空", "超时", "定位", "备件", "给料", "少发", "极板", "对中"])
def test_words_for_faults_and_parts_tell_something(word: str) -> None:
    assert wording(word) == {word}


def test_half_of_the_same_words_are_half_alike() -> None:
    assert alike("皮带跑偏", "皮带断裂") == pytest.approx(100 / 3)  # 皮带 of 皮带, 带跑, 跑偏 and 皮带, 带断, 断裂


def test_of_many_those_are_found_that_are_alike_enough() -> None:
    known = Wordings()
    for key, text in enumerate(["送料皮带跑偏", "触摸屏花屏", "送料皮带断裂"]):
        known.add(key, wording(text))
    told = wording("送料皮带跑偏有异响")
    assert known.like(told, 60).keys() == {0}
    assert known.like(told, 30).keys() == {0, 2}
    assert known.like(told, 30, sharing=4).keys() == {0}
    assert known.like(wording(""), 0) == {}


def test_of_several_wordings_under_one_key_the_nearest_counts() -> None:
    known = Wordings()
    for text in ("触摸屏花屏", "送料皮带跑偏", "送料电机异响"):
        known.add(7, wording(text))
    assert known.like(wording("送料皮带跑偏"), 10) == {7: 100}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The conveyor belt drifts left", "conveyor belt drifts left again", 100),
        ("Power supply hums for 3 days", "power supply hums", 100),
        ("The product is very bad", "a very bad product", 0),  # what every complaint says
        ("Schließblech verbogen", "Schließblech verbogen", 100),
    ],
)
def test_words_are_compared_in_english(one: str, other: str, expected: float) -> None:
    with speaking("en"):
        assert alike(one, other) == expected
