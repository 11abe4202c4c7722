"""The result is reviewed before the customer hears of it, by those who should. (FR-9)"""

from dataclasses import replace

import pytest

from tests.rules.record_rows import case_view, told, with_settings, without_declared_sheet, without_sheet
from xltools.model.policy import Person
from xltools.rules.reviews import check_reviews, review_facts

PEOPLE = (
    Person("刘敏", "售后主管", "售后服务部", deputy="陈涛"),
    Person("陈涛", "客服组长", "客服部"),
    Person("王强", "技术工程师", "技术部"),
    Person("郑伟", "售后服务经理", "售后服务部", deputy="刘敏"),
)
CASE_HEADS = "| 反馈编号 | 处理完成时间 | 重大情形 | 审核人 | 复核人 | 结果告知时间 | 客户满意度 |\n"
REVIEW_HEADS = "| 反馈编号 | 审核时间 | 审核结论 |\n"
NUMBER = "| 202405-001 "
AGREED, REFUSED = "同意 |", "不同意 |"


@pytest.mark.parametrize(
    ("completed", "reviews", "passed"),
    [
        ("@2024-05-08 10:00", [], True),
        ("@2024-05-08 10:00", [("08 11:00", REFUSED)], False),
        ("@2024-05-08 10:00", [("08 11:00", REFUSED), ("08 12:00", AGREED)], True),
        ("@2024-05-08 10:00", [("08 12:00", AGREED), ("08 11:00", REFUSED)], True),  # the order of time
        ("@2024-05-08 10:00", [("08 11:00", AGREED), ("08 12:00", REFUSED)], False),
        ("@2024-05-08 10:00", [("08 09:00", REFUSED)], True),  # completed anew since
        ("@2024-05-08 10:00", [("08 10:00", REFUSED)], False),
        ("@2024-05-08 10:00", [("08", REFUSED)], False),  # on that day, nobody knows when
        ("@2024-05-09 10:00", [("08", REFUSED)], True),
        ("@2024-05-08", [("08 10:00", REFUSED)], False),
        ("", [("08 11:00", REFUSED)], False),
        ("", [], True),
        ("@2024-05-08 10:00", [("08 11:00", "退回 |")], True),  # a word that is not on the list says nothing
    ],
)
def test_a_refusal_stands_until_agreement_or_new_completion(
    completed: str, reviews: list[tuple[str, str]], passed: bool
) -> None:
    rows = "\n".join(f"{NUMBER}| @2024-05-{moment} | {verdict}" for moment, verdict in reviews)
    sheets = {"reviews": REVIEW_HEADS + rows} if rows else {}
    cases = f"| 反馈编号 | 处理完成时间 |\n| 202405-000 | @2024-05-01 |\n{NUMBER}| {completed} |"
    register, view = case_view("feedback_report", cases, **sheets)
    assert review_facts(register, view) == {"review_passed": ["是", "是" if passed else None]}


def test_the_fact_without_the_sheet() -> None:
    register, view = case_view("feedback_report", f"{CASE_HEADS}{NUMBER}| | | | | | |")
    assert review_facts(without_sheet(register, "reviews"), view) == {"review_passed": ["是"]}
    assert review_facts(without_declared_sheet(register, "reviews"), view) == {}


MISSING, SECOND = ("REVIEW_MISSING", 1, "reviewed_by"), ("REVIEW_MISSING", 1, "second_reviewed_by")
UNFIT, SECOND_UNFIT = ("REVIEWER_UNFIT", 1, "reviewed_by"), ("REVIEWER_UNFIT", 1, "second_reviewed_by")


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("| | | | | | |", []),
        ("| @2024-05-08 | | | | | |", []),
        ("| @2024-05-08 | | | | @2024-05-09 | |", [MISSING]),
        ("| @2024-05-08 | | | | | 满意 |", [MISSING]),
        ("| @2024-05-08 | | 刘敏 | | @2024-05-09 | 满意 |", []),
        ("| @2024-05-08 | 批量质量缺陷 | 刘敏 | | | |", []),  # still time for it
        ("| @2024-05-08 | 批量质量缺陷 | 刘敏 | | @2024-05-09 | |", [SECOND]),
        ("| @2024-05-08 | 客户投诉升级 | 刘敏 | 郑伟 | @2024-05-09 | |", []),
        ("| @2024-05-08 | 批量质量缺陷 | | | @2024-05-09 | |", [MISSING]),  # one after the other
        ("| @2024-05-08 | | 王强 | | | |", [UNFIT]),
        ("| @2024-05-08 | | 陈涛 | | | |", []),  # the deputy
        ("| @2024-05-08 | | 外聘专家 | | | |", []),  # not on 人员: nobody can say
        ("| @2024-05-08 | 批量质量缺陷 | 刘敏 | 王强 | | |", [SECOND_UNFIT]),
        ("| @2024-05-08 | 批量质量缺陷 | 刘敏 | 陈涛 | | |", [SECOND_UNFIT]),  # deputy of the wrong one
        ("| @2024-05-08 | 批量质量缺陷 | 刘敏 | 刘敏 | | |", []),  # the manager's deputy
    ],
)
def test_reviews_are_there_and_by_the_right_person(case: str, expected: list[tuple[str, int, str]]) -> None:
    register, view = case_view("feedback_report", f"{CASE_HEADS}{NUMBER}{case}")
    register = with_settings(register, review_role="售后主管", second_review_role="售后服务经理")
    assert told(check_reviews(register, view, replace(register.policy, people=PEOPLE))) == expected


def test_told_although_the_last_review_refused() -> None:
    case = f"{CASE_HEADS}{NUMBER}| @2024-05-08 10:00 | | 刘敏 | | @2024-05-09 | |"
    register, view = case_view("feedback_report", case, reviews=f"{REVIEW_HEADS}{NUMBER}| @2024-05-08 11:00 | 不同意 |")
    assert told(check_reviews(register, view, register.policy)) == [MISSING]


def test_the_role_is_a_setting_and_without_it_nobody_is_unfit() -> None:
    register, view = case_view("feedback_report", f"{CASE_HEADS}{NUMBER}| @2024-05-08 | | 刘敏 | | | |")
    other = with_settings(register, review_role="客服组长、技术工程师")
    assert told(check_reviews(other, view, replace(other.policy, people=PEOPLE))) == [UNFIT]
    silent = with_settings(register, review_role="")
    assert told(check_reviews(silent, view, replace(silent.policy, people=PEOPLE))) == []


def test_a_register_without_reviewers_is_left_alone() -> None:
    cases = "| 反馈编号 | 结果告知时间 | 满意度 |\n| 202405-001 | @2024-05-09 | 满意 |"
    register, view = case_view("feedback_analysis", cases)
    assert told(check_reviews(register, view, register.policy)) == []
