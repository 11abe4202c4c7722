"""`python -m tests.benchmarks causes`: how often noise is called a cause, how often a planted one is found."""

import time

import numpy as np

from tests.reports.causes.random_months import Planted, facts_for, month, noise, planted, vanished, with_cause
from xltools.reports.causes.analysis import analyse

SIZES = ((40, 40), (60, 60), (150, 150), (300, 200), (200, 300), (800, 700), (3000, 3000))
SKEWS = (0.0, 1.0, 2.0)
PLANTED = (
    ({"problem": 3}, 0.08, 0.20),
    ({"problem": 3}, 0.12, 0.42),
    ({"product": 2, "batch": 7}, 0.08, 0.20),
    ({"product": 1, "batch": 4, "problem": 5}, 0.08, 0.20),
    ({"product": 1, "batch": 4, "problem": 5}, 0.12, 0.42),
    ({"product": 1, "batch": 4, "problem": 5}, 0.0, 0.15),
)


def measure(pairs: int = 50) -> None:
    """Print the rates.

    Args:
        pairs: Pairs of months a line.
    """
    random = np.random.default_rng(20261001)
    print("noise: pairs of months in which something is called a cause")
    total = wrong = 0
    for now, before in SIZES:
        for skew in SKEWS:
            found = sum(bool(noise(random, now, before, skew).causes) for _ in range(pairs))
            total, wrong = total + pairs, wrong + found
            print(f"  {now:>5} after {before:>5} cases, skew {skew:g}: {found} of {pairs}")
    print(f"  together {wrong} of {total} = {wrong / total:.2%}")
    for size in (150, 400, 2000):
        found = sum(bool(vanished(random, size).causes) for _ in range(pairs))
        print(f"  another problem vanished, {size:>5} cases before: {found} of {pairs}")
    print("planted: found with exactly its conditions / with some of them / something else named")
    for values, before_share, share in PLANTED:
        for size in (150, 400, 1000):
            print(_rates(random, Planted(values, before_share, share), size, pairs))
    _speed(random)


def _rates(random: np.random.Generator, cause: Planted, size: int, pairs: int) -> str:
    exact = some = others = 0
    for _ in range(pairs):
        named = [set(each.conditions) for each in with_cause(random, size, cause).causes]
        exact += cause.conditions in named
        some += any(cause.conditions & each for each in named)
        others += any(not cause.conditions & each for each in named)
    shares = f"{cause.before:.0%} -> {cause.now:.0%}"
    return f"  {len(cause.values)} dimensions, {shares}, {size:>5} cases: {exact} / {some} / {others} of {pairs}"


def _speed(random: np.random.Generator) -> None:
    now, before = month(random, 100_000), month(random, 100_000)
    for values in (
        {"problem": 20},
        {"product": 6, "region": 7},
        {"batch": 25, "channel": 4},
        {"region": 6, "problem": 9},
    ):
        now = planted(random, now, values, 0.08)
    facts = facts_for(now, before)
    start = time.perf_counter()
    found = analyse(facts, range(100_000), range(100_000, 200_000))
    seconds = time.perf_counter() - start
    print(f"100,000 after 100,000 cases: {len(found.causes)} causes, {found.tested} groups, {seconds:.2f} s")
