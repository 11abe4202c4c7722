"""Which values may be chosen? The columns of sheet 选项.

Invariant: a list is never empty; one that was emptied is told, and the shipped values stay in force. A value that was
shipped keeps the capitals that rules know it by.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from xltools.errors import SettingsError
from xltools.model.field import FieldDefinition
from xltools.model.finding import Finding, FindingCode
from xltools.model.list_words import as_listed
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.heads import plain_head
from xltools.workbook.layout import dependent_head
from xltools.workbook.settings.settings_rows import Values
from xltools.workbook.typed_values import text_of

_SEARCHED_ROWS = 30


class Lists(NamedTuple):
    """The values of drop-downs.

    Attributes:
        plain: By name of the list.
        dependent: By name of the list and value of its parent.
    """

    plain: dict[str, Values]
    dependent: dict[str, dict[str, Values]]

    def of_field(self, field: FieldDefinition) -> Values | None:
        """The words of a field's drop-down, whatever its parent's value; None where it is typed freely."""
        if field.choices is None:
            return None
        parts = self.dependent.get(field.choices)
        if parts is None:
            return self.plain[field.choices]
        return tuple(dict.fromkeys(word for part in parts.values() for word in part))


class ListHeads(NamedTuple):
    """Where the heads of the sheet stand: their row, from 1, and the column of each, the first of equal ones."""

    row: int
    columns: Mapping[str, int]


def read_lists(definition: RegisterDefinition, cells: SheetCells, findings: list[Finding]) -> Lists:
    """Read sheet 选项; faults are added to ``findings``.

    Raises:
        SettingsError: The sheet has lost its heads.
    """
    wanted = {plain_head(declared.title) for declared in definition.lists.values() if declared.parent is None}
    head_row, columns = list_heads(wanted, cells)
    if not head_row:
        raise SettingsError(
            f"settings sheet {cells.title} has lost its heads. Copy it back from the template or a backup."
        )
    plain: dict[str, Values] = {}
    for name, declared in definition.lists.items():
        if declared.parent is None:
            values = _list_values(declared.title, declared.values, columns, head_row, cells, findings)
            plain[name] = values or declared.values
    dependent: dict[str, dict[str, Values]] = {}
    for name, declared in definition.lists.items():
        if declared.parent is None:
            continue
        parts = dependent.setdefault(name, {})
        for parent_value in plain[declared.parent]:
            head = dependent_head(declared.title, parent_value)
            if plain_head(head) not in columns:
                params = {"value": head, "parent_value": parent_value}
                findings.append(Finding(FindingCode.LIST_PART_MISSING, cells.title, head_row, 0, "", "", params))
                continue
            shipped = declared.by_parent.get(parent_value, ())
            parts[parent_value] = _list_values(head, shipped, columns, head_row, cells, findings) or shipped
    return Lists(plain, dependent)


def list_heads(wanted: Collection[str], cells: SheetCells) -> ListHeads:
    """The row that has most of the heads; row 0 where none has any.

    Args:
        wanted: Heads of the lists as `plain_head` spells them.
        cells: The sheet.
    """
    rows = [[plain_head(cell) for cell in row] for row in cells.rows[:_SEARCHED_ROWS]]
    best = max(range(len(rows)), key=lambda index: len({*wanted} & {*rows[index]}), default=-1)
    if best < 0 or not {*wanted} & {*rows[best]}:
        return ListHeads(0, {})
    columns: dict[str, int] = {}
    for number, head in enumerate(rows[best], start=1):
        columns.setdefault(head, number)
    return ListHeads(best + 1, columns)


def _list_values(
    head: str,
    shipped: Values,
    columns: Mapping[str, int],
    head_row: int,
    cells: SheetCells,
    findings: list[Finding],
) -> Values:
    column = columns.get(plain_head(head), 0)
    values: dict[str, None] = {}
    for number, row in enumerate(cells.rows[head_row:], start=head_row + 1):
        typed = text_of(row[column - 1]) if column else None
        value = as_listed(typed, shipped) if typed is not None else None
        if value in values:
            params = {"value": head, "doubled": value}
            findings.append(Finding(FindingCode.LIST_VALUE_DOUBLED, cells.title, number, column, "", "", params))
        elif value is not None:
            values[value] = None
    if not values:
        findings.append(Finding(FindingCode.LIST_EMPTY, cells.title, head_row, column, "", "", {"value": head}))
    return tuple(values)
