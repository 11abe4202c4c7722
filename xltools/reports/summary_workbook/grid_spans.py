"""Which columns of a sheet's grid does each column of a table take? Those that fit it best, from left to right.

Invariant: spans follow each other without gaps; only what may stretch takes more than one column.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

_SHORT, _WRAPPED = 3.0, 0.5  # cost of a digit that is lacking: the grid must grow, or a text takes more lines
_WASTED, _LOOSE = 0.6, 0.1  # cost of a digit too many, beside a number or a text
_JOINED = 0.4  # cost of a cell that is merged


class Wish(NamedTuple):
    """What a column of a table asks for.

    Attributes:
        width: In digits.
        elastic: It may take several columns of the grid.
        wraps: It can do with less width, at the price of more lines.
    """

    width: float
    elastic: bool
    wraps: bool


class Span(NamedTuple):
    """Columns of the grid, counted from 0; ``end`` is the first behind them."""

    first: int
    end: int


def spans_over(widths: Sequence[float], wishes: Sequence[Wish]) -> tuple[Span, ...]:
    """The cheapest way to lay a table over the grid, which has at least as many columns as the table.

    Raises:
        ValueError: The grid has fewer columns than the table.
    """
    if len(widths) < len(wishes):
        raise ValueError(f"{len(wishes)} columns do not fit on a grid of {len(widths)}")
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)

    @cache
    def cheapest(place: int, first: int) -> tuple[float, int]:
        """Cost of the columns from this one on, and where this one ends."""
        if place == len(wishes):
            return 0.0, first
        wish = wishes[place]
        last = len(widths) - (len(wishes) - place - 1) if wish.elastic else first + 1
        return min(
            (_cost(wish, edges[end] - edges[first]) + _JOINED * (end - first - 1) + cheapest(place + 1, end)[0], end)
            for end in range(first + 1, last + 1)
        )

    spans: list[Span] = []
    for place in range(len(wishes)):
        first = spans[-1].end if spans else 0
        spans.append(Span(first, cheapest(place, first)[1]))
    return tuple(spans)


def _cost(wish: Wish, width: float) -> float:
    over = width - wish.width
    if over < 0:
        return -over * (_WRAPPED if wish.wraps else _SHORT)
    return over * (_LOOSE if wish.elastic else _WASTED)
