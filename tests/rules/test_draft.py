"""What is decided and proposed on the way, cell by cell."""

from tests.registers import GOOD, read, workbook
from xltools.model.case_view import CaseView
from xltools.rules.draft import Draft


def draft() -> Draft:
    rows = [GOOD, {**GOOD, "描述": "洗衣机脱水时剧烈晃动", "急": "是"}]
    table = read(workbook(rows)).cases
    return Draft(CaseView(table, ["202405-001", "202405-002"], table.values))


def test_a_proposal_fills_empty_cells_of_proposed_fields_only() -> None:
    each = draft()
    each.propose({"urgency": {0: "否", 1: "否"}, "channel": {0: "邮件"}, "nothing": {0: "x"}})
    assert each.cells == {"urgency": ["否", "是"]}
    assert each.view.column("urgency") == ["否", "是"]


def test_what_people_own_is_not_settled() -> None:
    each = draft()
    each.settle("channel", ["邮件", "邮件"])
    each.settle("sort_key", None)
    assert (each.cells, each.view.column("channel")) == ({}, ["电话", "电话"])


def test_a_derived_fact_is_no_cell() -> None:
    each = draft()
    each.conclude("complete", [1])
    assert (each.cells, each.view.column("complete")) == ({}, [None, "是"])


def test_checks_see_what_was_proposed() -> None:
    each = draft()
    each.propose({"urgency": {0: "否"}})
    assert each.table().values["urgency"] == ["否", "是"]
    assert each.view.table.values["urgency"] == [None, "是"]
