"""Which lines run through a block? The edges of its cells, each drawn once, runs of the same kind as one line.

Invariant: inside a merged area there is no line; where two cells name an edge between them, the heavier one is drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xltools.reports.form_pdf.cell_places import Place
from xltools.reports.form_pdf.looks import Edge, Look
from xltools.reports.typesetting.typst_data import Data

# Thickness in points and dashes by ST_BorderStyle (ECMA-376 part 1, §18.18.3); ``double`` is one strong line.
_STROKES: dict[str, tuple[float, str]] = {
    "hair": (0.25, "dotted"), "dotted": (0.5, "dotted"), "dashDotDot": (0.5, "dash-dotted"),
    "dashDot": (0.5, "dash-dotted"), "dashed": (0.5, "dashed"), "thin": (0.5, "solid"),
    "mediumDashDotDot": (1.0, "dash-dotted"), "slantDashDot": (1.0, "dash-dotted"),
    "mediumDashDot": (1.0, "dash-dotted"), "mediumDashed": (1.0, "dashed"), "medium": (1.0, "solid"),
    "double": (1.25, "solid"), "thick": (1.75, "solid"),
}  # fmt: skip
_RANKS = {style: rank for rank, style in enumerate(_STROKES)}
_FAINT = Edge("hair", "A0A0A0")  # the sheet's own grid, where it is printed


def grid_lines(looks: Sequence[Sequence[Look]], merged: Iterable[Place], *, faint: bool) -> dict[str, list[Data]]:
    """The lines of a block.

    Args:
        looks: Of each cell, also of those within merged areas, row by row; rows of equal length.
        merged: The merged areas.
        faint: Whether the sheet's own grid is printed.

    Returns:
        ``across`` and ``down``: lines, each ``at`` a line of the grid counted from 0, from ``start`` to ``end``.
    """
    width = len(looks[0]) if looks else 0
    across = [[_FAINT if faint else None] * width for _ in range(len(looks) + 1)]
    down = [[_FAINT if faint else None] * len(looks) for _ in range(width + 1)]
    for y, row in enumerate(looks):
        for x, look in enumerate(row):
            across[y][x] = heavier(across[y][x], look.top)
            across[y + 1][x] = heavier(look.bottom, across[y + 1][x])
            down[x][y] = heavier(down[x][y], look.left)
            down[x + 1][y] = heavier(look.right, down[x + 1][y])
    for place in merged:
        for x in range(place.x, place.x + place.across):
            for y in range(place.y, place.y + place.down):
                if y > place.y:
                    across[y][x] = None
                if x > place.x:
                    down[x][y] = None
    return {"across": list(_lines(across)), "down": list(_lines(down))}


def heavier(one: Edge | None, other: Edge | None) -> Edge | None:
    """Of two edges in the same place the one that is drawn; the first where they weigh the same."""
    if one is None or other is None:
        return one or other
    return other if _rank(other) > _rank(one) else one


def _lines(edges: Sequence[Sequence[Edge | None]]) -> Iterator[Data]:
    for at, line in enumerate(edges):
        start = 0
        for edge, run in groupby(line):
            end = start + len(list(run))
            if edge is not None:
                thickness, dash = _STROKES.get(edge.style, _STROKES["thin"])
                yield {"at": at, "start": start, "end": end, "thick": thickness, "dash": dash, "colour": edge.colour}
            start = end


def _rank(edge: Edge) -> int:
    return _RANKS.get(edge.style, _RANKS["thin"])
