"""Decisions become edits in one place, and never touch what people wrote."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import GOOD, NOW, decided, heads_of, small_definition, workbook
from xltools.model.field import Owner
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.number_scheme import NumberScheme
from xltools.model.pass_context import PassContext
from xltools.rules.difference import difference
from xltools.rules.pipeline import decide
from xltools.workbook.definition_files import shipped_definitions
from xltools.workbook.layout import HEAD_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register

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


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(shipped_definitions()),
    st.lists(st.dictionaries(st.integers(0, 60), CELLS, max_size=30), min_size=1, max_size=3),
)
def test_rules_never_change_a_cell_that_people_own_in_any_register(name: str, rows: list[dict[int, str]]) -> None:
    heads = heads_of(name, "cases")
    typed = [{heads[place % len(heads)]: text for place, text in row.items()} for row in rows]
    register, _, edits = decided(workbook(typed, name), name=name)
    fields = register.fields_by_place()
    for edit in edits:
        owner = fields[edit.sheet, edit.column].owner
        assert owner is Owner.TOOL or (owner is Owner.PROPOSED and edit.old is None)


def test_a_rule_that_decides_on_a_persons_cell_is_a_bug() -> None:
    register, decision, _ = decided(workbook([GOOD]))
    with pytest.raises(AssertionError):
        difference(register, replace(decision, columns={"cases": {"customer_name": ["别人"]}}))
    with pytest.raises(AssertionError):
        difference(register, replace(decision, added={"log": [{"content": "自己写的"}]}))


def test_nothing_to_do_is_no_edit() -> None:
    register, decision, _ = decided(workbook([{**GOOD, "急": "是"}]))
    settled = replace(decision, columns={"cases": {"number": [None], "urgency": ["是"]}})
    assert difference(register, settled) == []


def test_added_rows_come_below_the_last_one_and_leave_out_what_the_sheet_lacks() -> None:
    register, decision, _ = decided(
        workbook([{"反馈日期": "@2024-05-01 09:30"}], "feedback_report"), name="feedback_report"
    )
    rows = [{"number": "202405-001", "round": 1, "nothing": "x", "account": None}, {"number": "202405-001", "round": 2}]
    edits = difference(register, replace(decision, columns={}, added={"rounds": rows}))
    assert sorted((edit.row, edit.column, edit.value) for edit in edits) == [
        (5, 1, "202405-001"),
        (5, 2, 1),
        (6, 1, "202405-001"),
        (6, 2, 2),
    ]
    assert {edit.sheet for edit in edits} == {"处理轮次"}


def test_numbers_that_a_team_types_as_numbers_are_written_as_numbers() -> None:
    definition = small_definition()
    scheme = NumberScheme(pattern="{serial:1}", keeps_others=True, numeric=True)
    own = definition.model_copy(update={"numbering": scheme})
    rows = [{**GOOD, "编号": "#17"}, {**GOOD, "描述": "另一台开机十分钟后停机"}]
    register = read_register(open_package(workbook(rows)), NOW, own)
    decision = decide(register, PassContext(NOW, "台账.xlsx", IssuedNumbers(scheme)))
    column = register.cases.columns["number"]
    written = [edit for edit in difference(register, decision) if (edit.sheet, edit.column) == ("登记", column)]
    assert [(edit.row - HEAD_ROW, edit.value) for edit in written] == [(2, 18)]  # and the old one stays as it is
