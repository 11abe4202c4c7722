"""What is a cause, and how is it said in a sentence?

Invariant: every figure of the sentence can be counted again on the register: all cases of both periods that meet the
conditions, whether or not another cause names them too.
"""

from dataclasses import dataclass
from enum import StrEnum

_PERCENT = 100


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

    NONE_NOW = "本期没有反馈。"
    NEW_REGISTERS = "台账都是本期才开始使用的，没有上期可比。"
    NONE_BEFORE = "上期没有反馈，无从比较。"
    FEW = "两期反馈太少，不足以区分原因与偶然波动。"
    NOTHING_TO_COMPARE = "没有填写产品、类别、区域等可供比较的栏目。"
    RISES_ALIKE = "总量增加，但各类占比的变化都在偶然波动之内：各方面一起增加，没有哪一类特别突出。"
    CHANCE = "各类占比的变化都在偶然波动之内，没有发现突出的原因。"


def sentence(cause: Cause) -> str:
    """「A型号·第2批次·电池故障：占比 12%→42%，贡献本期增量的 71%」"""
    shares = f"{cause.name}：占比 {_percent(cause.share_before)}→{_percent(cause.share_now)}"
    counts = f"（{cause.before}→{cause.now} 件）"
    overlap = f"；其中 {cause.named_before} 件也属于前面的原因" if cause.named_before else ""
    return f"{shares}{counts}{_contribution(cause)}{overlap}"


def _contribution(cause: Cause) -> str:
    if cause.contribution is None:
        return ""
    if cause.contribution > 1:
        return "，它的增加超过全部增量（其他方面减少）"
    return f"，贡献本期增量的 {_percent(cause.contribution)}"


def _percent(part: float) -> str:
    return f"{part * _PERCENT:.0f}%"
