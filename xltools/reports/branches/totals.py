"""What do all branches come to, and how does each stand? Added up one by one as they are read.

Invariant: of a branch stays one line of numbers, of everything else the sum; in which order branches come makes no
difference.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from xltools.language.speaking import speaking
from xltools.reports.branches.branch_figures import (
    RESOLUTION_WORKING,
    RESPONSE_WORKING,
    BranchFigures,
    PeriodFigures,
)
from xltools.reports.figures.keyword_families import family_key
from xltools.reports.figures.quantiles import MEDIAN
from xltools.reports.figures.rate import Rate

_WHERE = 3


class BranchLine(NamedTuple):
    """One branch in the tables.

    Attributes:
        name: What the branch is called.
        place: Where its register is.
        title: What the register is called.
        rows: Cases in it.
        unnumbered: Rows that were not refreshed yet.
        undated: Rows without a moment of receipt.
        received: In the period; this and the next five as in `PeriodFigures`.
        received_before: In the period before.
        closed: In the period.
        open_before: At its beginning.
        open_after: At its end.
        overdue: Open and late.
        on_time: Limits met, of those that came due.
        on_time_before: In the period before.
        by_limit: The same by limit.
        first_time_fix: Closed with one round, of all closed.
        satisfaction: Cases without a low mark, of those rated.
        satisfaction_before: In the period before.
        response_rate: Cases with any mark, of those done in registers that ask.
        response: Median working hours until the first response; None where there is none.
        resolution: Median working hours until done; likewise.
        responded: How many the first median is of.
        resolved: How many the second is of.
    """

    name: str
    place: str
    title: str
    rows: int
    unnumbered: int
    undated: int
    received: int
    received_before: int
    closed: int
    open_before: int
    open_after: int
    overdue: int
    on_time: Rate
    on_time_before: Rate
    by_limit: dict[str, Rate]
    first_time_fix: Rate
    satisfaction: Rate
    satisfaction_before: Rate
    response_rate: Rate
    response: float | None
    resolution: float | None
    responded: int
    resolved: int


@dataclass(slots=True)
class ProblemSum:
    """One problem over all branches.

    Attributes:
        words: Keywords of the family, with the cases received about each.
        before: Cases of the period before.
        where: The branches with most cases of it: (cases, branch), most first.
    """

    words: Counter[str] = field(default_factory=Counter)
    before: int = 0
    where: list[tuple[int, str]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The keyword that most cases have."""
        return min(self.words, key=lambda word: (-self.words[word], word), default="")

    @property
    def count(self) -> int:
        """How many cases were received about it."""
        return self.words.total()


@dataclass(slots=True)
class BranchTotals:
    """All branches together.

    Attributes:
        now: The sum over the period.
        before: The sum over the one before it.
        lines: The branches, in the order in which they came.
        problems: By the family of the keyword.
        said: How many registers say so, by company, department, language and template.
    """

    now: PeriodFigures = field(default_factory=PeriodFigures)
    before: PeriodFigures = field(default_factory=PeriodFigures)
    lines: list[BranchLine] = field(default_factory=list)
    problems: dict[str, ProblemSum] = field(default_factory=dict)
    said: dict[str, Counter[str]] = field(default_factory=dict)

    def take(self, name: str, figures: BranchFigures) -> None:
        """Add a branch."""
        self.now.add(figures.now)
        self.before.add(figures.before)
        self.lines.append(_line(name, figures))
        for what in ("company", "department", "language", "template"):
            self.said.setdefault(what, Counter())[getattr(figures, what)] += 1
        self._take_problems(name, figures)

    def mostly_said(self, what: str) -> str:
        """What more than half of the registers say that say anything; "" where they differ."""
        said = {each: count for each, count in self.said.get(what, Counter()).items() if each}
        return next((each for each, count in said.items() if count * 2 > sum(said.values())), "")

    def top_problems(self, count: int) -> list[ProblemSum]:
        """The most frequent problems, the most frequent first."""
        return nsmallest(
            count,
            (each for each in self.problems.values() if each.count),
            key=lambda each: (-each.count, each.label),
        )

    def _take_problems(self, name: str, figures: BranchFigures) -> None:
        mine: Counter[str] = Counter()
        for word, count in figures.now.problems.items():
            key = _family(figures.language, word)
            mine[key] += count
            self.problems.setdefault(key, ProblemSum()).words[word] += count
        for word, count in figures.before.problems.items():
            self.problems.setdefault(_family(figures.language, word), ProblemSum()).before += count
        for key, count in mine.items():
            told = self.problems[key]
            told.where = nsmallest(_WHERE, [*told.where, (count, name)], key=lambda each: (-each[0], each[1]))


@dataclass(frozen=True, slots=True)
class BranchGap:
    """A branch that is missing from the figures.

    Attributes:
        name: What it is called.
        place: Where its register should be.
        reason: Why it could not be read, in words.
        last_read: When it was read the last time, as text; "" where it never was.
    """

    name: str
    place: str
    reason: str
    last_read: str = ""


@dataclass(frozen=True, slots=True)
class BranchBasis:
    """What the report of all branches rests on.

    Attributes:
        totals: The figures.
        gaps: What is missing.
        copies: Places of registers that hold the very same bytes, two or more together.
        passed_over: How many workbooks were no registers.
        cut_off: The moment that everything is as of.
        over: Whether the period was over by then.
        label: The period in words.
        before_label: The one that it is compared with.
    """

    totals: BranchTotals
    gaps: tuple[BranchGap, ...]
    copies: tuple[tuple[str, ...], ...]
    passed_over: int
    cut_off: datetime
    over: bool
    label: str
    before_label: str


@lru_cache(maxsize=16_384)
def _family(language: str, word: str) -> str:
    """Branches share their keywords: those of one are mostly those of the others."""
    with speaking(language):
        return family_key(word)


def _line(name: str, figures: BranchFigures) -> BranchLine:
    now, before = figures.now, figures.before
    response, resolution = now.duration(RESPONSE_WORKING), now.duration(RESOLUTION_WORKING)
    return BranchLine(
        name=name,
        place=figures.place,
        title=figures.title,
        rows=figures.rows,
        unnumbered=figures.unnumbered,
        undated=figures.undated,
        received=now.received,
        received_before=before.received,
        closed=now.closed,
        open_before=now.open_before,
        open_after=now.open_after,
        overdue=now.overdue,
        on_time=now.on_time(),
        on_time_before=before.on_time(),
        by_limit={label: now.on_time(label) for label in sorted(now.limits)},
        first_time_fix=now.first_time_fix,
        satisfaction=now.satisfaction,
        satisfaction_before=before.satisfaction,
        response_rate=now.response_rate,
        response=response.quantile(MEDIAN),
        resolution=resolution.quantile(MEDIAN),
        responded=response.n,
        resolved=resolution.n,
    )
