"""Where does an object stand whose rows moved? The one invariant: removed rows never squeeze an object flat.

ECMA-376 part 1, §20.5.2.5 (from) and §20.5.2.32 (to), whose rows count from 0.
"""

from typing import NamedTuple

from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.reshaping.row_shift import RowShift


class AnchorRows(NamedTuple):
    """The rows of an object's two corners, from 0."""

    top: int
    bottom: int

    def moved(self, shift: RowShift) -> "AnchorRows":
        """Where they are now: what is put in between stretches it, what is removed does not shrink it."""
        top, bottom = shift.nearest(self.top + 1) - 1, shift.nearest(self.bottom + 1) - 1
        return AnchorRows(top, max(bottom, top + self.bottom - self.top))

    def is_gone(self, shift: RowShift) -> bool:
        """Whether all its rows are removed."""
        return shift.span(self.top + 1, self.bottom + 1) is None


def anchor_rows(anchor: Element) -> AnchorRows | None:
    """The corners of an anchor; of one with a single corner both are that; ``None`` for one without."""
    rows = [corner.first("row") for name in ("from", "to") if (corner := anchor.first(name)) is not None]
    numbers = [int(row.text) for row in rows if row is not None and row.text.strip().isdigit()]
    return AnchorRows(numbers[0], numbers[-1]) if numbers else None


def move_anchor(part: LocatedXml, anchor: Element, shift: RowShift) -> None:
    """Move the corners of an anchor."""
    rows = anchor_rows(anchor)
    if rows is None:
        return
    for name, new in zip(("from", "to"), rows.moved(shift), strict=True):
        corner = anchor.first(name)
        row = None if corner is None else corner.first("row")
        if row is not None:
            part.set_text(row, str(new))
