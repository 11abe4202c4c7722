"""The interface that others build on."""

import inspect

from xltools.model.cell_edit import CellEdit


def test_the_fields_of_an_edit_are_fixed() -> None:
    assert CellEdit._fields == ("sheet", "row", "column", "value", "old", "reason")
    assert CellEdit("登记", 5, 1, "x") == ("登记", 5, 1, "x", None, "")
    assert list(inspect.signature(CellEdit).parameters) == list(CellEdit._fields)
