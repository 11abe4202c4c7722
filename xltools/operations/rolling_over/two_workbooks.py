"""How do the old register and the next one read, each with its rows? Both are made from the same bytes.

Invariant: what is in neither set of rows stands in both: styles, columns, lists, settings, sheets of people's own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.language.speaking import in_every_language, text
from xltools.model.cell_edit import CellEdit
from xltools.model.generated_page import GeneratedPage, PageColumn, PageRow, PageTable
from xltools.model.register import Register, SheetTable
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.operations.rolling_over.parting import GoingOn, Parting
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.generated.page_survey import pages_to_write
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reshaping.removing import without_rows

_SAID = {SUCCESSOR: "successor", PREDECESSOR: "predecessor"}  # in the texts


def page_title() -> str:
    """What the page is called that tells which cases went on."""
    return text("rollover.page")


class Names(NamedTuple):
    """The file names of the two."""

    old: str
    new: str


def next_workbook(package: Package, register: Register, parting: Parting, names: Names) -> bytes:
    """The next register: the same workbook without the rows that stay behind.

    Args:
        package: The old register.
        register: What it holds.
        parting: Which rows go where.
        names: What the two are called.

    Raises:
        PatchRefusedError: Something in the workbook counts on rows that go.
        UnreadableWorkbookError: A part cannot be read safely.
    """
    data = without_rows(package, parting.staying)
    return patch_package(open_package(data), _pointer_edits(register, PREDECESSOR, names.old))


def remaining_workbook(
    package: Package, register: Register, parting: Parting, names: Names, now: datetime
) -> tuple[bytes, bool]:
    """The old register without the rows that go on, and whether it tells on page 结转 which these were.

    The page is left out where somebody has a sheet of his own of that name. Arguments and errors as for
    `next_workbook`; ``now`` is the moment that the page tells.
    """
    remaining = open_package(without_rows(package, parting.moving))
    pages = pages_to_write(remaining, [_page(register, parting.cases, names.new, now)])
    edits = _pointer_edits(register, SUCCESSOR, names.new)
    return patch_package(remaining, edits, None, pages), bool(pages)


def told_to_go_on(package: Package) -> frozenset[str]:
    """The numbers on page 结转 of a register, in whatever language; none where it could not be written."""
    cells = WorkbookCells(package)
    pages = in_every_language("rollover.page")
    title = next((title for title in cells.titles if title in pages), None)
    rows = () if title is None else cells.sheet(title).rows
    return frozenset(row[0] for row in rows if row and isinstance(row[0], str))


def _pointer_edits(register: Register, key: str, name: str) -> Iterable[CellEdit]:
    """A row of sheet 设置: the one that says that already, or a new one below the last."""
    table = register.tables.get(SETTINGS_SHEET)
    if table is None or not table.columns.keys() >= {"key", "value"}:
        return []
    keys = list(table.values["key"])
    if key in keys:
        return _row_edits(table, table.rows[keys.index(key)], {"value": name})
    label, explanation = text(f"rollover.{_SAID[key]}.label"), text(f"rollover.{_SAID[key]}.explanation")
    values = {"key": key, "label": label, "value": name, "explanation": explanation}
    return _row_edits(table, max(table.filled_to, table.head_row) + 1, values)


def _row_edits(table: SheetTable, row: int, values: dict[str, str]) -> list[CellEdit]:
    return [
        CellEdit(table.title, row, table.columns[name], value)
        for name, value in values.items()
        if name in table.columns
    ]


def _page(register: Register, cases: Sequence[GoingOn], successor: str, now: datetime) -> GeneratedPage:
    rows = [PageRow((case.number, case.customer, case.state, successor)) for case in cases]
    remark = "" if rows else text("rollover.nothing")
    title = text("rollover.title", register=register.definition.title)
    told = text("rollover.told", now=now, cases=len(rows), successor=successor)
    table = PageTable(text("rollover.table"), _columns(), rows, remark)
    return GeneratedPage(page_title(), title, told, (table,), once=True)


def _columns() -> tuple[PageColumn, ...]:
    return (
        PageColumn(text("rollover.columns.number"), 18),
        PageColumn(text("rollover.columns.customer"), 28, wraps=True),
        PageColumn(text("rollover.columns.state"), 12),
        PageColumn(text("rollover.columns.successor"), 34, wraps=True),
    )
