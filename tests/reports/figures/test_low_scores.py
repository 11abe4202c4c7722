"""Why customers were dissatisfied. (ST-13)"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import RegisterSource
from xltools.reports.figures.low_scores import low_score_reasons

OCTOBER = Period.month(2026, 10)
SOURCES = (
    RegisterSource("a.xlsx", "反馈", settings={"reopen_satisfaction": "一般、不满意"}),
    RegisterSource("b.xlsx", "工单", settings={"low_score_threshold": "3"}),
)
FACTS = facts_of(
    """
    | register | received_at | rated_at | dissatisfied | root_cause_kind | low_score_reason | customer_comment |
    | 反馈 | 10-01 09:00 | 10-05 09:00 | 是 | 流程 | | 备件等了两天，没有人告知进度 |
    | 工单 | 10-01 09:00 | 10-05 09:00 | 是 | 流程 | 备件等了三天，没有人告知进度。 | 不好 |
    | 工单 | 10-01 09:00 | 10-05 09:00 | 是 | 产品 | | |
    | 工单 | 10-01 09:00 | 10-05 09:00 | | 产品 | 不算 | |
    | 工单 | 09-01 09:00 | 09-05 09:00 | 是 | 产品 | 上月的 | |
    """,
    ratings="""
    | case | dimension | value | top | word | rated_at |
    | 1 | 满意度 | 3 | 5 | 一般 | 10-05 09:00 |
    | 2 | 时效 | 3 | 5 | | 10-05 09:00 |
    | 2 | 态度 | 4 | 5 | | 10-05 09:00 |
    | 3 | 时效 | 1 | 5 | | 10-05 09:00 |
    | 4 | 态度 | 1 | 5 | | 10-05 09:00 |
    """,
    sources=SOURCES,
)


def test_by_kind_and_by_what_was_marked_low() -> None:
    found = low_score_reasons(FACTS, OCTOBER)
    assert found.cases == 3
    assert found.kinds == (("流程", 2), ("产品", 1))
    assert found.dimensions == (("时效", 2), ("满意度", 1))


def test_similar_reasons_together_and_none_of_their_own() -> None:
    found = low_score_reasons(FACTS, OCTOBER)
    assert [reason.cases for reason in found.reasons] == [(0, 1), (2,)]
    assert found.reasons[1].text == "（未填）"


def test_a_register_without_settings_has_reasons_but_no_low_marks() -> None:
    known = facts_of(
        "| received_at | rated_at | dissatisfied | root_cause |\n| 10-01 09:00 | 10-02 09:00 | 是 | 屏幕虚焊 |",
        ratings="| case | dimension | value | top | rated_at |\n| 1 | 时效 | 1 | 5 | 10-02 09:00 |",
    )
    found = low_score_reasons(known, OCTOBER)
    assert found.dimensions == ()
    assert [reason.text for reason in found.reasons] == ["屏幕虚焊"]
