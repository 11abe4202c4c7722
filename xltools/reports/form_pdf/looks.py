"""How does a cell look? Letters, ground, edges and alignment, freed from the tables of a styles part.

Invariant: a colour is six hexadecimal digits of sRGB, or None where nothing is painted.
"""

from typing import NamedTuple


class Letters(NamedTuple):
    """How a run of text is written (ECMA-376 part 1, §18.8.22).

    Attributes:
        size: In points.
        underline: ``single``, ``double`` or "" for none; the accounting kinds are drawn like the plain ones.
        raised: ``superscript``, ``subscript`` or "" for neither.
    """

    size: float = 11.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    strike: bool = False
    colour: str = "000000"
    raised: str = ""


class Edge(NamedTuple):
    """One side of a cell.

    Attributes:
        style: As ST_BorderStyle names it (ECMA-376 part 1, §18.18.3): ``thin``, ``mediumDashed`` …
    """

    style: str
    colour: str = "000000"


class Look(NamedTuple):
    """Everything that a cell's format says (ECMA-376 part 1, §18.8.45).

    Attributes:
        ground: The colour behind the text.
        horizontal: ``general``, ``left``, ``center`` … (§18.18.40).
        vertical: ``top``, ``center``, ``bottom`` … (§18.18.88).
        indent: In steps of three blanks.
        rotation: Degrees against the clock up to 90; from 91 on, 90 more than the degrees with it; 255: stacked signs.
        code: The number format.
    """

    letters: Letters = Letters()
    ground: str | None = None
    left: Edge | None = None
    right: Edge | None = None
    top: Edge | None = None
    bottom: Edge | None = None
    horizontal: str = "general"
    vertical: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    rotation: int = 0
    code: str = "General"

    def is_seen(self) -> bool:
        """Whether a cell without a value shows anything."""
        return any((self.ground, self.left, self.right, self.top, self.bottom))
