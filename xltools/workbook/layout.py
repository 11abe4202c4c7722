"""How is a register laid out on its sheets? The agreement between the template builder and the reader.

Invariant: the reader relies on names only (tabs, heads, properties), so people may move rows and columns about.
"""

from typing import NamedTuple

from xltools.model.register_definition import RegisterDefinition

TEMPLATE_PROPERTY = "xltools.template"
VERSION_PROPERTY = "xltools.version"
LIST_SEPARATOR = "·"

# Rows of a table sheet, from 1: title band, purpose and links, group bands, heads, then data.
TITLE_ROW = 1
PURPOSE_ROW = 2
GROUP_ROW = 3
HEAD_ROW = 4
FIRST_DATA_ROW = 5

# Sheet 选项 has the same rows, with each list's note in GROUP_ROW; its drop-downs look no further down than this.
LAST_LIST_ROW = 304


class ListColumn(NamedTuple):
    """One column of sheet 选项: a plain list, or the part of a dependent list for one value of its parent."""

    list_name: str
    parent_value: str | None
    values: tuple[str, ...]


def list_columns(definition: RegisterDefinition) -> dict[str, ListColumn]:
    """The columns of sheet 选项 by head, in the order in which the template has them."""
    columns: dict[str, ListColumn] = {}
    for name, declared in definition.lists.items():
        if declared.parent is None:
            columns[declared.title] = ListColumn(name, None, declared.values)
        for parent_value, values in declared.by_parent.items():
            columns[dependent_head(declared.title, parent_value)] = ListColumn(name, parent_value, values)
    return columns


def dependent_head(title: str, parent_value: str) -> str:
    """The head of one part of a dependent list: ``问题小类·产品类``."""
    return f"{title}{LIST_SEPARATOR}{parent_value}"
