"""Keywords that say the same in other words."""

import pytest

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
