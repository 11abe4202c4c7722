"""What stands in the rows of a band once they are filled, and how often are they needed for it?

Invariant: no text is cut off: rows grow as far as spreadsheets let them, then they are repeated and the text goes on.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.workbook.forms.filling.form_rows import RowPattern
from xltools.workbook.forms.filling.form_words import FormWords
from xltools.workbook.forms.filling.row_bands import Band
from xltools.workbook.forms.filling.text_pieces import WIDEST, Piece, pieces_of
from xltools.workbook.forms.filling.text_runs import FormText, Stretch, cut_out, filled, gaps_of, joined
from xltools.workbook.splicing.cell_addresses import Area
from xltools.workbook.splicing.cell_text import MAX_CHARACTERS
from xltools.workbook.text_measure import row_height

MAX_ROW_HEIGHT = 409.0  # points (Excel specifications and limits)
_PIECE_HEIGHT = 260.0  # a third of an upright page: what does not fit on one page leaves little room empty there
_MEASURED_SIZE = 10.5  # the letters that `row_height` is made for
_UNITS_A_DIGIT = 2  # UTF-16 units that a sign one digit wide may take

Place = tuple[int, int]  # row and column of the form as it was designed


class Slot(NamedTuple):
    """A cell with placeholders.

    Attributes:
        area: The cell, or the merged area that it is the first of.
        text: What it says.
        style: Its format.
        wrapping: The format that it takes on where its text needs several lines.
        size: Of its letters, in points.
        width: Digits of that size that fit into a line.
        label: The cell that says what it is; None where none does.
    """

    area: Area
    text: FormText
    style: int
    wrapping: int
    size: float
    width: float
    label: Place | None

    @property
    def place(self) -> Place:
        """The cell itself."""
        return self.area.top, self.area.left


class BandPattern(NamedTuple):
    """A band of a form's sheet.

    Attributes:
        band: Its rows.
        rows: All of them, those too that the sheet does not list.
        slots: Its cells with placeholders.
        labels: What its other cells with text say.
        heights: Of its rows, in points.
        default_height: Of a row without a height of its own, in points.
    """

    band: Band
    rows: tuple[RowPattern, ...]
    slots: tuple[Slot, ...]
    labels: Mapping[Place, FormText]
    heights: Mapping[int, float]
    default_height: float


class CellFill(NamedTuple):
    """What stands in a cell, in which format, and where a click leads (``""``: nowhere)."""

    stretches: Sequence[Stretch]
    style: int
    link: str = ""


class BandCopy(NamedTuple):
    """The band, written once.

    Attributes:
        cells: What stands in cells with placeholders, and in labels of a continued text.
        heights: Rows that need another height than the pattern's, in points.
        continues: Whether it only goes on with what the copy before began; other cells are empty then.
    """

    cells: Mapping[Place, CellFill]
    heights: Mapping[int, float]
    continues: bool


class _SlotFill(NamedTuple):
    slot: Slot
    stretches: list[Stretch]
    pieces: list[Piece]
    link: str

    def points(self, index: int) -> float:
        """The height that one of its pieces needs; 0 where any row will do."""
        lines = self.pieces[index].lines if index < len(self.pieces) else 0
        return _points(lines, self.slot.size) if lines > 1 or index else 0.0

    def fill(self, index: int) -> CellFill:
        start, end, _ = self.pieces[index]
        part = cut_out(self.stretches, start, end)
        if index < len(self.pieces) - 1 and part[-1].text.endswith("\n"):
            part[-1] = part[-1]._replace(text=part[-1].text[:-1])  # the cell ends there anyhow
        wraps = len(self.pieces) > 1 or self.pieces[0].lines > 1
        return CellFill(part, self.slot.wrapping if wraps else self.slot.style, self.link)


def band_copies(pattern: BandPattern, words: FormWords) -> list[BandCopy]:
    """The band filled with these words; more than one copy where a text goes on."""
    fills = [_filled(slot, pattern, words) for slot in pattern.slots]
    return [_copy(pattern, fills, index) for index in range(max(len(fill.pieces) for fill in fills))]


def _filled(slot: Slot, pattern: BandPattern, words: FormWords) -> _SlotFill:
    stretches = filled(slot.text, words.word)
    text = joined(stretches)
    heights = pattern.heights
    designed = sum(heights[row] for row in range(slot.area.top, slot.area.bottom + 1))
    within = designed - heights[slot.area.bottom] + MAX_ROW_HEIGHT
    pieces = pieces_of(text, slot.width, *[_most_lines(within, slot)] * 2)
    if len(pieces) > 1:
        first, later = max(designed, _PIECE_HEIGHT), _PIECE_HEIGHT
        pieces = pieces_of(text, slot.width, _most_lines(first, slot), _most_lines(later, slot))
    link = next((cell.link for gap in gaps_of(slot.text) if (cell := words.cell(gap.placeholder)).link), "")
    return _SlotFill(slot, stretches, pieces, link)


def _copy(pattern: BandPattern, fills: Sequence[_SlotFill], index: int) -> BandCopy:
    cells = {fill.slot.place: fill.fill(index) for fill in fills if index < len(fill.pieces)}
    continued = [fill for fill in fills if index < len(fill.pieces)] if index else []
    for fill in continued:
        label = fill.slot.label
        if label is not None and label not in cells and (shown := _shown(label, pattern, fills)):
            style = next(cell.style for row in pattern.rows for cell in row.cells if (row.number, cell.column) == label)
            cells[label] = CellFill([*shown, Stretch(shown[-1].look, text("forms.continued"))], style)
    return BandCopy(cells, _grown(pattern, fills, index), bool(index))


def _shown(place: Place, pattern: BandPattern, fills: Sequence[_SlotFill]) -> list[Stretch]:
    """What stands in a cell of the first copy, if it is short enough for a label."""
    if place in pattern.labels:
        return [part for part in pattern.labels[place] if isinstance(part, Stretch)]
    short = (fill for fill in fills if len(fill.pieces) == 1 and fill.pieces[0].lines == 1)
    return next((fill.stretches for fill in short if fill.slot.place == place), [])


def _grown(pattern: BandPattern, fills: Sequence[_SlotFill], index: int) -> dict[int, float]:
    """The heights of the rows of one copy; what is missing for an area is added to its last row."""
    before = pattern.heights
    # A text that goes on needs no room that was left for writing by hand.
    heights = {row: min(points, pattern.default_height) if index else points for row, points in before.items()}
    for fill in sorted(fills, key=lambda fill: (fill.slot.area.bottom, -fill.slot.area.top)):
        top, _, bottom, _ = fill.slot.area
        missing = fill.points(index) - sum(heights[row] for row in range(top, bottom + 1))
        if missing > 0:
            heights[bottom] = min(heights[bottom] + missing, MAX_ROW_HEIGHT)
    return {row: points for row, points in heights.items() if points != before[row]}


def _points(lines: int, size: float) -> float:
    return row_height(lines) * size / _MEASURED_SIZE


def _most_lines(points: float, slot: Slot) -> int:
    """The lines that a cell of that height can show, and that a cell can hold."""
    room = points * _MEASURED_SIZE / slot.size - row_height(0)
    held = MAX_CHARACTERS / (_UNITS_A_DIGIT * min(slot.width, WIDEST))
    return max(int(min(room / (row_height(1) - row_height(0)), held)), 1)
