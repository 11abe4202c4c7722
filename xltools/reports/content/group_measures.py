"""What can be reckoned of each group of cases in a report of a team's own? Every measure by its name (FA-16).

Invariant: a measure means what it means in the summary; rates and means stand beside their n.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xltools.language.speaking import in_every_language, text
from xltools.model.period import Period
from xltools.reports.content.cells import COUNT, HOURS, SHARE
from xltools.reports.document import Cell, ColumnKind, Value
from xltools.reports.facts import Facts
from xltools.reports.figure_cells import sampled, share
from xltools.reports.figures.breakdown import Slice, breakdown
from xltools.reports.figures.durations import Times, times_by
from xltools.reports.figures.outcomes import Outcomes, outcomes_by
from xltools.reports.figures.rate import NO_RATE, Rate
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import NO_MARK, Approval, approval_by
from xltools.reports.figures.spread import NO_SPREAD, Spread
from xltools.reports.figures.timeliness import judged
from xltools.reports.figures.workload import Workload, workload


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Everything that is known of the groups, by their names."""

    work: Mapping[str, Workload]
    slices: Mapping[str, Slice]
    times: Mapping[str, Times]
    approval: Mapping[str, Approval]
    outcomes: Mapping[str, Outcomes]
    comparable: bool

    def names(self) -> list[str]:
        """All groups that anything is known of."""
        return list(dict.fromkeys([*self.work, *self.slices, *self.times, *self.approval, *self.outcomes]))


def group_figures(facts: Facts, period: Period, earlier: Period, key: str, *, comparable: bool) -> GroupFigures:
    """Reckon everything for the groups that a column of the cases tells apart.

    Args:
        facts: As of the cut-off.
        period: What is reported on.
        earlier: What it is compared with.
        key: The column.
        comparable: Whether the registers go back to the earlier one.
    """
    judgement = judged(facts, period)
    now, before = received_in(facts, period), received_in(facts, earlier)
    return GroupFigures(
        {each.name: each for each in workload(facts, judgement, period, key)},
        {each.value: each for each in breakdown(key, now, before)},
        times_by(facts, period, key),
        approval_by(facts, period, key),
        outcomes_by(facts, period, key),
        comparable,
    )


class Measure(NamedTuple):
    """Something to be reckoned.

    Attributes:
        key: Its name in code, and on the command line in any language.
        kind: How it is written.
        value: Its cell for a group.
        sample: n for a group, where the measure is a rate or a mean.
    """

    key: str
    kind: ColumnKind
    value: Callable[[GroupFigures, str], Value]
    sample: Callable[[GroupFigures, str], int] | None = None

    @property
    def label(self) -> str:
        """Its name on the command line, in the spoken language."""
        return text(f"report.measures.{self.key}")

    @property
    def names(self) -> frozenset[str]:
        """What it is called by people of any language."""
        return in_every_language(f"report.measures.{self.key}") | {self.key}

    @property
    def head(self) -> str:
        """Of its column, with the unit."""
        return text(f"report.measure_heads.{self.key}")

    @property
    def unit(self) -> str:
        """Of the axis of a chart."""
        if self.kind is HOURS:
            return text("report.units.elapsed_hours" if self.key == _ELAPSED else "report.units.working_hours")
        return "%" if self.kind is SHARE else text("report.units.cases")


def _rate(key: str, of: Callable[[GroupFigures, str], Rate]) -> Measure:
    return Measure(
        key, SHARE, lambda figures, name: share(of(figures, name)), lambda figures, name: of(figures, name).n
    )


def _spread(key: str, part: str, of: Callable[[GroupFigures, str], Spread]) -> Measure:
    def value(figures: GroupFigures, name: str) -> Cell:
        spread = of(figures, name)
        return sampled(getattr(spread, part), small=spread.small)

    return Measure(key, HOURS, value, lambda figures, name: of(figures, name).n)


def _work(part: str) -> Callable[[GroupFigures, str], int]:
    return lambda figures, name: getattr(figures.work[name], part) if name in figures.work else 0


