"""How do rows that were not entered get back to people? As a workbook in 收件/退回, beside nothing that it replaces.

Invariant: the workbook is on disk before the source is moved; made again after a crash, it is the same file.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from xltools.errors import UnusableExportError, XltoolsError
from xltools.language.speaking import text
from xltools.operations.importing.entering_rows import ExportOrder, Imported
from xltools.operations.importing.inbox import plain_stem
from xltools.operations.reporting.report_files import place_report
from xltools.operations.workspace import Workspace
from xltools.reports.returned_rows import ReturnedRow, ReturnedRows, refusal_workbook, returned_workbook


def place_returned(imported: Imported, order: ExportOrder, folder: Path, workspace: Workspace, now: datetime) -> Path:
    """Write the rows that were not entered into a workbook; gives its path.

    Raises:
        XltoolsError: It cannot be written there.
    """
    return _placed(folder, order.name, returned_workbook(_returned_rows(imported, order, workspace)), workspace, now)


def place_refusal(error: XltoolsError, name: str, folder: Path, workspace: Workspace, now: datetime) -> Path:
    """Write why a file could not be imported into a workbook; gives its path. Errors as for `place_returned`."""
    if isinstance(error, UnusableExportError):
        reason, to_copy = error.to_people, error.to_copy
    else:
        reason, to_copy = text("imports.returned.unforeseen", reason=error), ()
    return _placed(folder, name, refusal_workbook(name, reason, to_copy), workspace, now)


def _placed(folder: Path, name: str, data: bytes, workspace: Workspace, now: datetime) -> Path:
    path = folder / f"{plain_stem(name)}{text('folders.returned_mark')}.xlsx"
    return place_report(path, data, (), now, workspace.backups).path


def _returned_rows(imported: Imported, order: ExportOrder, workspace: Workspace) -> ReturnedRows:
    export = imported.export
    longest = max(len(row.cells) for row in imported.returned)
    places = (*export.own_columns, *range(len(export.heads), longest))
    return ReturnedRows(
        order.name,
        workspace.register_id(imported.register),
        order.channel,
        (text("imports.heads.line"), text("imports.heads.problem"), text("imports.heads.key")),
        [export.heads[place] if place < len(export.heads) else "" for place in places],
        [_own_cells(row, places) for row in imported.returned],
    )


def _own_cells(row: ReturnedRow, places: Sequence[int]) -> ReturnedRow:
    cells = [row.cells[place] if place < len(row.cells) else "" for place in places]
    return row._replace(cells=cells, faulty=frozenset(at for at, place in enumerate(places) if place in row.faulty))
