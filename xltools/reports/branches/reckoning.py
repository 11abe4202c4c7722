"""What do the figures of a report say of each of some registers? Reckoned for all of them at once, told one by one.

Invariant: no figure is defined here: which case and which limit counts, `xltools.reports.figures` says, so that the sum
over all registers is what a report over all their rows would say.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from xltools.model.period import Period
from xltools.reports.branches.branch_figures import (
    COUNTED_BY,
    DUE,
    FIRST_DUE,
    FIRST_MET,
    MET,
    BranchFigures,
    FigureSpan,
    PeriodFigures,
)
from xltools.reports.branches.minute_counts import MinuteCounts
from xltools.reports.extraction.merging import merged_facts
from xltools.reports.extraction.register_facts import RegisterFacts
from xltools.reports.facts import Facts
from xltools.reports.figures.columns import Flags, Places, moments_of, numbers_of, places_of
from xltools.reports.figures.durations import ENDED_BY
from xltools.reports.figures.groups import Groups, groups_of
from xltools.reports.figures.outcomes import outcomes_by
from xltools.reports.figures.overdue import overdue_cases
from xltools.reports.figures.satisfaction import approval_by
from xltools.reports.figures.timeliness import judged
from xltools.reports.figures.volume import closed_in, open_after, open_before
from xltools.reports.figures.window import window_of

_SECONDS_AN_HOUR = 3600
_REGISTER = "register"


def branch_figures(registers: Sequence[RegisterFacts], span: FigureSpan) -> list[BranchFigures]:
    """The figures of some registers.

    Args:
        registers: What was extracted of each; the file of each is its place, and no two are the same.
        span: What the figures are about.

    Returns:
        In the order of the registers.
    """
    facts = merged_facts(registers).as_of(span.cut_off)
    names = [source.name for source in facts.sources]
    now, before = (_of_period(facts, period, names) for period in (span.period, span.before))
    found = {
        source.file: BranchFigures(
            source.file,
            title=registered.source.name,
            template=source.template,
            language=source.language,
            company=source.settings.get("company_name", ""),
            department=source.settings.get("service_department", ""),
            rows=source.rows,
            unnumbered=source.unnumbered,
            undated=source.undated,
            now=now[source.name],
            before=before[source.name],
        )
        for source, registered in zip(facts.sources, sorted(registers, key=lambda each: each.source.file), strict=True)
    }
    return [found[each.source.file] for each in registers]


def _of_period(facts: Facts, period: Period, names: Sequence[str]) -> dict[str, PeriodFigures]:
    registers = groups_of(facts.cases, _REGISTER)
    figures = {name: PeriodFigures() for name in names}
    _count_cases(figures, registers, facts, period)
    _count_outcomes(figures, facts, period)
    _count_limits(figures, registers, facts, period)
    _count_received(figures, registers, facts, period)
    _count_marks(figures, registers, facts, period)
    _measure(figures, registers, facts, period)
    return figures


def _count_cases(figures: dict[str, PeriodFigures], registers: Groups, facts: Facts, period: Period) -> None:
    flags = {
        "received": window_of(facts, period).holds(moments_of(facts.cases, "received_at")),
        "closed": closed_in(facts, period),
        "open_before": open_before(facts, period),
        "open_after": open_after(facts, period),
    }
    for count, chosen in flags.items():
        for name, found in zip(registers.names, registers.count(chosen).tolist(), strict=True):
            setattr(figures[name], count, found)


def _count_outcomes(figures: dict[str, PeriodFigures], facts: Facts, period: Period) -> None:
    for name, outcome in outcomes_by(facts, period, _REGISTER).items():
        mine = figures[name]
        mine.first_time, mine.second_handling = outcome.first_time_fix.hits, outcome.second_handling.hits
        mine.reopened, mine.escalated = outcome.reopened, outcome.escalated
        mine.extensions = outcome.extensions_applied
    for name, approval in approval_by(facts, period, _REGISTER).items():
        mine = figures[name]
        mine.satisfied, mine.rated = approval.satisfied
        mine.answered, mine.completed = approval.response


def _count_limits(figures: dict[str, PeriodFigures], registers: Groups, facts: Facts, period: Period) -> None:
    judgement = judged(facts, period)
    places = judgement.deadlines.cases
    labels = judgement.deadlines.rows["label"].tolist()
    flags = {
        DUE: judgement.revised,
        MET: judgement.revised_met,
        FIRST_DUE: judgement.original,
        FIRST_MET: judgement.original_met,
    }
    for what, chosen in flags.items():
        for (name, label), found in _pairs(registers, places, labels, chosen).items():
            figures[name].limits.setdefault(str(label), Counter())[what] = found
    late = overdue_cases(facts, period, judgement.deadlines)
    for name, found in zip(registers.names, registers.count(late).tolist(), strict=True):
        figures[name].overdue = found


def _count_received(figures: dict[str, PeriodFigures], registers: Groups, facts: Facts, period: Period) -> None:
    received = window_of(facts, period).holds(moments_of(facts.cases, "received_at"))
    every = np.arange(len(received), dtype="int64")
    for key in COUNTED_BY:
        for (name, value), found in _pairs(registers, every, facts.cases[key].tolist(), received).items():
            told = value.strip() if isinstance(value, str) else ""
            figures[name].received_by.setdefault(key, Counter())[told] += found
    for (name, word), found in _pairs(registers, every, facts.cases["problem"].tolist(), received).items():
        if isinstance(word, str):
            figures[name].problems[word] = found


def _count_marks(figures: dict[str, PeriodFigures], registers: Groups, facts: Facts, period: Period) -> None:
    places = places_of(facts.ratings, facts)
    values, tops = numbers_of(facts.ratings, "value"), numbers_of(facts.ratings, "top")
    rated = window_of(facts, period).holds(moments_of(facts.ratings, "rated_at")) & (places >= 0) & ~np.isnan(values)
    dimensions = facts.ratings["dimension"].tolist()
    for row in np.flatnonzero(rated).tolist():
        mine = figures[registers.names[registers.codes[places[row]]]]
        mine.marks.setdefault(str(dimensions[row]), Counter())[f"{values[row]:g}/{tops[row]:g}"] += 1


def _measure(figures: dict[str, PeriodFigures], registers: Groups, facts: Facts, period: Period) -> None:
    for measure, ended_by in ENDED_BY.items():
        hours = numbers_of(facts.cases, measure)
        chosen = window_of(facts, period).holds(moments_of(facts.cases, ended_by)) & ~np.isnan(hours)
        seconds = np.rint(hours[chosen] * _SECONDS_AN_HOUR).astype("int64").tolist()
        for code, length in zip(registers.codes[chosen].tolist(), seconds, strict=True):
            figures[registers.names[code]].hours.setdefault(measure, MinuteCounts()).count(length)


def _pairs(registers: Groups, places: Places, values: Sequence[object], chosen: Flags) -> "Counter[tuple[str, object]]":
    """How many of the chosen rows each register has of each value.

    Args:
        registers: Of the cases.
        places: By row, the place of its case.
        values: By row.
        chosen: Which rows count.
    """
    told = np.flatnonzero(chosen)
    names = [registers.names[code] for code in registers.codes[places[told]].tolist()]
    return Counter(zip(names, (values[row] for row in told.tolist()), strict=True))
