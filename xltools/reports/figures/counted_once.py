"""Which cases tell of the same problem of the same customer? (FA-15)

Cases of one customer about one product (its model, where no product is named; nothing named is a product like any
other) are one problem if their descriptions are similar: at least `SAME_KEYWORD` where both name the same problem by
the keyword library, else at least `OTHER_WORDS` (see similar_texts). What is similar to something similar belongs to it
too. Invariant: cases whose customer is not known, or that describe nothing, are never merged with any other.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from xltools.reports.figures.columns import Places, moments_of
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.keyword_families import family_key
from xltools.reports.figures.similar_texts import bare, similar_pairs

SAME_KEYWORD = 50
OTHER_WORDS = 75


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("counted_once", other_words=OTHER_WORDS, same_keyword=SAME_KEYWORD),)


def first_of_problem(cases: pd.DataFrame) -> Places:
    """By case, the place in this table of the earliest case of the same problem; its own, if it is that one.

    Args:
        cases: Those of one period, of `Facts.cases`.
    """
    first = np.arange(len(cases), dtype="int64")
    candidates = np.flatnonzero((cases["customer_key"].notna() & cases["description"].notna()).to_numpy())
    asked = cases.iloc[candidates]
    blocks = _blocks(asked)
    crowded = np.bincount(blocks, minlength=1)[blocks] > 1
    candidates, blocks, asked = candidates[crowded], blocks[crowded], asked[crowded]
    if not len(candidates):
        return first
    labels = _problems(blocks, asked["description"].tolist(), asked["problem"].tolist())
    order = np.lexsort((candidates, moments_of(asked, "received_at"), labels))
    heads = np.flatnonzero(np.diff(labels[order], prepend=-1))
    sizes = np.diff(np.append(heads, len(order)))
    first[candidates[order]] = np.repeat(candidates[order[heads]], sizes)
    return first


def _blocks(cases: pd.DataFrame) -> Places:
    """By case, a number for its customer and product."""
    product = cases["product"].where(cases["product"].notna(), cases["model"])
    products, _ = pd.factorize(product)
    customers, _ = pd.factorize(cases["customer_key"])
    both = customers.astype("int64") * (len(cases) + 1) + products + 1
    return np.asarray(pd.factorize(both)[0], dtype="int64")


def _problems(blocks: Places, descriptions: Sequence[str], keywords: Sequence[str | None]) -> Places:
    """By case, a number for its problem within its block."""
    families = {keyword: family_key(keyword) for keyword in set(keywords) if isinstance(keyword, str)}
    family_codes = {key: place for place, key in enumerate(sorted(set(families.values())), start=1)}
    wordings: dict[tuple[int, str], int] = {}
    family_of: list[int] = []
    wording_of = np.zeros(len(blocks), dtype="int64")
    for place, (block, text, keyword) in enumerate(zip(blocks.tolist(), descriptions, keywords, strict=True)):
        known = (block, bare(text) or f" {place}")  # marks only describe nothing: like no other
        at = wordings.setdefault(known, len(wordings))
        if at == len(family_of):
            family_of.append(family_codes[families[keyword]] if isinstance(keyword, str) else 0)
        wording_of[place] = at
    blocks_of = np.array([block for block, _ in wordings], dtype="int64")
    one, other, score = similar_pairs(blocks_of, [text for _, text in wordings], SAME_KEYWORD)
    family = np.array(family_of, dtype="int64")
    same = (family[one] == family[other]) & (family[one] > 0)
    close = same | (score >= OTHER_WORDS)
    return _connected(len(wordings), one[close], other[close])[wording_of]


def _connected(count: int, one: Places, other: Places) -> Places:
    """By node, the smallest node that pairs lead to from it."""
    label = np.arange(count, dtype="int64")
    while True:
        low = np.minimum(label[one], label[other])
        lower = label.copy()
        for ends in (one, other):
            np.minimum.at(lower, ends, low)
            np.minimum.at(lower, label[ends], low)  # the old label's whole group follows
        lower = lower[lower]
        if np.array_equal(lower, label):
            return label
        label = lower
