"""What stands in an export? Read by what its bytes are, whatever its name says; the heads are found below titles.

Invariant: a file is read whole or refused with a sentence; nothing in it is run, followed or guessed.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import PurePath

from xltools.errors import UnreadableWorkbookError
from xltools.language.speaking import in_every_language
from xltools.operations.importing import export_refusals as refusals
from xltools.operations.importing.delimited_text import delimited_rows
from xltools.operations.importing.export import (
    MAXIMUM_BYTES,
    MAXIMUM_ROWS,
    SEARCHED_ROWS,
    Export,
    ExportRow,
    RawExport,
    begins_returned,
)
from xltools.reports.returned_rows import SOURCE_PROPERTY
from xltools.workbook.cell_rows import Position, SheetCells, WorkbookCells
from xltools.workbook.heads import plain_head
from xltools.workbook.packaging.package import open_package

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"mime-version:")
_MOST_XML = 320 * 1024 * 1024  # 200,000 rows of twenty filled cells; reading takes six times as much memory
_OUR_OWN = "xltools."  # so begin the properties of registers and of companions
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe")


def raw_exports(data: bytes) -> list[RawExport]:
    """The rows of a text file, or of every sheet of a workbook that people can see.

    Raises:
        UnusableExportError: It cannot be imported; the sentence says why.
    """
    if len(data) > MAXIMUM_BYTES:
        raise refusals.too_large(MAXIMUM_BYTES // 2**20)
    start = _without_marks(data[:1024]).lstrip().lower()
    if not start:
        raise refusals.empty()
    if data.startswith(_OLE):
        raise refusals.encrypted() if _ENCRYPTED in data else refusals.old_excel()
    if data.startswith(_ZIP):
        return _sheets(data)
    if start.startswith(_WEB_PAGE):
        raise refusals.web_page()
    return [RawExport(delimited_rows(data), False, {})]


def _without_marks(start: bytes) -> bytes:
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"")  # UTF-16, or nothing at all


def _sheets(data: bytes) -> list[RawExport]:
    try:
        package = open_package(data)
        marks = package.custom_properties()
        if any(name.startswith(_OUR_OWN) for name in marks):
            raise refusals.our_own()
        visible = [each for each in package.sheets if each.kind == "worksheet" and each.state == "visible"]
        if sum(len(package.part(each.part)) for each in visible) > _MOST_XML:
            raise refusals.too_many_rows(MAXIMUM_ROWS)
        cells = WorkbookCells(package)
        sheets = [cells.sheet(each.name) for each in visible]
    except UnreadableWorkbookError as error:
        raise refusals.no_workbook(error) from None
    return [RawExport(_filled(sheet), True, marks, sheet.title) for sheet in sheets]


def _filled(sheet: SheetCells) -> list[ExportRow]:
    """The rows of a sheet that hold anything."""
    broken, uncomputed = _by_row(sheet.errors), _by_row(sheet.uncomputed)
    none: frozenset[int] = frozenset()
    below = max(uncomputed, default=0) - len(sheet.rows)  # rows that hold nothing else are not read
    empty = [""] * len(sheet.rows[0]) if sheet.rows else []
    rows = (
        ExportRow(line, cells, broken.get(line, none), uncomputed.get(line, none))
        for line, cells in enumerate((*sheet.rows, *[empty] * below), start=1)
    )
    filled = [row for row in rows if not row.is_blank]
    if len(filled) > MAXIMUM_ROWS + SEARCHED_ROWS:
        raise refusals.too_many_rows(MAXIMUM_ROWS)
    return filled


def _by_row(cells: Collection[Position]) -> dict[int, frozenset[int]]:
    """Positions within the row, from 0."""
    found: dict[int, set[int]] = {}
    for row, column in cells:
        found.setdefault(row, set()).add(column - 1)
    return {row: frozenset(places) for row, places in found.items()}


def source_name(raws: Sequence[RawExport], file_name: str) -> str:
    """The name of the file that the rows came in at first: a returned workbook tells it."""
    told = (raw.marks.get(SOURCE_PROPERTY, "") for raw in raws)
    return next(filter(None, told), "") or _without_returned_mark(file_name)


def export_of(raws: Sequence[RawExport], name: str, heads: Collection[str], telling: Collection[str] = ()) -> Export:
    """One export taken apart.

    Args:
        raws: The sheets of the file.
        name: The name of the file that the rows came in at first.
        heads: Heads that would tell the row of the heads from titles above it and rows below it.
        telling: Those of them without which a sheet holds no rows that could be entered.

    Returns:
        The sheet with most of these heads; without any of them the first sheet that holds something, its first row
        taken for the heads.

    Raises:
        UnusableExportError: No sheet holds anything, or too much, or several hold rows that could be entered.
    """
    wanted, needed = {plain_head(head) for head in heads}, {plain_head(head) for head in telling}
    found = [(*_head_place(raw.rows, wanted), raw) for raw in raws if raw.rows]
    if not found:
        raise refusals.empty()
    hits, place, raw = max(found, key=lambda each: each[0])
    rivals = [raw for many, at, raw in found if many * 2 >= hits and at + 1 < len(raw.rows) and _tells(raw, at, needed)]
    if len(rivals) > 1:
        raise refusals.several_sheets([rival.title for rival in rivals])
    heads_row, rows = raw.rows[place], raw.rows[place + 1 :]
    if len(rows) > MAXIMUM_ROWS:
        raise refusals.too_many_rows(MAXIMUM_ROWS)
    texts = tuple(" ".join(str(cell).split()) for cell in heads_row.cells)
    export = Export(name, texts, rows, heads_row.line, raw.even)
    return replace(export, rows=[_of_source(row) for row in rows]) if export.is_returned else export


def _of_source(row: ExportRow) -> ExportRow:
    """A row that was sent back, with the number that it has in its source."""
    told = row.cells[0]
    return row._replace(line=int(told)) if isinstance(told, int | float) and told >= 1 else row


def _tells(raw: RawExport, place: int, needed: Collection[str]) -> bool:
    return any(plain_head(cell) in needed for cell in raw.rows[place].cells if isinstance(cell, str))


def _head_place(rows: Sequence[ExportRow], wanted: Collection[str]) -> tuple[int, int]:
    """How many of the heads stand in the row that has most of them, and the row's position."""
    best, found = 0, 0
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        if begins_returned(row.cells):
            return len(wanted) + 1, place
        hits = len({plain_head(cell) for cell in row.cells if isinstance(cell, str)}.intersection(wanted))
        if hits > best:
            best, found = hits, place
    return best, found


def _without_returned_mark(name: str) -> str:
    """The name of the file that a returned workbook tells of, as far as its own name tells it."""
    path = PurePath(name)
    parts = (path.stem.partition(mark) for mark in in_every_language("folders.returned_mark"))
    return next((f"{stem}{path.suffix}" for stem, mark, _ in parts if mark), name)
