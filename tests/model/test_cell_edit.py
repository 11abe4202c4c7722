"""The interface that others build on."""

import inspect

import pytest

from xltools.model.cell_edit import CellEdit, CellEdits


def test_the_fields_of_an_edit_are_fixed() -> None:
    assert CellEdit._fields == ("sheet", "row", "column", "value", "old", "reason")
    assert CellEdit("登记", 5, 1, "x") == ("登记", 5, 1, "x", None, "")
    assert list(inspect.signature(CellEdit).parameters) == list(CellEdit._fields)


EDITS = [
    CellEdit("登记", 5, 1, "a", None, "编号"),
    CellEdit("登记", 6, 1, "b", "x", "编号"),
    CellEdit("登记", 5, 2, None, "c", "状态"),
    CellEdit("登记", 5, 1, "a", None, "编号"),
]


def test_edits_are_kept_by_column_and_seen_one_by_one() -> None:
    edits = CellEdits.of(iter(EDITS))
    assert [(column.column, list(column.rows)) for column in edits.columns] == [(1, [5, 6]), (2, [5]), (1, [5])]
    assert (list(edits), len(edits), edits == EDITS, edits == EDITS[:3]) == (EDITS, 4, True, False)
    assert (edits[0], edits[-1], edits[1:3], edits[::-1]) == (EDITS[0], EDITS[3], EDITS[1:3], EDITS[::-1])
    assert CellEdits.of(edits) is edits
    with pytest.raises(IndexError):
        edits[4]


def test_no_edits_are_like_an_empty_list() -> None:
    assert (bool(CellEdits()), CellEdits() == [], CellEdits() == (), list(CellEdits.of([]))) == (False, True, True, [])
