"""How do the old register and the next one read, each with its rows? Both are made from the same bytes.

Invariant: what is in neither set of rows stands in both: styles, columns, lists, settings, sheets of people's own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.cell_edit import CellEdit
from xltools.model.generated_page import GeneratedPage, PageColumn, PageRow, PageTable
from xltools.model.register import Register, SheetTable
from xltools.operations.rolling_over.parting import GoingOn, Parting
from xltools.rules.rolled_over import PREDECESSOR, SETTINGS_SHEET, SUCCESSOR
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.generated.page_survey import pages_to_write
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reshaping.removing import without_rows

PAGE = "结转"
_LABELS = {SUCCESSOR: "下一本台账", PREDECESSOR: "上一本台账"}
_EXPLANATIONS = {
    SUCCESSOR: "未结的已结转到这个文件；新的一件请登记在那里。由 xltools rollover 填写。",
    PREDECESSOR: "未结的从这个文件结转而来；已结的仍在那里。由 xltools rollover 填写。",
}
_COLUMNS = (
    PageColumn("编号", 18),
    PageColumn("客户", 28, wraps=True),
    PageColumn("状态", 12),
    PageColumn("去向", 34, wraps=True),
)


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
    """The numbers on page 结转 of a register; none where it could not be written."""
    cells = WorkbookCells(package)
    rows = cells.sheet(PAGE).rows if PAGE in cells.titles else ()
    return frozenset(row[0] for row in rows if row and isinstance(row[0], str))


def _pointer_edits(register: Register, key: str, name: str) -> Iterable[CellEdit]:
    """A row of sheet 设置: the one that says that already, or a new one below the last."""
    table = register.tables.get(SETTINGS_SHEET)
    if table is None or not table.columns.keys() >= {"key", "value"}:
        return []
    keys = list(table.values["key"])
    if key in keys:
        return _row_edits(table, table.rows[keys.index(key)], {"value": name})
    values = {"key": key, "label": _LABELS[key], "value": name, "explanation": _EXPLANATIONS[key]}
    return _row_edits(table, max(table.filled_to, table.head_row) + 1, values)


def _row_edits(table: SheetTable, row: int, values: dict[str, str]) -> list[CellEdit]:
    return [
        CellEdit(table.title, row, table.columns[name], value)
        for name, value in values.items()
        if name in table.columns
    ]


def _page(register: Register, cases: Sequence[GoingOn], successor: str, now: datetime) -> GeneratedPage:
    rows = [PageRow((case.number, case.customer, case.state, successor)) for case in cases]
    remark = "" if rows else "没有未结的。"
    title = f"{PAGE}　{register.definition.title}"
    told = f"{now:%Y-%m-%d %H:%M} 未结的 {len(rows)} 件结转到“{successor}”；已结的留在本台账"
    return GeneratedPage(PAGE, title, told, (PageTable("结转的", _COLUMNS, rows, remark),), once=True)
