"""Which problems come most often? (FA-15: TOP5)

Grouped by what they are about, not by exact text: cases with a keyword of the library by the family of the keyword
(see keyword_families), others by similar descriptions within their type and category. Invariant: a case is in at most
one problem; problems are ranked by what is counted once.
"""

from collections import Counter
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Places
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.keyword_families import family_key
from xltools.reports.figures.parameters import top_problems
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import Received
from xltools.reports.figures.similar_clusters import similar_clusters

SIMILAR_DESCRIPTIONS = 60


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    return (defined("problems", similar=SIMILAR_DESCRIPTIONS), defined("problem_share"))


class Problem(NamedTuple):
    """A problem that comes again and again.

    Attributes:
        label: The keyword of the family that most of its cases have, or the description in the midst of them.
        keyword: Whether the label is a keyword of the library.
        once: Its cases counted once, of all such in the period.
        cumulative: The same of this problem and those ranked above it (Pareto).
        raw: All its cases, of all received in the period.
        once_before: ``once`` in the period before.
        raw_before: ``raw`` in the period before.
        products: Products concerned, with raw cases, the most frequent first; cases without one are left out.
        example: A description, masked; "" where none of its cases has one.
        cases: Indexes of its cases of the period in ``facts.cases``.
    """

    label: str
    keyword: bool
    once: Rate
    cumulative: Rate
    raw: Rate
    once_before: Rate
    raw_before: Rate
    products: tuple[tuple[str, int], ...]
    example: str
    cases: tuple[int, ...]


_FREQUENT = 2  # what came once is no frequent problem


class _Group(NamedTuple):
    """Cases of one problem: their places among those of both periods, the present one's first."""

    keyword: bool
    text: str
    places: Places


class _Counted(NamedTuple):
    """A group with what it comes to; its places are those of the period, those before it are counted only."""

    group: _Group
    places: Places
    once: int
    once_before: int
    raw_before: int


def problems(facts: Facts, now: Received, before: Received, least: int = _FREQUENT) -> list[Problem]:
    """The most frequent problems, as many as setting ``top_problems`` asks for, the most frequent first.

    Args:
        facts: All cases.
        now: Of the period.
        before: Of the one before it.
        least: How many cases make a problem.
    """
    cases = pd.concat([now.cases, before.cases]) if before.raw else now.cases
    counted_once = np.concatenate([now.firsts, before.firsts])
    groups = (_counted(group, counted_once, now.raw) for group in (*_by_keyword(cases), *_by_description(cases)))
    ranked = sorted(
        (each for each in groups if len(each.places) >= least),
        key=lambda each: (-each.once, -len(each.places), each.group.text),
    )[: top_problems(facts)]
    sums = accumulate(each.once for each in ranked)
    return [_problem(each, total, now, before) for each, total in zip(ranked, sums, strict=True)]


def _counted(group: _Group, counted_once: Flags, present: int) -> _Counted:
    places, past = group.places[group.places < present], group.places[group.places >= present]
    return _Counted(group, places, int(counted_once[places].sum()), int(counted_once[past].sum()), len(past))


def _problem(counted: _Counted, total: int, now: Received, before: Received) -> Problem:
    cases = now.cases.iloc[counted.places]
    products = Counter(product for product in cases["product"].tolist() if isinstance(product, str))
    example = next((text for text in cases["description"].tolist() if isinstance(text, str)), "")
    return Problem(
        label=counted.group.text,
        keyword=counted.group.keyword,
        once=Rate(counted.once, now.once),
        cumulative=Rate(total, now.once),
        raw=Rate(len(counted.places), now.raw),
        once_before=Rate(counted.once_before, before.once),
        raw_before=Rate(counted.raw_before, before.raw),
        products=tuple(sorted(products.items(), key=lambda each: (-each[1], each[0]))),
        example=example,
        cases=tuple(cases.index.tolist()),
    )


def _by_keyword(cases: pd.DataFrame) -> list[_Group]:
    codes, keywords = pd.factorize(cases["problem"])
    counts = np.bincount(codes[codes >= 0], minlength=len(keywords)).tolist()
    families: dict[str, list[int]] = {}
    for code, keyword in enumerate(keywords):
        families.setdefault(family_key(keyword), []).append(code)
    groups = []
    for members in families.values():
        most = max(members, key=lambda code: (counts[code], keywords[code]))
        groups.append(_Group(True, keywords[most], np.flatnonzero(np.isin(codes, members))))
    return groups


def _by_description(cases: pd.DataFrame) -> list[_Group]:
    places = np.flatnonzero((cases["problem"].isna() & cases["description"].notna()).to_numpy())
    rest = cases.iloc[places]
    types, categories = (pd.factorize(rest[name])[0].astype("int64") for name in ("type", "category"))
    classes = (types + 1) * (len(rest) + 1) + categories + 1
    blocks = np.asarray(pd.factorize(classes)[0], dtype="int64")
    clusters = similar_clusters(blocks, rest["description"].tolist(), SIMILAR_DESCRIPTIONS)
    return [_Group(False, each.text, places[list(each.places)]) for each in clusters if len(each.places) > 1]
