"""Who handles a case, and which department leads? (FR-5, FA-8, FA-9, RR-10)"""

from datetime import date
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.case_views import FIRST_ROW, policy_of, triples_of, view_of
from xltools.model.policy import Policy
from xltools.rules.assignment import Assignment, propose_assignment, who_answers

TODAY = date(2024, 5, 10)
RULES = """
    | category | subcategory | role       | department |
    | 产品类   |             | 质量专员   | 质量部     |
    | 产品类   | 功能故障    | 技术工程师 | 技术部     |
    | 服务类   |             | 孙丽       |            |
    | 物流类   |             | 调度员     |            |
    """
PEOPLE = """
    | name | role       | department | from       | until      | deputy | limit |
    | 周航 | 质量专员   | 质量部     |            |            |        |       |
    | 王强 | 技术工程师 | 技术部     |            |            |        | 3     |
    | 高建 | 技术工程师 | 技术部     |            |            |        |       |
    | 孙丽 | 服务主管   | 客服部     | 2024-05-10 | 2024-05-10 | 陈涛   |       |
    | 陈涛 | 客服组长   | 客服部     |            |            | 孙丽   | 1     |
    """
POLICY = policy_of("feedback_report", assignment=RULES, people=PEOPLE)


def policy(people: str) -> Policy:
    return policy_of("feedback_report", assignment=RULES, people=people)


def assigned(
    table: str,
    policy: Policy = POLICY,
    today: date = TODAY,
    closed: tuple[int, ...] = (),
    name: str = "feedback_report",
) -> Assignment:
    view = view_of(table, name)
    return propose_assignment(view, policy, today, [index not in closed for index in range(len(view))])


def handlers(table: str, policy: Policy = POLICY, today: date = TODAY, closed: tuple[int, ...] = ()) -> dict[int, str]:
    return dict(assigned(table, policy, today, closed).proposals.get("handler", {}))


ONE_TECHNICAL = "| number | category | subcategory | handler |\n| 202405-001 | 产品类 | 功能故障 | |"


def test_the_most_specific_rule_names_the_role() -> None:  # FR-5
    table = """
        | number     | category | subcategory | handler |
        | 202405-001 | 产品类   | 外观缺陷    |         |
        | 202405-002 | 产品类   | 功能故障    |         |
        | 202405-003 | 产品类   |             |         |
        """
    assert handlers(table) == {0: "周航", 1: "王强", 2: "周航"}


def test_only_empty_cells_of_open_classified_cases() -> None:  # FR-5: a typed name is never overwritten
    table = """
        | number     | category | handler |
        | 202405-001 | 产品类   | 高建    |
        | 202405-002 | 产品类   | ?错误值 |
        | 202405-003 |          |         |
        | 202405-004 | 产品类   |         |
        | 202405-005 | 产品类   |         |
        """
    assert handlers(table, closed=(3,)) == {4: "周航"}


def test_the_least_loaded_gets_the_case_then_the_one_further_up() -> None:
    table = """
        | number     | category | subcategory | handler |
        | 202405-001 | 产品类   | 功能故障    | 王强    |
        | 202405-002 | 产品类   | 功能故障    |         |
        | 202405-003 | 产品类   | 功能故障    |         |
        | 202405-004 | 产品类   | 功能故障    |         |
        | 202405-005 | 产品类   | 功能故障    | 高建    |
        """
    assert handlers(table) == {1: "王强", 2: "高建", 3: "王强"}
    assert handlers(table, closed=(0,)) == {1: "王强", 2: "王强", 3: "高建"}  # closed cases are no load


