"""A score at or below the threshold is low; none is not zero. (ST-10)"""

import pytest

from tests.life import Life


@pytest.mark.parametrize(
    ("scores", "threshold", "mark"),
    [
        (("#5", "#5", "#5", "#5"), "3", ""),
        (("#5", "#5", "#3", "#5"), "3", "低分"),
        (("#4", "#5", "#5", "#5"), "4", "低分"),
        (("#4", "#5", "#5", "#5"), "3", ""),
        (("-", "-", "-", "-"), "3", ""),
    ],
)
def test_any_dimension_marks_the_ticket(scores: tuple[str, ...], threshold: str, mark: str) -> None:
    life = Life("service_ticket")
    keys = [str(row["key"]) for row in life.definition.sheet("settings").rows]  # type: ignore[union-attr]
    life.set("settings", keys.index("low_score_threshold") + 1, "值", threshold)
    life.type(1, 客户名称="某公司", 反馈时间="@2024-05-06 09:00")
    life.type(1, **dict(zip(("服务时效", "技术能力", "沟通态度", "问题解决效果"), scores, strict=True)))
    life.refresh("2024-05-06 10:00")
    assert life.shows("低分标记") == [mark]
