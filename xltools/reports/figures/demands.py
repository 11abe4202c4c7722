"""What do customers ask for, time and again? (FR-15: common demands)

Invariant: a demand is a case that its register itself calls one: by a word of its classes.
"""

from collections.abc import Iterable
from dataclasses import replace

from xltools.language.speaking import in_every_language, text
from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.definition import Definition, defined
from xltools.reports.figures.problems import Problem, problems
from xltools.reports.figures.received import received_in
from xltools.reports.joined_words import listed

_CLASSES = ("type", "category", "subcategory")


def definitions() -> tuple[Definition, ...]:
    """What sheet 口径 says of this."""
    words, but = text("figures.demands.words").split("|"), text("figures.demands.no_demand")
    return (defined("demands", words=listed(words), but=but),)


def _are_demands(names: Iterable[object]) -> set[str]:
    """Registers may be kept in other languages than the report speaks."""
    words = [word for said in in_every_language("figures.demands.words") for word in said.split("|")]
    complaints = in_every_language("figures.demands.no_demand")

    def holds(name: str, of: Iterable[str]) -> bool:
        return any(word in name.casefold() for word in of)

    return {name for name in names if isinstance(name, str) and holds(name, words) and not holds(name, complaints)}


def demands(facts: Facts, period: Period, earlier: Period) -> list[Problem]:
    """The demands of the period, grouped and ranked as problems are; shares are of all demands.

    Args:
        facts: As of the cut-off.
        period: What is reported on.
        earlier: What it is compared with.
    """
    called = _are_demands(name for column in _CLASSES for name in facts.cases[column].unique())
    asking = facts.cases[list(_CLASSES)].isin(called).any(axis=1)
    asked = replace(facts, cases=facts.cases[asking])
    return problems(asked, received_in(asked, period), received_in(asked, earlier), least=1)
