"""What do customers ask for, time and again? (FR-15: common demands)

Invariant: a demand is a case that its register itself calls one: by a word of its classes.
"""

from dataclasses import replace

from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.problems import Problem, problems
from xltools.reports.figures.received import received_in

CLASS_WORDS = ("需求", "建议", "优化", "改进", "诉求")
NO_DEMAND = "投诉"  # 投诉建议 holds complaints as well, and more of them
_CLASSES = ("type", "category", "subcategory")

DEFINITIONS = (
    (
        "共性诉求",
        f"类型、类别或小类里含有“{'、'.join(CLASS_WORDS)}”字样（含“投诉”的除外）的受理反馈，按高频问题的办法归并，按去重件数排名。",
    ),
)


def _is_demand(name: object) -> bool:
    return isinstance(name, str) and NO_DEMAND not in name and any(word in name for word in CLASS_WORDS)


def demands(facts: Facts, period: Period) -> list[Problem]:
    """The demands of the period, grouped and ranked as problems are; shares are of all demands."""
    called = {name for column in _CLASSES for name in facts.cases[column].unique() if _is_demand(name)}
    asking = facts.cases[list(_CLASSES)].isin(called).any(axis=1)
    asked = replace(facts, cases=facts.cases[asking])
    return problems(asked, received_in(asked, period), received_in(asked, period.previous()))
