"""What does one sheet of a form hold for this case?

Invariant: rows are written from top to bottom, each once for each copy of its band; a sheet that asks for nothing and
whose rows stay keeps its bytes.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from xltools.model.form_values import FormRow, FormValues
from xltools.workbook.forms.filling.band_copies import BandCopy, BandPattern, band_copies
from xltools.workbook.forms.filling.form_formulas import moved_formula_cells
from xltools.workbook.forms.filling.form_rows import FormCellPattern, RowPattern, row_xml
from xltools.workbook.forms.filling.form_words import FormWords
from xltools.workbook.forms.filling.link_targets import link_target
from xltools.workbook.forms.filling.page_heads import filled_heads
from xltools.workbook.forms.filling.repeated_rows import RepeatedRows
from xltools.workbook.forms.filling.sheet_patterns import SheetPattern
from xltools.workbook.forms.filling.sheet_tails import with_merges
from xltools.workbook.forms.filling.text_runs import written
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.reshaping.sheet_edges import SheetEdges, moved_edges, standing_edges
from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.cell_splicing import with_style

_EMPTY_ROW: FormRow = {}
Formulas = Mapping[tuple[int, int], bytes]


class SheetFilling:
    """One sheet with the values of a case, before it is written.

    Attributes:
        shift: Where its rows go.
    """

    def __init__(self, pattern: SheetPattern, values: FormValues) -> None:
        self._pattern, self._words = pattern, FormWords(values, _EMPTY_ROW)
        self._copies = {band.band: _copies(band, values) for band in pattern.bands}
        self.shift = RepeatedRows({band: len(copies) for band, copies in self._copies.items()})

    @property
    def prefix(self) -> bytes:
        """How the sheet writes its elements."""
        return self._pattern.xml.prefix

    def encoded(self, body: bytes) -> bytes:
        """The sheet in the encoding that it came in."""
        return self._pattern.xml.encoded(body)

    @property
    def wraps(self) -> bool:
        """Whether a cell takes on a format in which its text goes on in a second line."""
        return any(
            slot.style != slot.wrapping and slot.place in copy.cells and copy.cells[slot.place].style == slot.wrapping
            for band in self._pattern.bands
            for slot in band.slots
            for copy in self._copies[band.band]
        )

    def links(self) -> list[tuple[Area, str]]:
        """The areas of the filled sheet that lead somewhere, and where."""
        found = []
        for band in self._pattern.bands:
            for index, copy in enumerate(self._copies[band.band]):
                for slot in band.slots:
                    cell = copy.cells.get(slot.place)
                    if cell is not None and cell.link and (target := link_target(cell.link)):
                        found.append((self._moved(slot.area, band, index), target))
        return found

    def edges(self, references: ReferenceShift) -> SheetEdges:
        """What stands around the rows; links are not yet in it.

        Args:
            references: How the rows of the workbook move; not asked where those of this sheet stay.

        Raises:
            PatchRefusedError: A rule refers to sheets whose rows move differently.
        """
        xml = self._pattern.xml
        edges = standing_edges(xml) if self.shift.is_still else moved_edges(self._pattern.edges, references)
        tail = filled_heads(edges.tail, self._words.word)
        if not self.shift.is_still and xml.merged:
            tail = with_merges(tail, self.shift.merged_areas(xml.merged), xml.prefix)
        return edges._replace(tail=tail)

    def rows(self, references: ReferenceShift) -> bytes:
        """The rows, one behind the other; arguments and errors as for `edges`."""
        formulas = {} if self.shift.is_still else moved_formula_cells(self._pattern.xml, references)
        return b"".join(
            self._band(piece, formulas) if isinstance(piece, BandPattern) else self._row(piece, formulas)
            for piece in self._pattern.pieces
        )

    def _row(self, row: RowPattern, formulas: Formulas) -> bytes:
        number = self.shift.moved(row.number) or row.number
        if number == row.number and not any((number, cell.column) in formulas for cell in row.cells):
            return row.raw
        return row_xml(row, number, None, self.prefix, partial(_still, row.number, formulas))

    def _band(self, pattern: BandPattern, formulas: Formulas) -> bytes:
        band, prefix = pattern.band, self.prefix
        first, height = self.shift.moved(band.first) or band.first, band.last - band.first + 1
        return b"".join(
            row_xml(
                row,
                first + index * height + row.number - band.first,
                copy.heights.get(row.number),
                prefix,
                partial(self._cell, row.number, copy, formulas),
            )
            for index, copy in enumerate(self._copies[band])
            for row in pattern.rows
        )

    def _cell(self, row: int, copy: BandCopy, formulas: Formulas, cell: FormCellPattern) -> bytes:
        fill = copy.cells.get((row, cell.column))
        if fill is not None:
            kept = cell.kept if fill.style == cell.style else with_style(cell.kept, fill.style)
            return kept + written(fill.stretches, self.prefix)
        return cell.kept + b"/>" if copy.continues else _still(row, formulas, cell)

    def _moved(self, area: Area, pattern: BandPattern, index: int) -> Area:
        band = pattern.band
        first = (self.shift.moved(band.first) or band.first) + index * (band.last - band.first + 1)
        down = first - band.first
        return area._replace(top=area.top + down, bottom=area.bottom + down)


def _still(row: int, formulas: Formulas, cell: FormCellPattern) -> bytes:
    return formulas.get((row, cell.column), cell.rest)


def _copies(pattern: BandPattern, values: FormValues) -> list[BandCopy]:
    rows: Sequence[FormRow] = [_EMPTY_ROW]
    if pattern.band.table:
        rows = values.tables.get(pattern.band.table) or rows
    return [copy for row in rows for copy in band_copies(pattern, FormWords(values, row))]
