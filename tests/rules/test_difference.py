"""Decisions become edits in one place, and never touch what people wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import GOOD, decided, read, workbook
from xltools.model.field import Owner
from xltools.rules.difference import difference
from xltools.rules.pipeline import Decision

CELLS = st.sampled_from(
    ["", "电话", "坏了", "9:40", "#12", "@2024-05-01 09:30", "产品类", "=1+1", "202405-001", "  ", "【客户】"]
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            dict.fromkeys([*GOOD, "编号", "大类", "小类", "急", "评分", "校验提示", "登记时间"], CELLS)
        ),
        max_size=4,
    )
)
def test_rules_never_change_a_cell_that_people_own(rows: list[dict[str, str]]) -> None:
    register, _, edits = decided(workbook(rows))
    fields = {
        (table.title, column): table.definition.by_name[name]
        for table in register.tables.values()
        for name, column in table.columns.items()
    }
    for edit in edits:
        owner = fields[edit.sheet, edit.column].owner
        assert owner is Owner.TOOL or (owner is Owner.PROPOSED and edit.old is None)


def test_a_rule_that_decides_on_a_persons_cell_is_a_bug() -> None:
    register = read(workbook([GOOD]))
    with pytest.raises(AssertionError):
        difference(register, Decision({"cases": {"customer_name": ["别人"]}}, (), ()))


def test_nothing_to_do_is_no_edit() -> None:
    register = read(workbook([{**GOOD, "急": "是"}]))
    assert difference(register, Decision({"cases": {"number": [None], "urgency": ["是"]}}, (), ())) == []
