"""Who is on 人员 and 接口人, and roles that are nobody's."""

from datetime import date

from tests.workbook.settings.settings_tables import settings, told, told_in_all
from xltools.model.policy import Liaison, Person
from xltools.workbook.layout import FIRST_DATA_ROW

NAME = "service_ticket"
TEAM = """
| 姓名 | 角色 | 部门 | 工号 | 电话 | 邮箱 | 离岗开始 | 离岗结束 | 代理人 | 在办上限 |
| 甲 | 售后主管 | 售后部 | 007 | 13800000000 | a@example.com | @2024-05-01 | @2024-05-03 | 乙 | #3 |
| 乙 | 技术工程师 | 技术部 |  |  |  |  |  | 售后主管 |  |
"""
OTHERS: dict[str, str | list[dict[str, str]]] = {"timers": [], "assignment": [], "liaisons": []}


def test_every_cell_of_a_person_counts() -> None:
    # FR-5: absence, deputy, load
    register = settings(NAME, people=TEAM, **OTHERS)
    assert told_in_all(register) == []
    assert register.policy.people == (
        Person(
            *("甲", "售后主管", "售后部", "007", "13800000000", "a@example.com"),
            *(date(2024, 5, 1), date(2024, 5, 3), "乙", 3, FIRST_DATA_ROW),
        ),
        Person("乙", "技术工程师", "技术部", deputy="售后主管", row=FIRST_DATA_ROW + 1),
    )


def test_what_cannot_be_read_is_no_limit_and_no_absence() -> None:
    table = """
    | 姓名 | 角色 | 部门 | 离岗开始 | 在办上限 |
    | 甲 | 专员 | 客服部 | 明天起 | #-1 |
    | 乙 | 专员 | 客服部 |  | 很多 |
    """
    register = settings(NAME, people=table, **OTHERS)
    assert [(each.absent_from, each.maximum_load) for each in register.policy.people] == [(None, None)] * 2
    assert sorted(told_in_all(register)) == [
        ("DATE_UNREADABLE", 1, "absent_from"),
        ("NUMERIC_OUT_OF_RANGE", 1, "maximum_load"),
        ("NUMERIC_UNREADABLE", 2, "maximum_load"),
    ]


def test_of_a_name_that_stands_there_twice_the_first_row_counts() -> None:
    table = "| 姓名 | 角色 | 部门 |\n| 甲 | 专员 | 客服部 |\n| 甲 | 主管 | 客服部 |\n|  | 主管 | 客服部 |"
    register = settings(NAME, people=table, **OTHERS)
    assert [(each.name, each.role) for each in register.policy.people] == [("甲", "专员")]
    assert sorted(told_in_all(register)) == [("VALUE_DOUBLED", 2, "name"), ("VALUE_MISSING", 3, "name")]


def test_a_deputy_is_somebody() -> None:
    register = settings(NAME, people=TEAM.replace("| 乙 | #3 |", "| 丙 | #3 |"), **OTHERS)
    assert told(register) == [("ROLE_UNKNOWN", 1, "deputy")]
    assert register.policy.people[0].deputy == "丙"


def test_liaisons() -> None:
    # ST-5
    table = """
    | 初步诊断 | 对接部门 | 接口人 |
    | 产品缺陷 | 产品部 | 乙 |
    | 硬件维修 | 物流部 | 丁 |
    | 硬件维修 | 物流部 |  |
    """
    register = settings(NAME, people=TEAM, **{**OTHERS, "liaisons": table})
    assert register.policy.liaisons == (
        Liaison("产品缺陷", "产品部", "乙", FIRST_DATA_ROW),
        Liaison("硬件维修", "物流部", "丁", FIRST_DATA_ROW + 1),
    )
    assert told_in_all(register) == [("ROLE_UNKNOWN", 2, "name"), ("VALUE_MISSING", 3, "name")]


def test_the_nearest_role_is_named() -> None:
    table = "| 类别 | 处理角色 |\n| 其他 | 技术工程 |"
    (finding,) = settings(NAME, people=TEAM, **{**OTHERS, "assignment": table}).findings
    assert "技术工程师" in str(finding.params["nearest"])
