"""How are causes and suggestions defined, in the words of sheet 口径?

Invariant: thresholds are taken from where they are applied, so that the words cannot differ from what is done.
"""

from xltools.language.speaking import text
from xltools.reports.causes.analysis import ALPHA, LEAST_CASES, LEAST_RATIO, LEAST_RISE, MOST_CAUSES
from xltools.reports.causes.choice import CARRIED
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.figures.definition import Definition
from xltools.reports.joined_words import listed


def definitions() -> list[Definition]:
    """What is defined, and its meaning, in the spoken language."""
    return [
        _defined("cause", dimensions=listed(each.label for each in DIMENSIONS if each.causal)),
        _defined("test", alpha=ALPHA, rise=LEAST_RISE * 100, ratio=LEAST_RATIO, cases=LEAST_CASES),
        _defined("choice", most=MOST_CAUSES, carried=CARRIED),
        _defined("contribution"),
        _defined("suggestions"),
    ]


def _defined(key: str, **values: object) -> Definition:
    return text(f"causes.definitions.{key}.name"), text(f"causes.definitions.{key}.meaning", **values)
