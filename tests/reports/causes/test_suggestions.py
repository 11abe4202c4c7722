"""Suggestions are found by words of the cause, of its cases, and of the register that they come from. (FA-17, FR-15)"""

import pytest

from tests.reports.fact_tables import facts_of
from xltools.reports.causes.cause import Cause
from xltools.reports.causes.suggestions import suggested, suggested_for_words
from xltools.reports.facts import Suggestion


def suggestion(pattern: str, measure: str, dimension: str = "", register: str = "台账") -> Suggestion:
    return Suggestion(register, pattern, dimension, "产品", measure, "质量部")


CASES = facts_of("""
    | register | problem | description | root_cause |
    | 台账 | 充不上电 | 充不上电，屏幕闪 | 电芯虚焊 |
    | 台账 | 充不上电 | 充一会就停 | 电芯老化 |
    | 别册 | 鼓包 | 后盖鼓起 | 屏幕贴合不良 |
""").cases
CAUSE = Cause((("产品", "A型号"), ("批次", "2026-02"), ("问题", "电池故障")), 3, 1, 9, 9, None, 0.001, (0, 1, 2))


@pytest.mark.parametrize(
    ("suggestions", "expected"),
    [
        ([suggestion("屏幕、电池", "甲")], ["甲"]),  # one of the words in a value
        ([suggestion("屏幕，风扇", "甲")], ["甲"]),  # in two of three cases' texts
        ([suggestion("后盖", "甲"), suggestion("老化", "乙")], []),  # in one of three
        ([suggestion("电芯", "甲"), suggestion("电池", "乙")], ["乙", "甲"]),  # the name stands first
        ([suggestion("批次", "甲")], ["甲"]),  # the dimension itself
        ([suggestion("Batch", "甲")], ["甲"]),  # the same on an English sheet
        ([suggestion("电池", "甲", "batch"), suggestion("电池", "乙", "region")], ["甲"]),
        ([suggestion("电池", "甲", "批次"), suggestion("电池", "乙", "区域")], ["甲"]),
        ([suggestion("电池", "甲", register="外册"), suggestion("电池", "乙")], ["乙"]),
        ([suggestion("电池", "甲", register="外册")], ["甲"]),  # better another's than none
        ([suggestion("电池", "甲", register="别册"), suggestion("电池", "乙")], ["乙", "甲"]),  # most cases first
        ([suggestion("电池", "甲"), suggestion("电芯", "甲")], ["甲"]),
        ([suggestion("", "甲"), suggestion("、", "乙")], []),
        ([], []),
    ],
)
def test_suggestions_for_a_cause(suggestions: list[Suggestion], expected: list[str]) -> None:
    assert [each.measure for each in suggested(CAUSE, suggestions, CASES)] == expected


@pytest.mark.parametrize(
    ("words", "registers", "expected"),
    [
        (["app 闪退", "卡死"], (), ["甲", "丙"]),
        (["APP 闪退"], ("别册",), ["丙"]),
        (["漏水"], ("别册",), []),
        ([], (), []),
    ],
)
def test_suggestions_for_any_words(words: list[str], registers: tuple[str, ...], expected: list[str]) -> None:
    rows = [suggestion("App", "甲"), suggestion("闪退", "乙", "批次"), suggestion("闪退", "丙", register="别册")]
    assert [each.measure for each in suggested_for_words(words, rows, registers)] == expected
