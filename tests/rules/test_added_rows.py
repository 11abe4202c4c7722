"""Rows that a pass adds stand below everything that people filled, and are judged with the others."""

from dataclasses import replace

import pytest

from tests.registers import read, workbook
from xltools.errors import PatchRefusedError
from xltools.rules.added_rows import first_free_row, parted, with_rows
from xltools.workbook.layout import FIRST_DATA_ROW

TWO = "| 客户 |\n| 甲公司 |\n| 乙公司 |"


def test_new_rows_go_below_the_last_one() -> None:
    assert first_free_row(read(workbook()).cases) == FIRST_DATA_ROW
    assert first_free_row(read(workbook(TWO)).cases) == FIRST_DATA_ROW + 2


def test_a_cell_that_somebody_chose_in_advance_is_not_written_over() -> None:
    register = read(workbook([{"客户": "甲公司"}, {}, {"急": "是"}]))
    assert list(register.cases.rows) == [FIRST_DATA_ROW]  # a proposal alone is no case yet
    assert first_free_row(register.cases) == FIRST_DATA_ROW + 3


def test_a_register_with_new_rows_has_them_in_every_column() -> None:
    register = with_rows(read(workbook(TWO)), "cases", [{"customer_name": "丙公司", "urgency": "是"}])
    cases = register.cases
    assert list(cases.rows)[-1] == FIRST_DATA_ROW + 2
    assert {len(column) for column in (*cases.values.values(), *cases.cells.values())} == {3}
    assert (cases.values["customer_name"][2], cases.values["channel"][2]) == ("丙公司", None)
    assert (cases.cells["urgency"][2], cases.cells["check_remark"][2]) == ("是", None)  # filled by people, not by us


def test_no_rows_change_nothing() -> None:
    register = read(workbook(TWO))
    assert with_rows(register, "cases", []) is register


def test_what_is_decided_for_new_rows_is_taken_apart_from_the_old_ones() -> None:
    old, new = parted({"a": [1, 2, 3], "b": ["x", "y", None]}, [{"a": 9, "c": "typed"}])
    assert old == {"a": [1, 2], "b": ["x", "y"]}
    assert new == [{"a": 3, "b": None, "c": "typed"}]


def test_the_rows_of_an_empty_table_begin_below_its_heads() -> None:
    table = replace(read(workbook()).cases, rows=(), filled_to=0)
    assert first_free_row(table) == table.head_row + 1


def test_new_rows_never_run_into_the_totals_below() -> None:
    register = read(workbook(TWO))
    room = replace(register.cases, footer_row=FIRST_DATA_ROW + 3)  # one empty row above it
    register = replace(register, tables={**register.tables, "cases": room})
    row = {"customer_name": "丙公司"}
    assert len(with_rows(register, "cases", [row]).cases.rows) == 3
    with pytest.raises(PatchRefusedError):
        with_rows(register, "cases", [row, row])
