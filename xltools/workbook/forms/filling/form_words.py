"""What stands for a placeholder? The case's own value, or one of the row of a table that is being written.

Invariant: every name is known before anything is written; an unknown one is refused with the nearest that there are.
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import NamedTuple

from xltools.model.form_values import FormCell, FormRow, FormValues
from xltools.workbook.forms.filling.placeholders import Placeholder

_NOTHING = FormCell("")
_NEAREST = 3
_LIKENESS = 0.4  # two signs of three are enough: heads are short


class FormWords(NamedTuple):
    """The values of a case, and the row of the table that is being written.

    Attributes:
        values: The case's values and tables.
        row: What placeholders of a table take; empty where the table has no rows.
    """

    values: FormValues
    row: FormRow

    def cell(self, placeholder: Placeholder) -> FormCell:
        """What stands there; nothing where a row lacks a value."""
        source = self.row if placeholder.table else self.values.cells
        return source.get(placeholder.name, _NOTHING)

    def word(self, placeholder: Placeholder) -> str:
        """Its text as it is shown."""
        cell = self.cell(placeholder)
        return (cell.day or cell.text) if placeholder.day_only else cell.text


def unknown_name(values: FormValues, placeholder: Placeholder) -> str:
    """Why this register has no such value, and what comes nearest; "" where it has it."""
    if not placeholder.table:
        return _unless_known(placeholder, placeholder.name, values.cells, "value")
    columns = values.columns.get(placeholder.table)
    if columns is None and placeholder.table not in values.tables:
        hint = " For a column whose head holds a dot write its field name."
        return _unless_known(placeholder, placeholder.table, [*values.columns, *values.tables], "table") + hint
    known = columns if columns is not None else {name for row in values.tables[placeholder.table] for name in row}
    return _unless_known(placeholder, placeholder.name, known, f"column of {placeholder.table}")


def _unless_known(placeholder: Placeholder, name: str, known: Collection[str], kind: str) -> str:
    if name in known:
        return ""
    nearest = get_close_matches(name, sorted({*known}), n=_NEAREST, cutoff=_LIKENESS)
    hint = f"Did you mean {', '.join(nearest)}?" if nearest else "Write a column's head of the register instead."
    return f"{placeholder} asks for {name}, and the register has no such {kind}. {hint}"
