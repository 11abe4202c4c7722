"""How do a report's suggestions get onto the sheets 改进项? Through the same refresh that serves every register.

Invariant: a measure is entered once, whoever makes the report how often; a register that is busy is left for the next
making.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xltools.errors import XltoolsError
from xltools.model.proposed_measure import MeasureStanding, ProposedMeasure
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.reporting.gathering import Gap
from xltools.reports.facts import Facts


class Entering(NamedTuple):
    """What became of the measures.

    Attributes:
        entered: By register name, how many were entered now.
        failed: Registers that could not be written, and why.
        standing: By register name, where its measures stand.
    """

    entered: Mapping[str, int]
    failed: tuple[Gap, ...]
    standing: Mapping[str, MeasureStanding]


def enter_measures(
    measures: Mapping[str, Sequence[ProposedMeasure]], facts: Facts, paths: Mapping[str, Path], now: datetime
) -> Entering:
    """Refresh the registers whose sheets lack any of the measures.

    Args:
        measures: By register name.
        facts: What the sheets hold already.
        paths: Where the registers are, by name.
        now: The moment of the refresh.
    """
    entered: dict[str, int] = {}
    failed: list[Gap] = []
    standing, known = standing_measures(measures, facts), _titles(facts)
    for name in [name for name, there in standing.items() if there is MeasureStanding.PENDING]:
        path, titles = paths[name], {each.title for each in measures[name]}
        try:
            result = refresh(path, now, order=PassOrder(Cause.REPORT, measures=tuple(measures[name])))
        except XltoolsError as error:
            failed.append(Gap(path, error))
            continue
        added = sum(isinstance(edit.value, str) and edit.value in titles for edit in result.edits)
        lacking = titles - known.get(name, set())
        standing[name] = MeasureStanding.ENTERED if added == len(lacking) else MeasureStanding.REMOVED
        if added:
            entered[name] = added
    return Entering(entered, tuple(failed), standing)


def standing_measures(measures: Mapping[str, Sequence[ProposedMeasure]], facts: Facts) -> dict[str, MeasureStanding]:
    """By register name, whether all of its measures stand on its sheet."""
    titles = _titles(facts)
    return {
        name: MeasureStanding.ENTERED
        if {each.title for each in wanted} <= titles.get(name, set())
        else MeasureStanding.PENDING
        for name, wanted in measures.items()
    }


def _titles(facts: Facts) -> dict[str, set[str]]:
    titles: dict[str, set[str]] = {}
    for register, title in zip(facts.improvements["register"], facts.improvements["title"], strict=True):
        titles.setdefault(register, set()).add(title)
    return titles