def _outcome(part: str) -> Callable[[GroupFigures, str], int]:
    return lambda figures, name: getattr(figures.outcomes[name], part) if name in figures.outcomes else 0


def _share_of_received(figures: GroupFigures, name: str) -> Value:
    return figures.slices[name].raw.value if name in figures.slices else None


def _once(figures: GroupFigures, name: str) -> int:
    return figures.slices[name].once.hits if name in figures.slices else 0


def _before(figures: GroupFigures, name: str) -> int | None:
    if not figures.comparable:
        return None
    return figures.slices[name].raw_before.hits if name in figures.slices else 0


def _response(figures: GroupFigures, name: str) -> Spread:
    return figures.times[name].response_working if name in figures.times else NO_SPREAD


def _resolution(figures: GroupFigures, name: str) -> Spread:
    return figures.times[name].resolution_working if name in figures.times else NO_SPREAD


def _elapsed(figures: GroupFigures, name: str) -> Spread:
    return figures.times[name].resolution if name in figures.times else NO_SPREAD


def _on_time(figures: GroupFigures, name: str) -> Rate:
    return figures.work[name].on_time.revised if name in figures.work else NO_RATE


def _on_time_first(figures: GroupFigures, name: str) -> Rate:
    return figures.work[name].on_time.original if name in figures.work else NO_RATE


def _mark(figures: GroupFigures, name: str) -> Cell:
    mark = figures.work[name].mark if name in figures.work else NO_MARK
    return sampled(mark.mean, small=mark.small)


def _rated(figures: GroupFigures, name: str) -> int:
    return figures.work[name].mark.n if name in figures.work else 0


def _satisfied(figures: GroupFigures, name: str) -> Rate:
    return figures.approval[name].satisfied if name in figures.approval else NO_RATE


def _answered(figures: GroupFigures, name: str) -> Rate:
    return figures.approval[name].response if name in figures.approval else NO_RATE


def _fixed(figures: GroupFigures, name: str) -> Rate:
    return figures.outcomes[name].first_time_fix if name in figures.outcomes else NO_RATE


def _again(figures: GroupFigures, name: str) -> Rate:
    return figures.outcomes[name].second_handling if name in figures.outcomes else NO_RATE


RECEIVED_COUNT = "received"
_ELAPSED = "mean_handling_elapsed"
_MEASURES = (
    Measure(RECEIVED_COUNT, COUNT, _work("received")),
    Measure("once", COUNT, _once),
    Measure("before", COUNT, _before),
    Measure("share", SHARE, _share_of_received),
    Measure("closed", COUNT, _work("closed")),
    Measure("open", COUNT, _work("open_after")),
    Measure("overdue", COUNT, _work("overdue")),
    _spread("mean_response", "mean", _response),
    _spread("median_response", "median", _response),
    _spread("p90_response", "p90", _response),
    _spread("mean_handling", "mean", _resolution),
    _spread("median_handling", "median", _resolution),
    _spread("p90_handling", "p90", _resolution),
    _spread(_ELAPSED, "mean", _elapsed),
    _rate("on_time", _on_time),
    _rate("on_time_original", _on_time_first),
    Measure("mark", SHARE, _mark, _rated),
    _rate("satisfied", _satisfied),
    _rate("response_rate", _answered),
    _rate("first_time_fix", _fixed),
    _rate("second_handling", _again),
    Measure("escalated", COUNT, _outcome("escalated")),
    Measure("extensions", COUNT, _outcome("extensions_applied")),
)
MEASURES: Mapping[str, Measure] = {each.key: each for each in _MEASURES}


def measure_named(name: str) -> Measure | None:
    """The measure that is called so in the spoken language, or else in any; None where there is none."""
    spoken = (each for each in _MEASURES if name == each.label)
    asked = name.casefold()
    return next(spoken, None) or next((each for each in _MEASURES if asked in map(str.casefold, each.names)), None)
