"""Which of the groups that rose is the cause? As narrow as the rise is, and no narrower.

Invariant: each condition of what is chosen earns its place: either the group rose more by it than without it, or it
holds for practically all that rose and is rare elsewhere (all those phones came from one batch: then say so).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xltools.reports.causes.segments import CodedCases, Conditions, Mask
from xltools.reports.causes.significance import Chances

CARRIED = 0.8  # of a group's excess: parts that rose more than the rest and carry so much take its place
SAME = 0.9  # of a group's excess: a part that carries so much is practically the group, told in more words
TELLING = 0.4  # of all other cases: a condition that more of them meet says little of the group
_MOST_PARTS = 3


class Risen(NamedTuple):
    """A group whose share rose significantly.

    Attributes:
        conditions: What its cases share.
        excess: How many more cases it has than it would have if its share had stayed.
        p_value: Corrected for all groups tested.
    """

    conditions: Conditions
    excess: float
    p_value: float


class Choice:
    """Chooses among the groups that rose within the active cases."""

    def __init__(self, cases: CodedCases, chances: Chances, active: Mask, alpha: float) -> None:
        """Everything is counted among the active cases only."""
        self._cases, self._chances, self._active, self._alpha = cases, chances, active, alpha
        self._totals = cases.counts(active)

    def best(self, risen: Sequence[Risen]) -> Risen:
        """The group that explains most, narrowed and widened as far as that is right.

        Args:
            risen: The groups that rose; at least one.
        """
        chosen = max(risen, key=lambda each: (each.excess, -len(each.conditions)))
        while (part := self._part(chosen, risen)) is not None:
            chosen = part
        while (whole := self._whole(chosen, risen)) is not None:
            chosen = whole
        return chosen

    def _part(self, chosen: Risen, risen: Sequence[Risen]) -> Risen | None:
        """A narrower group that says better what rose; None where there is none."""
        parts = [each for each in risen if set(each.conditions) > set(chosen.conditions)]
        parts.sort(key=lambda part: -part.excess)
        return self._rising_part(chosen, parts) or self._telling_part(chosen, parts)

    def _rising_part(self, chosen: Risen, parts: Sequence[Risen]) -> Risen | None:
        """The largest of the parts that rose more than the rest of the group, if they carry its excess together."""
        within = self._mask(chosen)
        first: Risen | None = None
        count, carried = 0, 0.0
        for each in parts:
            mask = self._mask(each) & within
            if not self._stands_out(mask, within, len(parts)):
                continue
            first, count, carried = first or each, count + 1, carried + self._excess(mask)
            within = within & ~mask
            if carried >= CARRIED * chosen.excess:
                return first
            if count == _MOST_PARTS:
                break
        return None

    def _telling_part(self, chosen: Risen, parts: Sequence[Risen]) -> Risen | None:
        """Of the parts that are practically the group, the one whose further conditions are the rarest elsewhere."""
        same = [part for part in parts if part.excess >= SAME * chosen.excess]
        usual = {part: self._elsewhere(part, chosen) for part in same}
        return min((part for part in same if usual[part] <= TELLING), key=lambda part: usual[part], default=None)

    def _whole(self, chosen: Risen, risen: Sequence[Risen]) -> Risen | None:
        """The group without a condition that neither rose more nor says more."""
        known = {each.conditions: each for each in risen}
        mask = self._mask(chosen)
        for condition in chosen.conditions:
            whole = known.get(tuple(each for each in chosen.conditions if each != condition))
            if whole is None or self._stands_out(mask, self._mask(whole), 1):
                continue
            if chosen.excess < SAME * whole.excess or self._elsewhere(chosen, whole) > TELLING:
                return whole
        return None

    def _elsewhere(self, part: Risen, whole: Risen) -> float:
        """How many of the cases outside the whole meet the further conditions of the part."""
        others = self._active & ~self._mask(whole)
        further = tuple(each for each in part.conditions if each not in whole.conditions)
        return float(np.mean(self._cases.mask(further)[others])) if others.any() else 1.0

    def _mask(self, group: Risen) -> Mask:
        return self._active & self._cases.mask(group.conditions)

    def _stands_out(self, part: Mask, whole: Mask, tested: int) -> bool:
        """Whether the part's share of the whole rose beyond chance."""
        chance = self._chances.of_share(*self._cases.counts(part), *self._cases.counts(whole))
        return chance * tested <= self._alpha

    def _excess(self, mask: Mask) -> float:
        now, before = self._cases.counts(mask)
        return now - before * (self._totals[0] / self._totals[1])
