"""Of what does one sheet of a form consist: rows that are written as they are, and bands that are filled?

Invariant: everything that does not depend on a case is worked out here, once for all fillings.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from xltools.model.cell_address import address
from xltools.workbook.forms.filling.band_copies import BandPattern, Place, Slot
from xltools.workbook.forms.filling.column_widths import ColumnWidths
from xltools.workbook.forms.filling.form_rows import FormCellPattern, RowPattern, RowReader
from xltools.workbook.forms.filling.form_styles import FormStyles
from xltools.workbook.forms.filling.page_heads import head_marks
from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.forms.filling.refusals import RefusedFormError
from xltools.workbook.forms.filling.row_bands import Band, TornRowsError, bands_of
from xltools.workbook.forms.filling.sheet_tails import with_merges
from xltools.workbook.forms.filling.text_runs import gaps_of
from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.sheet_xml import SheetXml

# Fonts whose digits are narrow give a Chinese sign a little more than two of them.
_ROOM = 0.95
_INDENT_DIGITS = 1.5
_UNSEEN = 1e6
_RUN_SIZE = re.compile(rb"<(?:[\w.-]+:)?sz\s[^>]*?val\s*=\s*[\"']([0-9.]+)")


@dataclass(frozen=True, slots=True)
class SheetPattern:
    """One sheet of a form.

    Attributes:
        xml: The part.
        edges: The same without rows and merged areas, which are written anew wherever rows move.
        pieces: Rows that stay as they are and bands, from top to bottom.
        demands: Every placeholder and where it stands, for refusals.
    """

    xml: SheetXml
    edges: SheetXml
    pieces: tuple[RowPattern | BandPattern, ...]
    demands: tuple[tuple[str, Placeholder], ...]

    @property
    def bands(self) -> list[BandPattern]:
        """Its bands, from top to bottom."""
        return [piece for piece in self.pieces if isinstance(piece, BandPattern)]

    @property
    def slot_places(self) -> list[Place]:
        """The cells that are filled."""
        return [slot.place for band in self.bands for slot in band.slots]


def sheet_pattern(xml: SheetXml, shared: Sequence[Element], styles: FormStyles) -> SheetPattern:
    """Work out one sheet.

    Args:
        xml: Its part.
        shared: The strings of the workbook.
        styles: Its cell formats; wrapping ones are added.

    Raises:
        RefusedFormError: A placeholder is misspelled, or rows would have to be repeated for two reasons.
        PatchRefusedError: Its rows and cells cannot be told.
        UnreadableWorkbookError: The part is damaged.
    """
    rows = {row.number: row for row in RowReader(xml, shared).rows()}
    grid = _Grid(rows, xml.merged, ColumnWidths(xml.skeleton), styles)
    asking = [(row.number, cell) for row in rows.values() for cell in row.cells if _gaps(cell)]
    try:
        tables = {place: _table(xml.name, *place) for place in asking}
        bands = bands_of([(grid.area(*place), table) for place, table in tables.items()], xml.merged)
    except TornRowsError as error:
        raise RefusedFormError(f"{xml.name}!{error.row}:{error.row}", str(error)) from error
    demands = [(f"{xml.name}!{address(row, cell.column)}", gap) for row, cell in asking for gap in _gaps(cell)]
    demands += head_marks(xml.body[xml.data_end :], xml.name)
    pieces = _pieces(rows, [grid.pattern(band, xml.name) for band in bands])
    return SheetPattern(xml, _edges(xml), pieces, tuple(demands))


def _edges(xml: SheetXml) -> SheetXml:
    tail = with_merges(xml.body[xml.data_end :], (), xml.prefix)
    return SheetXml(xml.name, xml.encoded(xml.body[: xml.data_start] + tail))


class _Grid:
    """The rows of a sheet with what their cells look like."""

    def __init__(
        self, rows: Mapping[int, RowPattern], merges: Sequence[Area], widths: ColumnWidths, styles: FormStyles
    ) -> None:
        self._rows, self._widths, self._styles = rows, widths, styles
        self._merged = {(area.top, area.left): area for area in merges}

    def area(self, row: int, cell: FormCellPattern) -> Area:
        """The cell, or the merged area that it is the first of."""
        return self._merged.get((row, cell.column), Area(row, cell.column, row, cell.column))

    def pattern(self, band: Band, sheet: str) -> BandPattern:
        rows = tuple(self._rows.get(number, RowPattern(number)) for number in range(band.first, band.last + 1))
        cells = [(row.number, cell) for row in rows for cell in row.cells]
        for row, cell in cells:
            if cell.computed and band.table:
                why = "a formula stands in a row that is repeated for each row of a table. Write a value or move it"
                raise RefusedFormError(f"{sheet}!{address(row, cell.column)}", why)
        slots = tuple(self._slot(row, cell, rows, band) for row, cell in cells if _gaps(cell))
        heights = {row.number: row.height or self._widths.default_height for row in rows}
        labels = {(row, cell.column): cell.text for row, cell in cells if cell.text and not _gaps(cell)}
        return BandPattern(band, rows, slots, labels, heights, self._widths.default_height)

    def _slot(self, row: int, cell: FormCellPattern, rows: Sequence[RowPattern], band: Band) -> Slot:
        area, text = self.area(row, cell), cell.text or ()
        look = self._styles.look(cell.style)
        size = max(look.size, *(_run_size(part.look) for part in text))
        width = self._widths.between(area.left, area.right) * self._styles.default_size / size
        # Nobody sees a text in a hidden column: it needs no lines.
        usable = max(width * _ROOM - look.indent * _INDENT_DIGITS, 1.0) if width > 0 else _UNSEEN
        label = _label(area, next(each for each in rows if each.number == row), bool(band.table))
        return Slot(area, text, cell.style, self._styles.wrapping(cell.style), size, usable, label)


def _label(area: Area, row: RowPattern, in_table: bool) -> Place | None:
    """The cell that says what stands in the area: the nearest before it, or the first of a table's row."""
    texts = [cell for cell in row.cells if cell.text and cell.column != area.left]
    before = [cell for cell in texts if cell.column < area.left and not _gaps(cell)]
    if before:
        return row.number, before[-1].column
    return (row.number, texts[0].column) if texts and in_table else None


def _pieces(rows: Mapping[int, RowPattern], bands: Iterable[BandPattern]) -> tuple[RowPattern | BandPattern, ...]:
    found: dict[int, RowPattern | BandPattern] = dict(rows)
    for pattern in bands:
        for row in pattern.rows:
            found.pop(row.number, None)
        found[pattern.band.first] = pattern
    return tuple(found[number] for number in sorted(found))


def _table(sheet: str, row: int, cell: FormCellPattern) -> str:
    tables = sorted({gap.table for gap in _gaps(cell) if gap.table})
    if len(tables) > 1:
        why = f"it asks for rows of {' and '.join(tables)}. Give each table rows of its own"
        raise RefusedFormError(f"{sheet}!{address(row, cell.column)}", why)
    return tables[0] if tables else ""


def _gaps(cell: FormCellPattern) -> list[Placeholder]:
    return [gap.placeholder for gap in gaps_of(cell.text)] if cell.text else []


def _run_size(look: bytes) -> float:
    found = _RUN_SIZE.search(look)
    return float(found[1]) if found else 0.0
