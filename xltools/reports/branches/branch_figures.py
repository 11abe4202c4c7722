"""What is known of one branch in numbers? Counts and sums of one register for a period and the one before it.

Invariant: everything in them can be added up, and none of it tells of a single case or person: what is kept, sent and
merged is bounded by the figures, not by the rows.
"""

from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import datetime

from xltools.model.period import Period
from xltools.reports.branches.minute_counts import MinuteCounts
from xltools.reports.figures.rate import Rate

Tallies = dict[str, Counter[str]]
# Keys of `PeriodFigures.received_by`, as columns of `xltools.reports.facts.Facts.cases` are called.
COUNTED_BY = ("type", "category", "channel", "priority", "department", "state")
# Keys of `PeriodFigures.hours`, likewise.
RESPONSE, RESPONSE_WORKING = "response_hours", "response_working_hours"
RESOLUTION, RESOLUTION_WORKING = "resolution_hours", "resolution_working_hours"
# Counts of `PeriodFigures.limits`: limits that came due by the deadline with extensions, or by the first one.
DUE, MET, FIRST_DUE, FIRST_MET = "due", "met", "first_due", "first_met"


@dataclass(frozen=True, slots=True)
class FigureSpan:
    """What figures are about.

    Attributes:
        period: What is reported on.
        before: What it is compared with.
        cut_off: What is dated at or after this moment is not known.
    """

    period: Period
    before: Period
    cut_off: datetime


@dataclass(slots=True)
class PeriodFigures:
    """One or many registers in one period; what each figure means, `xltools.reports.figures` defines.

    Attributes:
        received: Cases that came in, raw.
        closed: Closed, whenever received.
        open_before: Open at its beginning.
        open_after: Open at its end, or at the cut-off.
        overdue: Of these, cases with a limit that is late.
        first_time: Closed with one round and no reopening.
        second_handling: Closed otherwise.
        reopened: Second handling began.
        escalated: Escalated, for the last time.
        extensions: Extensions that were applied for.
        completed: Done; none in a register without a field of ratings.
        answered: Of these, rated by any mark up to the end.
        rated: Rated in the period by a mark that could have been a low one.
        satisfied: Of these, without a low mark.
        received_by: By the key of a dimension and its value ("" where nothing stands), how many were received.
        problems: Of those received, how many are about each word of the keyword library.
        limits: By the words of a limit, how many came due and were met (`DUE` …).
        marks: By what was marked, how often each mark was given: ``4/5`` is 4 of 5.
        hours: Durations by measure (`RESPONSE` …).
    """

    received: int = 0
    closed: int = 0
    open_before: int = 0
    open_after: int = 0
    overdue: int = 0
    first_time: int = 0
    second_handling: int = 0
    reopened: int = 0
    escalated: int = 0
    extensions: int = 0
    completed: int = 0
    answered: int = 0
    rated: int = 0
    satisfied: int = 0
    received_by: Tallies = field(default_factory=dict)
    problems: Counter[str] = field(default_factory=Counter)
    limits: Tallies = field(default_factory=dict)
    marks: Tallies = field(default_factory=dict)
    hours: dict[str, MinuteCounts] = field(default_factory=dict)

    def add(self, other: "PeriodFigures") -> None:
        """Count what another counts as well; in which order many are added makes no difference."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.problems.update(other.problems)
        for name in TALLIES:
            mine: Tallies = getattr(self, name)
            for key, counts in getattr(other, name).items():
                mine.setdefault(key, Counter()).update(counts)
        for measure, durations in other.hours.items():
            self.hours.setdefault(measure, MinuteCounts()).add(durations)

    def duration(self, measure: str) -> MinuteCounts:
        """The durations of a measure; none where nothing was measured."""
        return self.hours.get(measure, MinuteCounts())

    def on_time(self, label: str | None = None) -> Rate:
        """Limits met in time, of those that came due: of one limit, or of all."""
        return self._limits(label, MET, DUE)

    def on_time_first(self, label: str | None = None) -> Rate:
        """The same by the deadlines as they were first set."""
        return self._limits(label, FIRST_MET, FIRST_DUE)

    def _limits(self, label: str | None, met: str, due: str) -> Rate:
        counted = self.limits.values() if label is None else [self.limits.get(label, Counter())]
        return Rate(sum(each[met] for each in counted), sum(each[due] for each in counted))

    @property
    def first_time_fix(self) -> Rate:
        """Closed with one round, of all closed."""
        return Rate(self.first_time, self.first_time + self.second_handling)

    @property
    def satisfaction(self) -> Rate:
        """Cases without a low mark, of those rated."""
        return Rate(self.satisfied, self.rated)

    @property
    def response_rate(self) -> Rate:
        """Cases with any mark, of those done in registers that ask."""
        return Rate(self.answered, self.completed)


COUNTS = tuple(each.name for each in fields(PeriodFigures) if each.type is int)
TALLIES = tuple(each.name for each in fields(PeriodFigures) if each.type is Tallies)


@dataclass(slots=True)
class BranchFigures:
    """One register.

    Attributes:
        place: Where it is: its path or address.
        title: What its definition calls it.
        template: The name of its definition.
        language: In which it is kept.
        company: As its settings say.
        department: Likewise, who makes its reports.
        rows: Cases in it.
        unnumbered: Of these, not refreshed yet.
        undated: Rows without a moment of receipt: they belong to no period.
        now: In the period.
        before: In the one that it is compared with.
    """

    place: str
    title: str = ""
    template: str = ""
    language: str = ""
    company: str = ""
    department: str = ""
    rows: int = 0
    unnumbered: int = 0
    undated: int = 0
    now: PeriodFigures = field(default_factory=PeriodFigures)
    before: PeriodFigures = field(default_factory=PeriodFigures)
