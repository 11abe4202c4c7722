"""How does a suggestion become an improvement item? With a title that tells period and cause.

Invariant: the same cause, period and suggestions give the same titles, so that an item is entered once.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.period import Period
from xltools.model.proposed_measure import LONGEST_TITLE, ProposedMeasure
from xltools.reports.facts import Suggestion


class RegisterMeasure(NamedTuple):
    """A measure, and whose sheet 改进项 it belongs on.

    Attributes:
        register: The register's name in the report.
        measure: What is entered.
    """

    register: str
    measure: ProposedMeasure


def proposed_measures(
    cause: str, suggestions: Sequence[Suggestion], period: Period, proposed_on: date, due_on: date | None = None
) -> list[RegisterMeasure]:
    """The improvement items for one cause; the second and later ones of a register bear a number.

    Args:
        cause: Its name: `Cause.name`, or the name of a problem.
        suggestions: What is done about it.
        period: The period of the report.
        proposed_on: The day of the report.
        due_on: When it shall be done, if that is known.
    """
    found: list[RegisterMeasure] = []
    for each in suggestions:
        place = 1 + sum(other.register == each.register for other in found)
        end = text("causes.measure.further", place=place) if place > 1 else ""
        start = text("causes.measure.title", period=period.label, cause=cause)
        title = start[: LONGEST_TITLE - len(end)] + end
        measure = ProposedMeasure(title, each.kind, each.measure, each.department, proposed_on, due_on)
        found.append(RegisterMeasure(each.register, measure))
    return found
