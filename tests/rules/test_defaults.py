"""What the tool proposes. (FA-3)"""

from tests.registers import GOOD, case_cells, decided, workbook


def test_empty_cells_take_the_default_and_filled_ones_stay() -> None:
    rows = [
        GOOD,
        {**GOOD, "描述": "洗衣机脱水时剧烈晃动", "急": "是"},
        {**GOOD, "描述": "热水器点火三次才着火", "急": "也许"},
    ]
    _, decision, edits = decided(workbook(rows))
    assert case_cells(edits, "small_register", "急") == {1: "否"}
    assert [(finding.code.value, finding.row) for finding in decision.findings] == [("CHOICE_UNKNOWN", 7)]


def test_urgency_of_an_analysis_case_is_ordinary_by_default() -> None:
    _, _, edits = decided(workbook([{"客户姓名": "张三"}], "feedback_analysis"), name="feedback_analysis")
    assert case_cells(edits, "feedback_analysis", "紧急程度") == {1: "普通"}
