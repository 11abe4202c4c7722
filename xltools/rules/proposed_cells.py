"""Which cells may the tool propose a value for? The really empty ones of proposed fields.

Invariant: a cell in which anything stands, even something unreadable, is a person's choice.
"""

from xltools.model.case_view import CaseView
from xltools.model.field import Owner


def empty_cells(view: CaseView, name: str) -> set[int]:
    """Indexes of the cases whose cell is empty; none where the sheet lacks the field or people alone fill it."""
    field = view.field(name)
    if field is None or field.owner is not Owner.PROPOSED or name not in view.table.cells:
        return set()
    cells, unreadable = view.table.cells[name], view.table.unreadable.get(name, frozenset())
    empty = {index for index, value in enumerate(view.column(name)) if value is None}
    return {index for index in empty if cells[index] is None} - unreadable
