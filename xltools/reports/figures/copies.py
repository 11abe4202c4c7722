"""Do two registers hold the same cases? Then one is a copy, and every figure counts them twice.

Invariant: branches that number alike are no copies: the same number, moment and customer must stand in both.
"""

from itertools import combinations
from typing import NamedTuple

from xltools.reports.facts import Facts

_SAME = ["template", "number", "received_at", "customer_key"]


class Copy(NamedTuple):
    """Two registers with cases in common.

    Attributes:
        one: The name of the one.
        other: The name of the other.
        cases: How many they have in common.
    """

    one: str
    other: str
    cases: int


def copies(facts: Facts) -> list[Copy]:
    """Pairs of registers that hold the same cases, most cases first."""
    templates = {source.name: source.template for source in facts.sources}
    known = facts.cases[facts.cases["number"].notna() & facts.cases["customer_key"].notna()]
    known = known.assign(template=known["register"].map(templates))
    twins = known[known.duplicated(_SAME, keep=False)]
    counts: dict[tuple[str, str], int] = {}
    for _, registers in twins.groupby(_SAME)["register"]:
        for pair in combinations(sorted(set(registers)), 2):
            counts[pair] = counts.get(pair, 0) + 1
    found = [Copy(*pair, count) for pair, count in counts.items()]
    return sorted(found, key=lambda each: (-each.cases, each.one, each.other))
