"""A request that is missing or says nothing is marked. (RR-6)"""

import pytest

from tests.life import Life


@pytest.mark.parametrize(
    ("request_text", "mark"),
    [("-", "需进一步沟通确认"), ("尽快处理", "需进一步沟通确认"), ("今天之内退回已扣的 268 元", "")],
)
def test_the_mark_follows_the_wording(request_text: str, mark: str) -> None:
    life = Life("rapid_response")
    life.type(1, 提交时间="@2023-10-27 14:30", 提交部门="客服部", 客户诉求=request_text)
    life.refresh("2023-10-27 15:00")
    assert life.shows("诉求确认") == [mark]
    life.type(1, 客户诉求="请在周五之前换一台新的")
    life.refresh("2023-10-27 16:00")
    assert life.shows("诉求确认") == [""]
