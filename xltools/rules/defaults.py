"""What does the tool propose for cells that people left empty? (FA-3)

Invariant: a filled cell is never touched.
"""

from collections.abc import Mapping

from xltools.model.policy import Policy
from xltools.model.register import SheetTable, Value


def proposed_defaults(table: SheetTable, policy: Policy) -> dict[str, Mapping[int, Value]]:
    """By field and position: the field's default for empty cells, where its list still has that value."""
    proposed: dict[str, Mapping[int, Value]] = {}
    for field in table.present():
        if field.default is None or (field.choices and field.default not in policy.lists.get(field.choices, ())):
            continue
        if None in (cells := table.cells[field.name]):
            proposed[field.name] = {index: field.default for index, cell in enumerate(cells) if cell is None}
    return proposed
