"""What is a cause, and how is it said in a sentence?

Invariant: every figure of the sentence can be counted again on the register: all cases of both periods that meet the
conditions, whether or not another cause names them too.
"""

from dataclasses import dataclass
from enum import StrEnum

from xltools.language.speaking import text


@dataclass(frozen=True, slots=True)
class Cause:
    """A group of cases whose share rose beyond chance.

    Attributes:
        conditions: What its cases share: label of the dimension, value.
        now: Its cases in this period, each registered case counted.
        before: Its cases in the period before.
        total_now: All cases of this period.
        total_before: All cases of the period before.
        contribution: Its part of the increase, from 0, above 1 where other cases became fewer: its increase over the
            increase of all cases; in both the period before is taken at the length of this one. None where either did
            not rise.
        p_value: How likely it is that some group rises so much by chance, all groups that were tested considered.
        cases: Indexes in `Facts.cases` of its cases in this period.
        named_before: How many of them belong to causes that stand before it.
    """

    conditions: tuple[tuple[str, str], ...]
    now: int
    before: int
    total_now: int
    total_before: int
    contribution: float | None
    p_value: float
    cases: tuple[int, ...]
    named_before: int = 0

    @property
    def share_now(self) -> float:
        """Its cases in this period over all of them."""
        return self.now / self.total_now

    @property
    def share_before(self) -> float:
        """Its cases in the period before over all of them."""
        return self.before / self.total_before

    @property
    def name(self) -> str:
        """「A型号·第2批次·电池故障」"""
        return "·".join(value for _, value in self.conditions)


class WhyNone(StrEnum):
    """Why no cause is named."""

    NONE_NOW = "none_now"
    NEW_REGISTERS = "new_registers"
    PART_BEFORE = "part_before"
    NONE_BEFORE = "none_before"
    FEW = "few"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    RISES_ALIKE = "rises_alike"
    CHANCE = "chance"

    @property
    def said(self) -> str:
        """As a sentence."""
        return text(f"causes.why_none.{self.value}")


def sentence(cause: Cause) -> str:
    """「A型号·第2批次·电池故障：占比 12%→42%，贡献本期增量的 71%」"""
    told = text(
        "causes.sentence.shares",
        cause=cause.name,
        before=cause.share_before,
        now=cause.share_now,
        cases_before=cause.before,
        cases_now=cause.now,
    )
    overlap = text("causes.sentence.overlap", cases=cause.named_before) if cause.named_before else ""
    return f"{told}{_contribution(cause)}{overlap}"


def _contribution(cause: Cause) -> str:
    if cause.contribution is None:
        return ""
    if cause.contribution > 1:
        return text("causes.sentence.more_than_all")
    return text("causes.sentence.contribution", part=cause.contribution)
