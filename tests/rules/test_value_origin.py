"""Whether a person or the tool chose, and by which row. (FR-5, FA-7, RR-9)"""

from tests.explained import REPORT, explained
from tests.life import Life
from tests.rules.test_case_workflow import RAPID
from xltools.rules.value_origin import Origin


def test_a_guess_stands_beside_its_keywords():  # FA-7
    life = Life("feedback_report")
    life.type(1, **REPORT)
    classes = explained(life, "2024-05-09 17:00").classes
    assert [(each.header, each.value, each.origin) for each in classes.values] == [
        ("问题分类", "产品类", Origin.PROPOSED), ("问题小类", "功能故障", Origin.PROPOSED)]  # fmt: skip
    assert classes.guesses == ("产品类", "功能故障")
    assert [(each.keyword, each.place, each.weight) for each in classes.evidence] == [("无法开机", "关键词库!5:5", 10)]


def test_once_written_only_the_journal_tells_a_guess_from_a_choice():
    life = Life("feedback_report")
    life.type(1, **REPORT)
    life.refresh("2024-05-09 17:00")
    unknown = explained(life, "2024-05-09 18:00").classes.values
    assert [each.origin for each in unknown] == [Origin.CELL, Origin.CELL]
    known = explained(
        life, "2024-05-09 18:00", written={"category": "产品类", "subcategory": "外观缺陷"}
    ).classes.values
    assert [each.origin for each in known] == [Origin.WRITTEN, Origin.CELL]  # the second was changed by somebody


def test_a_choice_that_the_library_would_not_make_is_shown_beside_it():
    life = Life("feedback_report")
    life.type(1, **REPORT, 问题分类="服务类", 问题小类="服务态度")
    classes = explained(life, "2024-05-09 17:00").classes
    assert [each.value for each in classes.values] == ["服务类", "服务态度"]
    assert classes.guesses == ("产品类", "功能故障")


def test_a_keyword_that_is_taken_back_says_by_what():
    life = Life("feedback_report")
    life.type(1, **{**REPORT, "问题描述": "空调不漏水，面板显示代码三零五，按键失灵"})
    evidence = {each.keyword: each.taken_back_by for each in explained(life, "2024-05-09 17:00").classes.evidence}
    assert evidence["漏水"] == "不"


def test_a_row_of_the_library_is_shown_once_and_as_it_counts():
    life = Life("feedback_report")
    life.type(1, **{**REPORT, "问题描述": "空调不漏水，后来漏水，现在又漏水了"})
    evidence = explained(life, "2024-05-09 17:00").classes.evidence
    assert [(each.keyword, each.taken_back_by) for each in evidence if each.keyword == "漏水"] == [("漏水", "")]


def test_the_handler_and_the_row_for_the_class():  # FR-5
    life = Life("feedback_report")
    life.type(1, **REPORT)
    priority, handler = explained(life, "2024-05-09 17:00").people
    assert (priority.origin, priority.rule_place) == (Origin.TYPED, "")
    assert (handler.value, handler.origin, handler.rule_place) == ("王强", Origin.PROPOSED, "分派规则!6:6")
    life.type(1, 处理责任人="孙丽")
    typed = explained(life, "2024-05-09 17:00").people[1]
    assert (typed.value, typed.origin, typed.rule_place) == ("孙丽", Origin.CELL, "分派规则!6:6")


def test_a_class_without_a_row_of_its_own_has_the_row_of_its_category():
    life = Life("feedback_report")
    life.type(1, **REPORT, 问题分类="产品类", 问题小类="外观缺陷")
    assert explained(life, "2024-05-09 17:00").people[1].rule_place == "分派规则!5:5"


def test_nobody_there_is_said():
    life = Life("feedback_report")
    for row in (3, 4):  # each the other's deputy
        life.set("people", row, "离岗开始", "@2024-05-01")
        life.set("people", row, "离岗结束", "@2024-05-31")
    life.type(1, **REPORT)
    handler = explained(life, "2024-05-09 17:00").people[1]
    assert (handler.origin, handler.value, bool(handler.remark)) == (Origin.EMPTY, "", True)


def test_a_priority_by_the_matrix_names_its_row():  # RR-9
    life = Life("rapid_response")
    life.type(1, **RAPID)
    priority = explained(life, "2023-10-27 14:32").people[0]
    assert (priority.value, priority.origin, priority.rule_place) == ("P0", Origin.DERIVED, "优先级矩阵!5:5")
    life.type(1, 紧急程度="低")
    assert explained(life, "2023-10-27 14:32").people[0].rule_place == "优先级矩阵!7:7"
