"""What do the registers' sheets 设置 say about figures?

Invariant: a register without the parameter, or with something unreadable in it, gets the default that is named here.
"""

from xltools.reports.facts import Facts

TOP_PROBLEMS = 5  # FA-15
FAILURE_RATE_PERCENT = 10.0  # ST-14


def top_problems(facts: Facts) -> int:
    """How many frequent problems are listed: the largest number that a register asks for."""
    asked = [number for number in _numbers(facts, "top_problems").values() if number >= 1]
    return int(max(asked, default=TOP_PROBLEMS))


def failure_rate_thresholds(facts: Facts) -> dict[str, float]:
    """By register, the fraction of 1 above which a model's failure rate is reported (ST-14)."""
    asked = _numbers(facts, "failure_rate_threshold")
    return {each.name: asked.get(each.name, FAILURE_RATE_PERCENT) / 100 for each in facts.sources}


def _numbers(facts: Facts, key: str) -> dict[str, float]:
    numbers = {}
    for source in facts.sources:
        try:
            numbers[source.name] = float(source.settings[key])
        except (KeyError, ValueError):
            continue
    return numbers
