"""The most frequent problems. (FA-15)"""

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import Facts, RegisterSource
from xltools.reports.figures.problems import Problem, problems
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import received_in

OCTOBER = Period.month(2026, 10)
TABLE = """
    | received_at | customer_key | product | problem | type | description |
    | 09-01 09:00 | z | 手机 | 不能开机 | 故障 | 上月不能开机 |
    | 10-01 09:00 | a | 手机 | 无法开机 | 故障 | 昨天起无法开机 |
    | 10-02 09:00 | b | 平板 | 无法开机 | 故障 | 无法开机 |
    | 10-03 09:00 | c | 手机 | 开不了机 | 故障 | 摔过以后开不了机 |
    | 10-04 09:00 | d | 空调 | 漏水 | 故障 | 室内机漏水 |
    | 10-05 09:00 | d | 空调 | 漏水 | 故障 | 室内机又漏水 |
    | 10-06 09:00 | d | 空调 | 漏水 | 故障 | 室内机还漏水 |
    | 10-07 09:00 | d | 空调 | 漏水 | 故障 | 室内机漏水 |
    | 10-08 09:00 | e | | | 咨询 | 发票什么时候能寄出 |
    | 10-09 09:00 | f | | | 咨询 | 请问发票什么时候寄出 |
    | 10-10 09:00 | g | | | 投诉 | 发票什么时候能寄出 |
    | 10-11 09:00 | h | | | 咨询 | 说明书在哪里下载 |
"""


def found(facts: Facts) -> list[Problem]:
    return problems(facts, received_in(facts, OCTOBER), received_in(facts, OCTOBER.previous()))


def test_ranked_by_what_is_counted_once() -> None:  # FA-15
    ranked = found(facts_of(TABLE))
    assert [(each.label, each.keyword, each.once, each.raw) for each in ranked] == [
        ("无法开机", True, Rate(3, 8), Rate(3, 11)),
        ("发票什么时候能寄出", False, Rate(2, 8), Rate(2, 11)),
        ("漏水", True, Rate(1, 8), Rate(4, 11)),
    ]
    assert [each.cumulative.hits for each in ranked] == [3, 5, 6]
    assert [each.raw_before for each in ranked] == [Rate(1, 1), Rate(0, 1), Rate(0, 1)]
    assert ranked[0].products == (("手机", 2), ("平板", 1))
    assert ranked[0].cases == (1, 2, 3)
    assert ranked[0].example == "昨天起无法开机"


def test_as_many_as_the_setting_says() -> None:
    sources = (RegisterSource("a.xlsx", "台账", settings={"top_problems": "1"}),)
    assert len(found(facts_of(TABLE, sources=sources))) == 1


def test_many_wordings_of_one_thing_stay_one_problem() -> None:
    rows = "\n".join(f"| 10-01 09:00 | c{number} | {number:03}号柜收到的发票抬头写错了 |" for number in range(200))
    ranked = found(facts_of(f"| received_at | customer_key | description |\n{rows}"))
    assert [each.once for each in ranked] == [Rate(200, 200)]
