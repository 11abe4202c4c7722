"""Which groups of cases are there to look at? Those that share one to three values, and are large enough.

Invariant: whether a group is looked at depends on its cases of both periods together, never on how they divide: else
the test that follows would judge what was picked for its result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Conditions = tuple[tuple[int, int], ...]  # (dimension, value): positions in `CodedCases.labels` and `.values`


@dataclass(frozen=True)
class CodedCases:
    """The cases of both periods, this period's first.

    Attributes:
        labels: The dimensions.
        values: By dimension its values; the first stands for all that are missing or too rare.
        codes: By dimension and case the position of its value.
        now: How many cases lie in this period.
    """

    labels: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    codes: Codes
    now: int

    def mask(self, conditions: Conditions) -> Mask:
        """Which cases meet all conditions."""
        found: Mask = np.ones(self.codes.shape[1], dtype=bool)
        for dimension, value in conditions:
            found &= self.codes[dimension] == value
        return found

    def counts(self, mask: Mask) -> tuple[int, int]:
        """How many of these cases lie in this period, and in the one before."""
        now = int(np.count_nonzero(mask[: self.now]))
        return now, int(np.count_nonzero(mask)) - now


class Block(NamedTuple):
    """The segments over the same dimensions.

    Attributes:
        dimensions: One to three of them.
        values: One row a segment: a value a dimension.
        now: Cases of each in this period.
        before: Cases of each in the period before.
    """

    dimensions: tuple[int, ...]
    values: Codes
    now: Codes
    before: Codes

    def conditions(self, place: int) -> Conditions:
        """What the cases of one segment share."""
        return tuple(zip(self.dimensions, map(int, self.values[place]), strict=True))


def coded(
    cases: pd.DataFrame, columns: Sequence[tuple[str, str]], now: Codes, before: Codes, support: int
) -> CodedCases:
    """Cases told apart by numbers.

    A value is left out if fewer than ``support`` cases have it, or if its cases are those of a value of an earlier
    dimension (a model under 产品 and again under 型号). A dimension without any value left is left out.

    Args:
        cases: `Facts.cases`.
        columns: Label and column of each dimension.
        now: Indexes of this period's cases.
        before: Indexes of the cases of the period before.
        support: How many cases a value must have in both periods together.
    """
    chosen = cases.loc[np.concatenate([now, before])]
    labels: list[str] = []
    values: list[tuple[str, ...]] = []
    codes: list[Codes] = []
    for label, column in columns:
        found, words = _frequent(chosen[column], support, codes)
        if len(words) > 1:
            labels.append(label)
            values.append(words)
            codes.append(found)
    matrix = np.array(codes, dtype=np.int64).reshape(len(codes), len(chosen))
    return CodedCases(tuple(labels), tuple(values), matrix, len(now))


def _frequent(column: pd.Series, support: int, earlier: Sequence[Codes]) -> tuple[Codes, tuple[str, ...]]:
    """A dimension's codes and words, 0 for what is left out."""
    raw, words = pd.factorize(column, sort=False)
    sizes = np.bincount(raw[raw >= 0], minlength=len(words))
    kept = [place for place in np.flatnonzero(sizes >= support).tolist() if not _repeats(raw == place, earlier)]
    table = np.zeros(len(words) + 1, dtype=np.int64)  # the last is for code -1: missing
    table[kept] = np.arange(1, len(kept) + 1)
    return table[raw], ("", *(str(words[place]) for place in kept))


def _repeats(mask: Mask, earlier: Sequence[Codes]) -> bool:
    """Whether a value of an earlier dimension has these very cases."""
    first = int(np.argmax(mask))
    return any(codes[first] and np.array_equal(codes == codes[first], mask) for codes in earlier)


def segments(cases: CodedCases, active: Mask, support: int) -> Iterator[Block]:
    """All segments among the active cases with at least ``support`` of them in both periods together.

    A part of a frequent segment need not be frequent, but the whole of a frequent part is: what is rare is not parted
    further (R. Agrawal and R. Srikant, 1994). A segment that has the very cases of one with fewer conditions is left
    out, for it says no more.
    """
    codes, now = cases.codes[:, active], int(np.count_nonzero(active[: cases.now]))
    sizes = [len(words) for words in cases.values]
    singles = [_Counted.of(row, (1, size), now) for row, size in zip(codes, sizes, strict=True)]
    for a, counted in enumerate(singles):
        yield _block((a,), counted, _large(counted, support), np.empty((1, 0), dtype=np.int64))
    pairs: dict[tuple[int, int], _Counted] = {}
    for a, b in combinations(range(len(sizes)), 2):
        pairs[a, b] = _Counted.of(codes[a] * sizes[b] + codes[b], (sizes[a], sizes[b]), now)
    for (a, b), counted in pairs.items():
        large = _large(counted, support, singles[a].both.T, singles[b].both)
        large[0] = False  # the value of the first dimension is missing
        yield _block((a, b), counted, large, np.arange(sizes[a])[:, None])
        if large.any():
            yield from _triples(codes, (a, b), large, pairs, now, support)


def _triples(
    codes: Codes, pair: tuple[int, int], large: Mask, pairs: "dict[tuple[int, int], _Counted]", now: int, support: int
) -> Iterator[Block]:
    """The segments that part the large ones of a pair further, by each later dimension."""
    a, b = pair
    parents = np.argwhere(large)
    place = np.zeros(large.shape, dtype=np.int64)
    place[large] = np.arange(len(parents))
    inside = np.flatnonzero(large[codes[a], codes[b]])  # positions are taken faster than a mask is walked
    parent, now_inside = place[codes[a].take(inside), codes[b].take(inside)], int(np.searchsorted(inside, now))
    for c in range(b + 1, len(codes)):
        size = pairs[a, c].both.shape[1]
        counted = _Counted.of(parent * size + codes[c].take(inside), (len(parents), size), now_inside)
        wholes = (pairs[pair].both[large][:, None], pairs[a, c].both[parents[:, 0]], pairs[b, c].both[parents[:, 1]])
        yield _block((a, b, c), counted, _large(counted, support, *wholes), parents)


class _Counted(NamedTuple):
    """Cases by two codes, those of this period and those of both; none where the second is missing."""

    now: Codes
    both: Codes

    @classmethod
    def of(cls, codes: Codes, shape: tuple[int, int], now: int) -> "_Counted":
        first = np.bincount(codes[:now], minlength=shape[0] * shape[1])
        both = first + np.bincount(codes[now:], minlength=shape[0] * shape[1])
        return cls(first.reshape(shape), both.reshape(shape))


def _large(counted: _Counted, support: int, *wholes: Codes) -> Mask:
    """Which groups are large enough, and smaller than each of the wholes that they are parts of."""
    large: Mask = counted.both >= support
    large[:, 0] = False
    for whole in wholes:
        large &= counted.both < whole
    return large


def _block(dimensions: tuple[int, ...], counted: _Counted, large: Mask, parents: Codes) -> Block:
    """The large groups, told by the values of their parent and one value more."""
    rows, columns = np.nonzero(large)
    now, both = counted.now[large], counted.both[large]
    return Block(dimensions, np.column_stack([parents[rows], columns]), now, both - now)
