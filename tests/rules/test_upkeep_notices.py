"""Who is told that library or calendar were not looked after, and how often? (FA-7)"""

from datetime import datetime

import pytest

from tests.life import Life
from tests.registers import definition
from tests.rules.case_views import policy_of
from xltools.model.case_memory import CaseMemory
from xltools.model.finding import Finding, FindingCode
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.notice import Notice, NoticeKind
from xltools.model.pass_context import PassContext
from xltools.rules.upkeep_notices import report_recipients, upkeep_notices

STALE = Finding(FindingCode.KEYWORDS_STALE, "关键词库", 4, 3, "updated_on", "更新日期", {"value": "从来", "days": "31"})
MISSING = [
    Finding(FindingCode.CALENDAR_YEAR_MISSING, "工作日历", 0, 0, "", "", {"year": year}) for year in (2027, 2028)
]
PEOPLE = """
| name | role         | department | from       | until      | deputy |
| 郑伟 | 售后服务经理 | 售后服务部 | 2026-12-20 | 2026-12-24 | 唐颖   |
| 唐颖 | 值班经理     | 售后服务部 |            |            |        |
"""


def told(
    findings: list[Finding], moment: str, noticed: tuple[str, ...] = (), register: str = "台账.xlsx"
) -> list[Notice]:
    numbers = IssuedNumbers(definition("small_register").numbering)
    memory = CaseMemory(noticed=frozenset(noticed))
    context = PassContext(datetime.fromisoformat(moment), register, numbers, memory=memory)
    policy = policy_of("feedback_analysis", people=PEOPLE, settings={"report_recipients": "售后服务经理、总经理"})
    return upkeep_notices(findings, policy, context)


def test_each_kind_is_told_once_a_month() -> None:  # FA-7
    first = told([STALE, *MISSING], "2026-12-01T08:00")
    assert [(each.kind, each.recipient, each.subject) for each in first] == [
        (NoticeKind.UPKEEP, "郑伟", "关键词库"),
        (NoticeKind.UPKEEP, "郑伟", "工作日历"),
    ]
    assert "2027" in first[1].reason
    keys = tuple(each.key for each in first)
    assert told([STALE, *MISSING], "2026-12-31T23:59", keys) == []
    assert len(told([STALE, *MISSING], "2027-01-01T00:00", keys)) == 2


def test_registers_that_share_a_memory_are_told_of_apart() -> None:
    one = told([STALE], "2026-12-01T08:00", register="甲.xlsx")
    assert told([STALE], "2026-12-01T08:00", (one[0].key,), register="乙.xlsx") != []


def test_whoever_is_away_is_stood_in_for() -> None:
    assert told([STALE], "2026-12-21T08:00")[0].recipient == "唐颖"


def test_other_findings_tell_nobody() -> None:
    other = Finding(FindingCode.SETTING_MISSING, "设置", 0, 0, "", "", {})
    assert told([other], "2026-12-01T08:00") == []


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({}, ("售后服务经理",)),
        ({"report_recipients": " 、"}, ("售后服务经理",)),
        ({"report_recipients": "甲，乙"}, ("甲", "乙")),
    ],
)
def test_reports_always_have_a_reader(setting: dict[str, str], expected: tuple[str, ...]) -> None:
    assert report_recipients(policy_of(settings=setting)) == expected


def test_a_register_that_nobody_keeps_tells_once_a_month() -> None:  # FA-7; each refresh is followed by an idle one
    life = Life("feedback_analysis")
    life.type(
        1,
        客户姓名="张三",
        联系方式="13800001234",
        提交时间="@2026-01-05 09:30",
        问题描述="电视死机，反复重启",
        提交渠道="电话",
    )

    def upkeep(now: str) -> list[str]:
        return [each.subject for each in life.refresh(now) if each.kind is NoticeKind.UPKEEP]

    assert upkeep("2026-01-05T10:00") == []
    assert upkeep("2026-03-01T10:00") == ["关键词库"]
    assert upkeep("2026-03-20T10:00") == []
    assert upkeep("2026-04-01T10:00") == ["关键词库"]
