"""A contact that stands in a case's row stands nowhere in its texts; nor do the names of its people. (FR-13)"""

import pytest

from xltools.rules.masked_wording import masked_wording

LINES = [
    # text, contact, names, what is told
    ("请打 8888 6666", "8888 6666", [], "请打 ****6666"),
    ("0571-88886666 无人接", "0571-88886666", [], "0571-****6666 无人接"),
    ("张三的门锁", "", ["张三"], "张*的门锁"),
    ("门锁打不开", "13800001234", ["张三"], "门锁打不开"),
    ("加微信 zhaoliu66 联系", "wx: zhaoliu66", [], "加微信 z*** 联系"),
    ("wechat 打不开", "wechat zhaoliu66", [], "wechat 打不开"),
    ("加微信 ZhaoLiu66 联系", "wx: zhaoliu66", [], "加微信 Z*** 联系"),
    ("Wechat 打不开", "wechat zhaoliu66", [], "Wechat 打不开"),
    ("分机 12", "12", [], "分机 12"),  # too short to tell anybody by
]


@pytest.mark.parametrize(("text", "contact", "names", "told"), LINES)
def test_free_text_is_masked_by_its_own_row(text: str, contact: str, names: list[str], told: str) -> None:
    assert masked_wording(text, contact, names) == told
