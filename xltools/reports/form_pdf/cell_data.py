"""What does typst need of a cell? Its runs, its ground, how it stands in its room, how it wraps and is turned.

Invariant: no text is cut: what does not fit beside its neighbours wraps, and its row grows.
"""

import math

from xltools.reports.form_pdf.cell_places import Place
from xltools.reports.form_pdf.cell_reading import Run, ShownCell
from xltools.reports.form_pdf.looks import Look
from xltools.reports.typesetting.typst_data import Data
from xltools.workbook.text_measure import text_width

PADDING = (2.0, 0.5)  # points between an edge and the text, across and down
_INDENT = 6.75  # points a step: nine pixels, three blanks of Excel's usual font
_DIGIT = 0.53  # a digit's width in parts of its letters' size
_LINE = 1.25  # a line's height in parts of its letters' size, as the template sets it
_QUARTER, _STACKED = 90, 255
_SIDES = {"left": "left", "right": "right", "center": "center", "centerContinuous": "center", "distributed": "center"}
_HEIGHTS = {"top": "top", "center": "horizon", "bottom": "bottom", "justify": "top", "distributed": "horizon"}
_FILLING = ("justify", "distributed", "fill")


def cell_data(place: Place, cell: ShownCell | None, look: Look, room: tuple[float, float], scale: float) -> Data:
    """A cell as the template takes it.

    Args:
        place: Where it stands in its block.
        cell: What it shows; None for nothing but its ground.
        look: Its format.
        room: Width and height of its place on paper in points.
        scale: By which the sheet's sizes are multiplied.
    """
    data: Data = {"x": place.x, "y": place.y, "across": place.across, "down": place.down, "ground": look.ground}
    if cell is None or not cell.runs:
        return data
    indent = look.indent * _INDENT * scale if look.horizontal in ("left", "right", "distributed", "general") else 0.0
    data |= {
        "runs": [_run(run, scale) for run in cell.runs],
        "link": cell.link,
        "side": _SIDES.get(look.horizontal, cell.side),
        "height": _HEIGHTS.get(look.vertical, "bottom"),
        "indent": min(indent, room[0] / 2),
        "justify": look.horizontal in ("justify", "distributed"),
    }
    if look.rotation:
        data |= _turned(look, room[1] - 2 * PADDING[1] * scale)
    elif look.shrink and not look.wrap:
        data["shrink"] = room[0] - 2 * PADDING[0] * scale - data["indent"]
    return data


def runs_over(cell: ShownCell, room: float, scale: float) -> bool:
    """Whether a text that does not wrap is wider than its cell, so that it would run over its neighbours."""
    look = cell.look
    kept = look.wrap or look.shrink or look.rotation or look.horizontal in _FILLING or cell.side != "left"
    return not kept and _width(cell, scale) > room - 2 * PADDING[0] * scale - look.indent * _INDENT * scale


def needed_height(cell: ShownCell, room: float, scale: float) -> float:
    """How high the cell's text is at least in a room so wide; roughly, and 0 where it is turned."""
    if cell.look.rotation or not cell.runs:
        return 0.0
    usable = max(room - 2 * PADDING[0] * scale - cell.look.indent * _INDENT * scale, 1.0)
    size = max(run.letters.size for run in cell.runs) * scale
    lines = "".join(run.text for run in cell.runs).split("\n")
    return sum(max(1, math.ceil(text_width(line) * _DIGIT * size / usable)) for line in lines) * size * _LINE


def _width(cell: ShownCell, scale: float) -> float:
    lines = "".join(run.text for run in cell.runs)
    return text_width(lines) * _DIGIT * max(run.letters.size for run in cell.runs) * scale


def _run(run: Run, scale: float) -> Data:
    letters = run.letters
    return {
        "text": run.text,
        "size": letters.size * scale,
        "bold": letters.bold,
        "italic": letters.italic,
        "underline": letters.underline,
        "strike": letters.strike,
        "colour": letters.colour,
        "raised": letters.raised,
    }


def _turned(look: Look, length: float) -> Data:
    """``turn`` in degrees with the clock, ``length`` of its lines if they wrap; or ``stacked`` signs."""
    if look.rotation == _STACKED:
        return {"stacked": True}
    turn = -look.rotation if look.rotation <= _QUARTER else look.rotation - _QUARTER
    return {"turn": max(-_QUARTER, min(turn, _QUARTER)), "length": length if look.wrap and length > 0 else None}
