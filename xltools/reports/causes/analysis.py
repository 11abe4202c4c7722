"""What explains a period against the one before? Up to five groups of cases whose share rose beyond chance.

Greedy peeling: of all groups that rose significantly the one that explains most is named, its cases are set aside, and
what remains is tested anew. Invariant: where cases merely scatter, nothing is named; of a hundred such months one may
be wrong (`ALPHA`; measured by ``python -m tests.benchmarks causes``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from xltools.model.period import Period
from xltools.model.policy import listed_values
from xltools.reports.causes.cause import Cause, WhyNone
from xltools.reports.causes.choice import Choice, Risen
from xltools.reports.causes.segments import Block, CodedCases, Codes, Conditions, Mask, coded, segments
from xltools.reports.causes.significance import Chances
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import Facts

ALPHA = 0.05  # chance of naming anything where nothing changed; what small teams need to see anything at all
COUNT_ALPHA = 0.01  # sterner: where a problem vanishes, the shares of all others rise for certain
LEAST_CASES = 5
LEAST_RISE = 0.03  # of all cases: what is smaller is not worth a measure
LEAST_RATIO = 1.3  # of the share now to the share before
MOST_CAUSES = 5
MOST_DIMENSIONS = 14  # triples grow with the third power
CAUSE_COLUMNS = "cause_columns"  # setting: further heads of the register sheet that a cause may lie in
_LEVELS = 3  # one, two, three conditions: each may spend a third of ALPHA
_MOST_VALUES = 400  # of a dimension: keeps memory small where the period before was huge
_COUNT_CAUTION = 3  # a segment picked for its share has a high count by that alone
_LEAST_PASSED = timedelta(minutes=1)  # of a period; there is no rate per nothing
_SAID_LAST = ("type", "category", "subcategory", "problem")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found.

    Attributes:
        causes: In the order in which they were found; what explains most stands first.
        reason_why_none: None where there are causes.
        tested: How many groups were looked at in the first round.
    """

    causes: tuple[Cause, ...] = ()
    reason_why_none: WhyNone | None = None
    tested: int = 0


def find_causes(facts: Facts, period: Period, earlier: Period | None = None) -> Analysis:
    """Compare the cases received in a period with those of an earlier one. (FA-17)

    A period that is not over counts as far as the cut-off. Registers whose first case lies in the period are left out:
    their columns would rise from nothing.

    Args:
        facts: All cases.
        period: The period.
        earlier: What it is compared with; by default the like period before it.
    """
    received, earlier = facts.cases["received_at"], earlier or period.previous()
    first = received.groupby(facts.cases["register"]).transform("min")
    known = first < pd.Timestamp(period.starts_at)
    now = facts.cases.index[known & _within(received, period)]
    before = facts.cases.index[known & _within(received, earlier)]
    if not len(now) and _within(received, period).any():
        return Analysis(reason_why_none=WhyNone.NEW_REGISTERS)
    end = period.ends_at if facts.cut_off is None else min(facts.cut_off, period.ends_at)
    passed = max(end - period.starts_at, _LEAST_PASSED)
    exposure = passed / (earlier.ends_at - earlier.starts_at)
    return analyse(facts, now.to_list(), before.to_list(), exposure=exposure)


def _within(received: pd.Series, period: Period) -> pd.Series:
    return (received >= pd.Timestamp(period.starts_at)) & (received < pd.Timestamp(period.ends_at))


