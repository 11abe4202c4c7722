"""Which branches need attention first, and why? By what is late, and by rates well below those of all together.

Invariant: a branch is called worse only by what enough of its cases say, and every reason is named with its figure.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.branches.branch_figures import PeriodFigures
from xltools.reports.branches.totals import BranchLine
from xltools.reports.figures.rate import Rate

_POINTS_BELOW = 0.1
_BACKLOG_GREW, _CASES_MORE = 1.2, 5


def reasons(line: BranchLine, whole: PeriodFigures) -> list[str]:
    """Why a branch needs attention, in words; nothing where it does not.

    Args:
        line: The branch.
        whole: All branches together.
    """
    found = []
    if line.overdue:
        found.append(text("branches.attention.overdue", count=line.overdue))
    if _is_below(line.on_time, whole.on_time()):
        found.append(text("branches.attention.on_time", share=f"{line.on_time.value or 0:.1%}"))
    if _is_below(line.satisfaction, whole.satisfaction):
        found.append(text("branches.attention.satisfaction", share=f"{line.satisfaction.value or 0:.1%}"))
    if _is_below(line.first_time_fix, whole.first_time_fix):
        found.append(text("branches.attention.first_time_fix", share=f"{line.first_time_fix.value or 0:.1%}"))
    grown = line.open_after - line.open_before
    if grown >= _CASES_MORE and line.open_after >= line.open_before * _BACKLOG_GREW:
        found.append(text("branches.attention.backlog", count=grown))
    return found


def by_attention(lines: Sequence[BranchLine], whole: PeriodFigures) -> list[tuple[BranchLine, list[str]]]:
    """The branches with their reasons, those with most reasons first, then by what is late and what is open."""
    told = [(line, reasons(line, whole)) for line in lines]
    return sorted(
        told, key=lambda each: (-len(each[1]), -each[0].overdue, -each[0].open_after, each[0].name, each[0].place)
    )


def _is_below(rate: Rate, whole: Rate) -> bool:
    if rate.small or rate.value is None or whole.value is None:
        return False
    return rate.value <= whole.value - _POINTS_BELOW
