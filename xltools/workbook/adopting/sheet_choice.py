"""Which tab holds the cases? The one that is asked for, else the one whose heads are known best.

Invariant: every other tab is named, with the reason why it was passed over.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.errors import AdoptionError, NotAWorkbookError, UnsafeWorkbookError
from xltools.model.cell_edit import ReadValue
from xltools.workbook.adopting.proposal import PassedOver
from xltools.workbook.adopting.sheet_look import look_at
from xltools.workbook.adopting.table_finding import FoundTable, find_table
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.heads import plain_head, written_heads
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.typed_values import moment_of

_FEWEST_KNOWN = 3
_ALIKE = 0.8
_LISTED = 6


class Chosen(NamedTuple):
    """The table that is adopted, and the tabs that are not."""

    table: FoundTable
    passed_over: tuple[PassedOver, ...]


def choose_sheet(package: Package, cells: WorkbookCells, wanted: str | None) -> Chosen:
    """Choose the tab.

    Args:
        package: The workbook.
        cells: Its cells.
        wanted: The tab that is asked for, if any.

    Raises:
        AdoptionError: It is not there, or no tab has a table of cases.
        UnsafeWorkbookError, NotAWorkbookError: The tab that is asked for cannot be read.
    """
    sheets = [sheet for sheet in package.sheets if sheet.kind == "worksheet"]
    if wanted is not None:
        return _wanted(package, cells, sheets, wanted)
    found: dict[str, FoundTable] = {}
    passed: dict[str, str] = {}
    for sheet in sheets:
        try:
            why, table = _seen(package, cells, sheet)
        except (UnsafeWorkbookError, NotAWorkbookError) as error:
            why, table = f"it cannot be read: {error}", None
        if table is None:
            passed[sheet.name] = why
        else:
            found[sheet.name] = table
    if not found:
        raise AdoptionError(_nothing_found([sheet.name for sheet in sheets]))
    best = max(found, key=lambda title: (found[title].known, _row_count(found[title])))
    alike = [title for title in found if _alike(found[title], found[best])]
    newest = max(alike, key=lambda title: (_newest(found[title]), alike.index(title)))
    for title in found:
        same = f"the same heads as {newest}; adopt it with --sheet" if title in alike else "another table"
        passed[title] = same
    order = [PassedOver(sheet.name, passed[sheet.name]) for sheet in sheets if sheet.name != newest]
    return Chosen(found[newest], tuple(order))


def _wanted(package: Package, cells: WorkbookCells, sheets: Sequence[Sheet], title: str) -> Chosen:
    sheet = next((each for each in sheets if each.name == title), None)
    if sheet is None:
        raise AdoptionError(f"the workbook has no sheet {title}; there are: {_names([each.name for each in sheets])}.")
    table = find_table(look_at(package, cells, sheet))
    if table is None or table.end.last_row == table.head_row:
        raise AdoptionError(f"sheet {title} has no heads with rows below them. Name another one with --sheet.")
    return Chosen(table, tuple(PassedOver(each.name, "not asked for") for each in sheets if each is not sheet))


def _seen(package: Package, cells: WorkbookCells, sheet: Sheet) -> tuple[str, FoundTable | None]:
    """Why a tab is passed over, or its table."""
    if sheet.state != "visible":
        return "hidden", None
    look = look_at(package, cells, sheet)
    if look.pivots:
        return "a pivot table", None
    table = find_table(look)
    if table is None:
        return "no table", None
    if table.end.last_row == table.head_row:
        return "heads without rows", None
    if table.known < _FEWEST_KNOWN:
        return "hardly any heads of cases", None
    return "", table


def _nothing_found(titles: Sequence[str]) -> str:
    return (
        f"no sheet has a table of cases (heads such as a number, a date, a customer, a problem); there are: "
        f"{_names(titles)}. Name the one to take with --sheet."
    )


def _names(titles: Sequence[str]) -> str:
    return ", ".join(titles[:_LISTED]) + (" …" if len(titles) > _LISTED else "") or "none"


def _row_count(table: FoundTable) -> int:
    return table.end.last_row - table.head_row


def _alike(one: FoundTable, other: FoundTable) -> bool:
    mine, theirs = _heads(one), _heads(other)
    return len(mine & theirs) >= _ALIKE * max(len(mine), len(theirs))


def _heads(table: FoundTable) -> set[str]:
    heads = written_heads(table.look.cells.rows, table.head_row, table.head_rows)
    return {plain_head(head.qualified) for head in heads} - {""}


def _newest(table: FoundTable) -> datetime:
    """The latest date on it; tabs without any come first."""
    moments = map(_moment, (cell for at in range(table.left, table.right + 1) for cell in table.column(at)))
    return max((moment for moment in moments if moment is not None), default=datetime.min)


def _moment(cell: ReadValue) -> datetime | None:
    moment = moment_of(cell) if not isinstance(cell, (int, float)) else None
    return moment if isinstance(moment, datetime) else None
