"""What does the tool propose for cells that people left empty? (FA-3)

Invariant: a filled cell is never touched.
"""

from collections.abc import Sequence

from xltools.model.cell_edit import ReadValue
from xltools.model.register import Policy, SheetTable


def proposed_defaults(table: SheetTable, policy: Policy) -> dict[str, Sequence[ReadValue]]:
    """Columns, by field, in which empty cells take the field's default, where its list still has that value."""
    proposed: dict[str, Sequence[ReadValue]] = {}
    for field in table.present():
        if field.default is None or (field.choices and field.default not in policy.lists.get(field.choices, ())):
            continue
        if None in (cells := table.cells[field.name]):
            proposed[field.name] = [field.default if cell is None else cell for cell in cells]
    return proposed
