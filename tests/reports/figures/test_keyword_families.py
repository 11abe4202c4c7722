"""Keywords that say the same in other words."""

import pytest

from xltools.language.speaking import speaking
from xltools.reports.figures.keyword_families import family_key


@pytest.mark.parametrize(
    "family",
    [("无法开机", "开不了机", "不能开机"), ("没信号", "没有信号", "无信号"), ("太卡", "很卡", "有点卡", "各种卡"),
     ("无法登录", "登录不了"), ("充不上", "充不进", "充不了"), ("APP闪退", "ａｐｐ 闪退")],
)  # fmt: skip
def test_one_family(family: tuple[str, ...]) -> None:
    assert len({family_key(keyword) for keyword in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("开机", "无法开机"), ("漏电", "没电"), ("信号", "没信号"), ("不了", "不会"), ("漏水", "滴水")]
)
def test_other_families(one: str, other: str) -> None:
    assert family_key(one) != family_key(other)


@pytest.mark.parametrize(
    "family",
    [("won't start", "does not start", "Cannot start", "doesn’t start"), ("no signal", "without signal"),
     ("very slow", "too slow"), ("paper jam", "Paper  jam", "jam paper")],
)  # fmt: skip
def test_one_family_in_english(family: tuple[str, ...]) -> None:
    assert len({family_key(keyword) for keyword in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("start", "won't start"), ("note", "te"), ("no power", "not loud"), ("isle", "le"), ("not", "no")],
)
def test_other_families_in_english(one: str, other: str) -> None:
    assert family_key(one) != family_key(other)


def test_the_spoken_language_makes_no_difference() -> None:
    keywords = ["无法开机", "won't start", "APP闪退", "no 信号"]
    with speaking("en"):
        english = [family_key(keyword) for keyword in keywords]
    assert english == [family_key(keyword) for keyword in keywords]
