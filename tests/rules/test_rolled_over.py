"""A register that goes on elsewhere says so of what is entered into it all the same."""

import pytest

from tests.registers import NOW, definition, heads_of, read, template, with_rows
from xltools.model.case_view import CaseView
from xltools.rules.improvements import improvement_facts
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR, check_rolled_over, pointer

NAME = "rapid_response"
SETTING = {"代号": "successor", "参数": "下一本台账", "值": " 台账2027.xlsx "}


def register(*settings: dict[str, str]):  # type: ignore[no-untyped-def]
    sheet = definition(NAME).sheet("settings")
    assert sheet is not None
    package = with_rows(
        template(NAME), "快速响应登记", [{"提交时间": "@2024-05-01 09:30"}] * 3, heads_of(NAME, "cases")
    )
    last = 5 + len(sheet.rows)
    return read(with_rows(package, "设置", list(settings), heads_of(NAME, "settings"), last), NOW, NAME)


def view(found, states: list[str], reopened: list[str | None]) -> CaseView:  # type: ignore[no-untyped-def]
    columns = {"state": states, "reopened": reopened, "problem_type": ["流程优化"] * 3}
    return CaseView(found.cases, [None] * 3, {**found.cases.values, **columns})


@pytest.mark.parametrize(("settings", "rows"), [([SETTING], [5]), ([], []), ([{**SETTING, "值": ""}], [])])
def test_open_cases_are_told_unless_they_were_taken_up_again(settings: list[dict[str, str]], rows: list[int]) -> None:
    found = register(*settings)
    closed = definition(NAME).closed_states[0]
    findings = list(check_rolled_over(found, view(found, ["记录", closed, "跟进"], [None, None, "是"])))
    assert [each.row for each in findings] == rows
    assert all(each.params["value"] == "台账2027.xlsx" for each in findings)


def test_the_pointers_are_read_by_their_key() -> None:
    found = register(SETTING)
    assert (pointer(found, SUCCESSOR), pointer(found, PREDECESSOR)) == ("台账2027.xlsx", "")


def test_suggestions_whose_items_went_on_stay_closed() -> None:  # RR-13
    assert improvement_facts(register(), view(register(), ["闭环"] * 3, [None] * 3))["improvement_listed"] == [None] * 3
    gone_on = register(SETTING)
    assert improvement_facts(gone_on, view(gone_on, ["闭环"] * 3, [None] * 3))["improvement_listed"] == ["是"] * 3
