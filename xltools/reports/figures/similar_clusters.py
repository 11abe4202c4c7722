"""Which texts are about one thing, so that each group has one text in its midst?

Invariant: every text of a group is similar to the group's own text, so that no chain of small steps joins what has
nothing in common; every text is in exactly one group.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from xltools.reports.figures.columns import Flags, Places
from xltools.reports.figures.similar_texts import NEIGHBOURS, bare, similar_pairs

_LEADERS = 40  # of a block too large to compare all with all, as many texts are compared with all others


class Cluster(NamedTuple):
    """Texts that are alike.

    Attributes:
        text: As the first of them with the most frequent wording is written.
        places: Of all of them, ascending.
    """

    text: str
    places: tuple[int, ...]


class _Wordings(NamedTuple):
    """Different texts, by block.

    Attributes:
        texts: As they are compared.
        blocks: Of each.
        members: Of each, the places of the texts that are written so.
    """

    texts: Sequence[str]
    blocks: Places
    members: Sequence[Sequence[int]]


def similar_clusters(blocks: Places, texts: Sequence[str], threshold: float) -> list[Cluster]:
    """Group the texts of each block.

    The wording with the most similar texts around it, its own repetitions included, takes them all; then the next one
    among what is left (star clustering, Aslam et al. 2004). In a block of more than `similar_texts.NEIGHBOURS` wordings
    only the first 40 groups gather from the whole block, later ones among their neighbours.

    Args:
        blocks: By text, from 0; texts of different blocks are never alike.
        texts: As written.
        threshold: How similar to the group's text the others are at least, from 0 to 100.
    """
    wordings = _wordings(blocks, texts)
    groups = _stars(wordings, threshold)
    return [
        Cluster(
            _most_frequent(texts, wordings, group), tuple(sorted(at for each in group for at in wordings.members[each]))
        )
        for group in groups
    ]


def _wordings(blocks: Places, texts: Sequence[str]) -> _Wordings:
    members: dict[tuple[int, str], list[int]] = {}
    for place, (block, text) in enumerate(zip(blocks.tolist(), texts, strict=True)):
        members.setdefault((block, bare(text) or text), []).append(place)
    blocks_of = np.array([block for block, _ in members], dtype="int64")
    return _Wordings([text for _, text in members], blocks_of, list(members.values()))


def _stars(wordings: _Wordings, threshold: float) -> Iterator[list[int]]:
    count = len(wordings.texts)
    one, other, _ = similar_pairs(wordings.blocks, wordings.texts, threshold)
    both = np.unique(np.concatenate([one * count + other, other * count + one]))
    near_to, near = both // max(count, 1), both % max(count, 1)
    weights = np.array([len(places) for places in wordings.members], dtype="int64")
    around = weights + np.bincount(near_to, weights=weights[near], minlength=count).astype("int64")
    order = np.lexsort((-weights, -around))
    taken = np.zeros(count, dtype="bool")
    yield from _leaders(wordings, threshold, order[around[order] > 1], taken)
    bounds = np.searchsorted(near_to, np.arange(count + 1)).tolist()
    for at in order.tolist():
        if not taken[at]:
            taken[at] = True
            nearby = near[bounds[at] : bounds[at + 1]]
            group = nearby[~taken[nearby]]
            taken[group] = True
            yield [at, *group.tolist()]


def _leaders(wordings: _Wordings, threshold: float, order: Places, taken: Flags) -> Iterator[list[int]]:
    """The first groups of each large block, marked as taken."""
    sizes = np.bincount(wordings.blocks, minlength=1)
    for block in np.flatnonzero(sizes > NEIGHBOURS + 1).tolist():
        mine = np.flatnonzero(wordings.blocks == block)
        texts = [wordings.texts[at] for at in mine.tolist()]
        found = 0
        for leader in order[wordings.blocks[order] == block].tolist():
            if found == _LEADERS:
                break
            if not taken[leader]:
                found += 1
                taken[leader] = True
                scores = process.cdist(
                    [wordings.texts[leader]], texts, scorer=fuzz.ratio, score_cutoff=threshold, dtype=np.float32
                )
                group = mine[(scores[0] > 0) & ~taken[mine]]
                taken[group] = True
                yield [leader, *group.tolist()]


def _most_frequent(texts: Sequence[str], wordings: _Wordings, group: Sequence[int]) -> str:
    most = max(group, key=lambda each: len(wordings.members[each]))
    places = wordings.members[most]
    return texts[places[0]] if len(places) == 1 else Counter(texts[at] for at in places).most_common(1)[0][0]
