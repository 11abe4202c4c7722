"""Why customers were dissatisfied. (ST-13)"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.figures.low_scores import low_score_reasons

OCTOBER = Period.month(2026, 10)
FACTS = facts_of(
    """
    | register | received_at | root_cause_kind |
    | 反馈 | 10-01 09:00 | 流程 |
    | 工单 | 10-01 09:00 | 流程 |
    | 工单 | 10-01 09:00 | 产品 |
    | 工单 | 10-01 09:00 | 产品 |
    | 工单 | 09-01 09:00 | 产品 |
    """,
    ratings="""
    | case | dimension | value | top | word | rated_at | low | reason |
    | 1 | 满意度 | 3 | 5 | 一般 | 10-05 09:00 | 是 | 备件等了两天，没有人告知进度 |
    | 1 | 满意度 | 5 | 5 | 满意 | 10-09 09:00 | | |
    | 2 | 时效 | 2 | 5 | | 10-03 09:00 | 是 | 上一轮的 |
    | 2 | 时效 | 3 | 5 | | 10-05 09:00 | 是 | 备件等了三天，没有人告知进度。 |
    | 2 | 态度 | 4 | 5 | | 10-05 09:00 | | |
    | 3 | 时效 | 1 | 5 | | 10-05 09:00 | 是 | |
    | 4 | 态度 | 4 | 5 | | 10-05 09:00 | | |
    | 4 | 态度 | 1 | 5 | | 11-05 09:00 | 是 | 下月的 |
    | 5 | 态度 | 1 | 5 | | 09-05 09:00 | 是 | 上月的 |
    """,
)


def test_by_kind_and_by_what_was_marked_low() -> None:
    found = low_score_reasons(FACTS, OCTOBER)
    assert found.cases == 3
    assert found.kinds == (("流程", 2), ("产品", 1))
    assert found.dimensions == (("时效", 2), ("满意度", 1))


def test_similar_reasons_of_the_latest_low_round_together_and_none_of_their_own() -> None:
    found = low_score_reasons(FACTS, OCTOBER)
    assert [reason.cases for reason in found.reasons] == [(0, 1), (2,)]
    assert found.reasons[1].text == "（未填）"
