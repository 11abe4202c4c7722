"""How is a long text changed in many places at once? The one invariant: what lies between them is copied untouched."""

from collections.abc import Sequence
from typing import NamedTuple

_WORTH_A_VIEW = 4096


class Splice(NamedTuple):
    """Put ``new`` in the place of ``[start, end)``; an insertion where both are equal.

    Attributes:
        row: Of the cell that it writes, for the checks; 0 where it writes none.
        column: Likewise.
        value: What that cell holds then: text, number, truth or nothing.
    """

    start: int
    end: int
    new: bytes
    row: int = 0
    column: int = 0
    value: str | float | bool | None = None


def merged(first: Sequence[Splice], second: Sequence[Splice]) -> list[Splice]:
    """Both lists in order of place; insertions of the first come before what the second replaces there."""
    if not second:
        return list(first)
    return sorted([*first, *second], key=lambda splice: splice.start)


def spliced(body: bytes, splices: Sequence[Splice]) -> tuple[bytes, list[int]]:
    """The changed text, and where in it each splice's new bytes begin.

    Raises:
        ValueError: Two splices overlap.
    """
    view = memoryview(body)
    pieces: list[bytes | memoryview] = []
    starts: list[int] = []
    position = shift = 0
    for start, end, new, _, _, _ in splices:
        if start != position:
            if start < position:
                raise ValueError("two changes overlap")
            # A view saves copying long stretches twice; for short ones it costs more than the copy.
            pieces.append(view[position:start] if start - position > _WORTH_A_VIEW else body[position:start])
        if end < start:
            raise ValueError("two changes overlap")
        pieces.append(new)
        starts.append(start + shift)
        shift += len(new) - (end - start)
        position = end
    pieces.append(view[position:])
    return b"".join(pieces), starts
