"""The column 校验提示."""

from tests.registers import GOOD, case_cells, decided, workbook


def test_a_note_of_a_person_s_is_taken_out_and_said() -> None:
    _, decision, edits = decided(workbook([{**GOOD, "校验提示": "回头再看"}]))
    assert case_cells(edits, "small_register", "校验提示") == {1: None}
    assert [(each.code.value, each.field) for each in decision.findings] == [("TOOL_CELL_RESTORED", "check_remark")]


def test_a_remark_that_is_settled_goes() -> None:
    _, _, edits = decided(workbook([{**GOOD, "校验提示": "【描述】“坏了”太笼统；应写具体；写明现象"}]))
    assert case_cells(edits, "small_register", "校验提示") == {1: None}