def test_the_limit_counts_what_this_pass_gave() -> None:
    alone = policy("| name | role | limit |\n| 王强 | 技术工程师 | 2 |")
    table = """
        | number     | received_at       | category | subcategory | handler |
        | 202405-003 | @2024-05-01 09:30 | 产品类   | 功能故障    |         |
        | 202405-002 | @2024-05-01 09:00 | 产品类   | 功能故障    |         |
        | 202405-001 | @2024-05-01 09:30 | 产品类   | 功能故障    |         |
        """
    found = assigned(table, alone)
    assert found.proposals == {"handler": {1: "王强", 2: "王强"}}  # by receipt, then number; not by row
    assert triples_of(found.findings) == [("NOBODY_AVAILABLE", 1, "handler")]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("| 王强 | 技术工程师 |            |            | |", "王强"),
        ("| 王强 | 技术工程师 | 2024-05-11 | 2024-05-20 | |", "王强"),
        ("| 王强 | 技术工程师 | 2024-05-01 | 2024-05-09 | |", "王强"),
        ("| 王强 | 技术工程师 | 2024-05-10 | 2024-05-10 | |", None),  # both days are within
        ("| 王强 | 技术工程师 | 2024-05-01 |            | |", None),
        ("| 王强 | 技术工程师 | 2024-05-01 |            | 查无此人 |", None),
        ("| 王强 | 技术工程师 | 2024-05-01 |            | 王强 |", None),
        ("| 王强 | 技术工程师 | 2024-05-01 |            | 周航 |\n| 周航 | 质量专员 | | | |", "周航"),
        (
            "| 王强 | 技术工程师 | 2024-05-01 | | 周航 |\n| 周航 | 质检 | 2024-05-01 | | 许可 |\n| 许可 | 经理 | | | |",
            "许可",
        ),
        ("| 王强 | 技术工程师 | 2024-05-01 | | 周航 |\n| 周航 | 质量专员 | 2024-05-01 | | 王强 |", None),  # a circle
        ("| 周航 | 质量专员 |            |            | |", None),  # nobody has the role
    ],
)
def test_who_is_away_is_stood_in_for(people: str, expected: str | None) -> None:
    stand_ins = policy("| name | role | from | until | deputy |\n" + people)
    found = assigned(ONE_TECHNICAL, stand_ins)
    assert found.proposals == ({"handler": {0: expected}} if expected else {})
    assert triples_of(found.findings) == ([] if expected else [("NOBODY_AVAILABLE", 1, "handler")])
    assert who_answers("技术工程师", stand_ins, TODAY) == expected


def test_a_deputy_comes_in_only_where_no_colleague_can() -> None:
    both = """
        | name | role       | from       | deputy | limit |
        | 王强 | 技术工程师 | 2024-05-01 | 周航   |       |
        | 高建 | 技术工程师 |            |        | 1     |
        | 周航 | 质量专员   |            |        | 1     |
        """
    table = """
        | number     | category | subcategory | handler |
        | 202405-001 | 产品类   | 功能故障    |         |
        | 202405-002 | 产品类   | 功能故障    |         |
        | 202405-003 | 产品类   | 功能故障    |         |
        """
    found = assigned(table, policy(both))
    assert found.proposals == {"handler": {0: "高建", 1: "周航"}}
    assert triples_of(found.findings) == [("NOBODY_AVAILABLE", 3, "handler")]


def test_a_rule_may_name_a_person() -> None:
    table = """
        | number     | category | handler |
        | 202405-001 | 服务类   |         |
        | 202405-002 | 服务类   |         |
        """
    assert handlers(table, today=date(2024, 5, 11)) == {0: "孙丽", 1: "孙丽"}
    assert handlers(table) == {0: "陈涛"}  # deputy of the absent 孙丽, up to the deputy's own limit


def test_nobody_for_a_class_is_said_and_nobody_else_is_taken() -> None:
    table = "| number | category | handler |\n| 202405-001 | 物流类 | |\n| 202405-002 | 其他 | |"
    found = assigned(table)
    assert found.proposals == {}
    assert triples_of(found.findings) == [("NOBODY_AVAILABLE", 1, "handler"), ("NOBODY_AVAILABLE", 2, "handler")]


def test_people_of_the_rules_department_are_meant() -> None:
    people = "| name | role | department |\n| 王强 | 技术工程师 | 产线 |\n| 高建 | 技术工程师 | 技术部 |"
    assert handlers(ONE_TECHNICAL, policy(people)) == {0: "高建"}


DEPARTMENTS = policy_of(
    "feedback_analysis",
    assignment="""
        | category | role       | department |
        | 产品故障 | 技术工程师 | 技术部     |
        | 服务流程 | 运营主管   | 运营中心   |
        | 售后政策 | 客服组长   |            |
        """,
    people="""
        | name | role       | department |
        | 王强 | 技术工程师 | 质量部     |
        | 马骏 | 运营主管   | 运营部     |
        | 陈涛 | 客服组长   | 客服中心   |
        """,
)