def analyse(facts: Facts, now: Sequence[int], before: Sequence[int], *, exposure: float = 1.0) -> Analysis:
    """Compare some cases with others.

    Args:
        facts: Where they stand.
        now: Indexes of this period's cases in `Facts.cases`.
        before: Indexes of those of the period before.
        exposure: This period's length in lengths of the one before.
    """
    if why := _why_not(now, before):
        return Analysis(reason_why_none=why)
    support = max(LEAST_CASES, int(np.ceil(LEAST_RISE * len(now))), (len(now) + len(before)) // _MOST_VALUES)
    indexes = np.array([*now, *before], dtype=np.int64)
    cases = coded(facts.cases, _dimensions(facts), indexes[: len(now)], indexes[len(now) :], support)
    if not cases.labels:
        return Analysis(reason_why_none=WhyNone.NOTHING_TO_COMPARE)
    return _Peeling(cases, indexes, support, exposure).analysis()


def _why_not(now: Sequence[int], before: Sequence[int]) -> WhyNone | None:
    if not now:
        return WhyNone.NONE_NOW
    if not before:
        return WhyNone.NONE_BEFORE
    return WhyNone.FEW if len(now) < LEAST_CASES else None


def _dimensions(facts: Facts) -> list[tuple[str, str]]:
    wanted = {head for source in facts.sources for head in listed_values(source.settings.get(CAUSE_COLUMNS, ""))}
    own = [(head, head) for head in facts.own_dimensions if head in wanted]  # most others are known only afterwards
    return [*((each.label, each.key) for each in DIMENSIONS if each.causal), *own][:MOST_DIMENSIONS]


class _Peeling:
    """The rounds of one analysis."""

    def __init__(self, cases: CodedCases, indexes: Codes, support: int, exposure: float) -> None:
        self._cases, self._indexes, self._support, self._exposure = cases, indexes, support, exposure
        self._totals = (cases.now, len(indexes) - cases.now)
        self._chances = Chances(len(indexes))
        self._tested = 0

    def analysis(self) -> Analysis:
        """Name causes until nothing that remains is significant."""
        active: Mask = np.ones(len(self._indexes), dtype=bool)
        causes: list[Cause] = []
        tested = 0
        while len(causes) < MOST_CAUSES and (risen := self._risen(active)):
            tested = tested or self._tested
            chosen = Choice(self._cases, self._chances, active, ALPHA).best(risen)
            mask = self._cases.mask(chosen.conditions)
            causes.append(self._cause(chosen, mask, active))
            active &= ~mask
        return Analysis(tuple(causes), None if causes else self._why_none(), tested or self._tested)

    def _why_none(self) -> WhyNone:
        now, before = self._totals
        if not self._tested:
            return WhyNone.FEW
        return WhyNone.RISES_ALIKE if self._chances.of_count(now, before, self._exposure) <= ALPHA else WhyNone.CHANCE

    def _risen(self, active: Mask) -> list[Risen]:
        """The segments of the active cases whose share and count rose significantly.

        Counts are judged besides shares, because where other cases became fewer a share rises and nothing has come
        about. They are corrected for the segments whose share rose, which are few.
        """
        blocks = list(segments(self._cases, active, self._support))
        tested = [0] * (_LEVELS + 1)
        for block in blocks:
            tested[len(block.dimensions)] += len(block.now)
        self._tested = sum(tested)
        totals = self._cases.counts(active)
        shares = [each for block in blocks for each in self._larger(block, totals, tested[len(block.dimensions)])]
        found = []
        for each in shares:
            counts = self._cases.counts(active & self._cases.mask(each.conditions))
            chance = self._chances.of_count(*counts, self._exposure) * len(shares) * _COUNT_CAUTION
            if chance <= COUNT_ALPHA:
                found.append(each._replace(p_value=max(chance, each.p_value)))
        return found

    def _larger(self, block: Block, totals: tuple[int, int], tested: int) -> Iterator[Risen]:
        """The segments of a block whose share rose significantly and enough to matter."""
        now, before = totals
        if not now or not before:
            return
        expected = block.before * (now / before)
        excess = block.now - expected
        worth = (block.now >= LEAST_CASES) & (excess >= LEAST_RISE * self._totals[0])
        worth &= block.now >= LEAST_RATIO * expected
        for place in np.flatnonzero(worth).tolist():
            counts = int(block.now[place]), int(block.before[place])
            chance = self._chances.of_share(*counts, *totals) * _LEVELS * tested
            if chance <= ALPHA:
                yield Risen(block.conditions(place), float(excess[place]), chance)

    def _cause(self, chosen: Risen, mask: Mask, active: Mask) -> Cause:
        now, before = self._cases.counts(mask)
        total_now, total_before = self._totals
        increase, increase_of_all = now - before * self._exposure, total_now - total_before * self._exposure
        mine = mask[: self._cases.now]
        return Cause(
            self._named(chosen.conditions),
            now=now,
            before=before,
            total_now=total_now,
            total_before=total_before,
            contribution=increase / increase_of_all if increase > 0 and increase_of_all > 0 else None,
            p_value=chosen.p_value,
            cases=tuple(self._indexes[: self._cases.now][mine].tolist()),
            named_before=int(np.count_nonzero(mine & ~active[: self._cases.now])),
        )

    def _named(self, conditions: Conditions) -> tuple[tuple[str, str], ...]:
        """What it is first, what is wrong with it last: 「A型号·第2批次·电池故障」."""
        named = [(self._cases.labels[place], self._cases.values[place][value]) for place, value in conditions]
        last = {each.label for each in DIMENSIONS if each.key in _SAID_LAST}
        return tuple(sorted(named, key=lambda condition: condition[0] in last))
