"""What do all sections of a report rest on? The facts and the figures that more than one of them shows.

Invariant: what more than one section shows is reckoned here, once: they show the same number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import numpy as np

from xltools.model.period import Period
from xltools.model.proposed_measure import MeasureStanding
from xltools.reports.causes.analysis import Analysis, find_causes
from xltools.reports.causes.cause import WhyNone
from xltools.reports.compared_period import compared
from xltools.reports.content.cells import brief
from xltools.reports.facts import Facts
from xltools.reports.figures.bottlenecks import Bottleneck, bottlenecks
from xltools.reports.figures.columns import moments_of
from xltools.reports.figures.coverage import covers
from xltools.reports.figures.durations import Times, times
from xltools.reports.figures.failure_rates import FailureRate, failure_rates
from xltools.reports.figures.outcomes import Outcomes, outcomes
from xltools.reports.figures.overdue import LateLimit, done_late, overdue
from xltools.reports.figures.problems import Problem, problems
from xltools.reports.figures.received import Received, received_in
from xltools.reports.figures.satisfaction import Approval, approval
from xltools.reports.figures.timeliness import Judgement, judged
from xltools.reports.figures.volume import Volume, closed_in, volume
from xltools.reports.figures.window import window_of
from xltools.reports.joined_words import bracketed
from xltools.reports.row_prints import RowChanges

_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Making:
    """What is known of how the report comes about.

    Attributes:
        changes: What differs from the first making after the period was over; None where this is the first.
        first_made: When that was, as text.
        entered: By register name, where what was suggested for it stands.
    """

    changes: RowChanges | None = None
    first_made: str = ""
    entered: Mapping[str, MeasureStanding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The facts as of the cut-off, and what is reckoned from them for several sections.

    Attributes:
        facts: As of the cut-off.
        period: What is reported on.
        cut_off: The moment that everything is as of.
        now: The cases received in the period.
        before: In the one that it is compared with (`compared`).
        comparable: Whether the registers go back to that; where not, nothing is said of it.
        volume: How many cases.
        volume_before: In the period before.
        judgement: The limits that came due.
        judgement_before: In the period before.
        overdue: What is open and late.
        done_late: What was done late in the period.
        steps: How each step keeps its limits, bottlenecks first.
        times: How long it takes.
        times_before: In the period before.
        outcomes: How cases went.
        outcomes_before: In the period before.
        approval: What customers said.
        approval_before: In the period before.
        failure_rates: How often each model fails.
        problems: The frequent problems.
        analysis: What explains the change.
        detail: Indexes of the cases on sheet 明细: all that count in any figure of the period.
        making: How the report comes about.
    """

    facts: Facts
    period: Period
    cut_off: datetime
    now: Received
    before: Received
    comparable: bool
    volume: Volume
    volume_before: Volume
    judgement: Judgement
    judgement_before: Judgement
    overdue: tuple[LateLimit, ...]
    done_late: tuple[LateLimit, ...]
    steps: tuple[Bottleneck, ...]
    times: Times
    times_before: Times
    outcomes: Outcomes
    outcomes_before: Outcomes
    approval: Approval
    approval_before: Approval
    failure_rates: tuple[FailureRate, ...]
    problems: tuple[Problem, ...]
    analysis: Analysis
    detail: tuple[int, ...]
    making: Making

    @property
    def several_registers(self) -> bool:
        """Whether cases of more than one register are told of."""
        return sum(not source.trouble for source in self.facts.sources) > 1


def _days_begun(period: Period, cut_off: datetime) -> int:
    return (min(cut_off.date() + timedelta(days=cut_off.time() > time()), period.end) - period.start).days


def basis_of(facts: Facts, period: Period, cut_off: datetime, making: Making) -> Basis:
    """Reckon what the sections rest on.

    Args:
        facts: As of the cut-off.
        period: What is reported on.
        cut_off: Its end, or now where it is not over yet.
        making: How the report comes about.
    """
    previous = compared(period, cut_off)
    comparable = covers(facts, previous)
    now, before = received_in(facts, period), received_in(facts, previous)
    judgement, late, late_done = judged(facts, period), overdue(facts, period), done_late(facts, period)
    return Basis(
        facts,
        period,
        cut_off,
        now=now,
        before=before,
        comparable=comparable,
        volume=volume(facts, now),
        volume_before=volume(facts, before),
        judgement=judgement,
        judgement_before=judged(facts, previous),
        overdue=tuple(late),
        done_late=tuple(late_done),
        steps=tuple(bottlenecks(judgement)),
        times=times(facts, period),
        times_before=times(facts, previous),
        outcomes=outcomes(facts, period),
        outcomes_before=outcomes(facts, previous),
        approval=approval(facts, period),
        approval_before=approval(facts, previous),
        failure_rates=tuple(failure_rates(facts, now, _days_begun(period, cut_off))),
        problems=_told_apart(problems(facts, now, before), now),
        analysis=find_causes(facts, period, previous) if comparable else Analysis(reason_why_none=WhyNone.PART_BEFORE),
        detail=_told_of(facts, period, judgement, [*late, *late_done]),
        making=making,
    )


def _told_apart(found: Sequence[Problem], now: Received) -> tuple[Problem, ...]:
    """The problems by short names, those that are called alike (in different classes) with their class behind it."""
    named = [problem._replace(label=brief(problem.label, _LONGEST_NAME) or "") for problem in found]
    called = Counter(problem.label for problem in named)
    told: list[Problem] = []
    for problem in named:
        label = problem.label
        if called[label] > 1:
            name = now.cases["type"][problem.cases[0]]
            label = bracketed(label, name) if isinstance(name, str) else label
        twins = sum(each.label == label for each in told)
        told.append(problem._replace(label=f"{label}·{twins + 1}" if twins else label))
    return tuple(told)


def _told_of(facts: Facts, period: Period, judgement: Judgement, late: list[LateLimit]) -> tuple[int, ...]:
    """The cases that count in any figure of the period."""
    window, cases = window_of(facts, period), facts.cases
    chosen = closed_in(facts, period)
    for name in ("received_at", "first_response_at", "completed_at", "rated_at", "reopened_at", "escalated_at"):
        chosen |= window.holds(moments_of(cases, name))
    chosen[judgement.deadlines.cases[judgement.original | judgement.revised]] = True
    chosen |= cases.index.isin([each.case for each in late])
    return tuple(cases.index[np.flatnonzero(chosen)].tolist())