def test_the_leading_department() -> None:  # FA-8, RR-10
    table = """
        | number     | category | lead_department | handler |
        | 202405-001 | 产品故障 |                 |         |
        | 202405-002 | 产品故障 | 物流部          |         |
        | 202405-003 | 服务流程 |                 |         |
        | 202405-004 | 售后政策 |                 |         |
        | 202405-005 | 售后政策 |                 | 王强    |
        | 202405-006 | 产品故障 |                 | 马骏    |
        | 202405-007 |          |                 | 马骏    |
        | 202405-008 | 其他     |                 | 马骏    |
        | 202405-009 | 产品故障 |                 | 马骏    |
        """
    found = assigned(table, DEPARTMENTS, closed=(8,), name="feedback_analysis")
    # the rule's, if the list has it; else that of the person; a department outside the list is never written
    assert found.proposals["lead_department"] == {0: "技术部", 2: "运营部", 4: "质量部", 5: "技术部", 7: "运营部"}
    assert found.proposals["handler"] == {0: "王强", 1: "王强", 2: "马骏", 3: "陈涛"}


def test_the_registering_department_is_not_ours() -> None:  # RR-2
    table = "| number | department | category | lead_department |\n| 20240510-CS-001 | | 技术类 | |"
    rules = policy_of("rapid_response", assignment="| category | role | department |\n| 技术类 | 工程师 | 技术部 |")
    assert assigned(table, rules, name="rapid_response").proposals == {"lead_department": {0: "技术部"}}


def test_it_sleeps_without_rules_or_classes() -> None:
    assert assigned(ONE_TECHNICAL, policy_of("feedback_report", people=PEOPLE)) == ({}, [])
    assert assigned("| number | handler |\n| 202405-001 | |") == ({}, [])
    assert assigned("| number | category |\n| 202405-001 | 产品类 |") == ({}, [])


HEADS_OF_DEPARTMENTS = policy_of(
    people="""
        | name | role       | department | from       | deputy |
        | 高建 | 部门负责人 | 技术部     | 2024-05-01 | 王强   |
        | 宋岩 | 部门负责人 | 运营部     |            |        |
        | 韩梅 | 部门负责人 | 客服部     | 2024-05-01 |        |
        | 王强 | 技术工程师 | 技术部     |            |        |
        | 方正 | 总经理     | 总经办     |            |        |
        """
)


@pytest.mark.parametrize(
    ("to", "department", "expected"),
    [
        ("部门负责人", "运营部", "宋岩"),  # FA-9
        ("部门负责人", "技术部", "王强"),  # the deputy, not the head of another department
        ("部门负责人", "客服部", None),
        ("部门负责人", "财务部", "宋岩"),  # no head of its own
        ("部门负责人", "", "宋岩"),
        ("总经理", "技术部", "方正"),
        ("方正", "", "方正"),
        ("韩梅", "", None),
        ("值班经理", "", None),
        ("", "", None),
    ],
)
def test_who_answers_for_a_role(to: str, department: str, expected: str | None) -> None:
    assert who_answers(to, HEADS_OF_DEPARTMENTS, TODAY, department) == expected


ROW = st.tuples(st.sampled_from(["产品类", "服务类", "物流类", ""]), st.sampled_from(["", "", "王强", "陈涛"]))


@given(st.lists(ROW, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_row_order_does_not_matter_and_a_second_pass_adds_nothing(rows: list[tuple[str, str]], random: Random) -> None:
    numbered = [(f"202405-{place:03}", *row) for place, row in enumerate(rows)]
    first = _pass_over(numbered)
    assert all(handler == "" for number, _, handler in numbered if number in first.names)  # never over a name
    shuffled = _pass_over(random.sample(numbered, len(numbered)))
    assert (shuffled.names, dict(shuffled.unassigned)) == (first.names, dict(first.unassigned))
    second = _pass_over(
        [(number, category, handler or first.names.get(number, "")) for number, category, handler in numbered]
    )
    assert (second.names, second.unassigned) == ({}, first.unassigned)


class PassOver(NamedTuple):
    names: dict[str, str]
    unassigned: list[tuple[str, object]]


def _pass_over(rows: list[tuple[str, str, str]]) -> PassOver:
    """Names by number, and whom nobody takes with the reason."""
    lines = [f"| {number} | {category} | {handler} |" for number, category, handler in rows]
    found = assigned("| number | category | handler |\n" + "\n".join(lines))
    return PassOver(
        {rows[index][0]: name for index, name in found.proposals.get("handler", {}).items()},
        [(rows[finding.row - FIRST_ROW][0], finding.params) for finding in found.findings],
    )
