"""What can be reckoned of each group of cases in a report of a team's own? Every measure by its name (FA-16).

Invariant: a measure means what it means in the summary; rates and means stand beside their n.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xltools.model.period import Period
from xltools.reports.content.cells import COUNT, HOURS, SHARE, share
from xltools.reports.document import Cell, ColumnKind, Tone, Value
from xltools.reports.facts import Facts
from xltools.reports.figures.breakdown import Slice, breakdown
from xltools.reports.figures.durations import Times, times_by
from xltools.reports.figures.outcomes import Outcomes, outcomes_by
from xltools.reports.figures.rate import NO_RATE, Rate
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import NO_MARK, Approval, approval_by
from xltools.reports.figures.spread import NO_SPREAD, Spread
from xltools.reports.figures.timeliness import judged
from xltools.reports.figures.workload import Workload, workload


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Everything that is known of the groups, by their names."""

    work: Mapping[str, Workload]
    slices: Mapping[str, Slice]
    times: Mapping[str, Times]
    approval: Mapping[str, Approval]
    outcomes: Mapping[str, Outcomes]

    def names(self) -> list[str]:
        """All groups that anything is known of."""
        return list(dict.fromkeys([*self.work, *self.slices, *self.times, *self.approval, *self.outcomes]))


def group_figures(facts: Facts, period: Period, key: str) -> GroupFigures:
    """Reckon everything for the groups that a column of the cases tells apart."""
    judgement = judged(facts, period)
    now, before = received_in(facts, period), received_in(facts, period.previous())
    return GroupFigures(
        {each.name: each for each in workload(facts, judgement, period, key)},
        {each.value: each for each in breakdown(key, now, before)},
        times_by(facts, period, key),
        approval_by(facts, period, key),
        outcomes_by(facts, period, key),
    )


class Measure(NamedTuple):
    """Something to be reckoned.

    Attributes:
        head: Of its column, with the unit.
        kind: How it is written.
        value: Its cell for a group.
        sample: n for a group, where the measure is a rate or a mean.
        unit: Of the axis of a chart.
    """

    head: str
    kind: ColumnKind
    value: Callable[[GroupFigures, str], Value]
    sample: Callable[[GroupFigures, str], int] | None = None
    unit: str = "件"


def _count(head: str, of: Callable[[GroupFigures, str], int]) -> Measure:
    return Measure(head, COUNT, of)


def _rate(head: str, of: Callable[[GroupFigures, str], Rate]) -> Measure:
    return Measure(head, SHARE, lambda all_, name: share(of(all_, name)), lambda all_, name: of(all_, name).n, "%")


def _spread(head: str, part: str, of: Callable[[GroupFigures, str], Spread], unit: str = "工作小时") -> Measure:
    def value(all_: GroupFigures, name: str) -> Cell:
        spread = of(all_, name)
        return Cell(getattr(spread, part), tone=Tone.FAINT if spread.small else Tone.PLAIN)

    return Measure(f"{head}（{unit}）", HOURS, value, lambda all_, name: of(all_, name).n, unit)


def _work(part: str) -> Callable[[GroupFigures, str], int]:
    return lambda all_, name: getattr(all_.work[name], part) if name in all_.work else 0


def _outcome(part: str) -> Callable[[GroupFigures, str], int]:
    return lambda all_, name: getattr(all_.outcomes[name], part) if name in all_.outcomes else 0


def _share_of_received(all_: GroupFigures, name: str) -> Value:
    return all_.slices[name].raw.value if name in all_.slices else None


def _once(all_: GroupFigures, name: str) -> int:
    return all_.slices[name].once.hits if name in all_.slices else 0


def _before(all_: GroupFigures, name: str) -> int:
    return all_.slices[name].raw_before.hits if name in all_.slices else 0


def _response(all_: GroupFigures, name: str) -> Spread:
    return all_.times[name].response_working if name in all_.times else NO_SPREAD


def _resolution(all_: GroupFigures, name: str) -> Spread:
    return all_.times[name].resolution_working if name in all_.times else NO_SPREAD


def _elapsed(all_: GroupFigures, name: str) -> Spread:
    return all_.times[name].resolution if name in all_.times else NO_SPREAD


def _on_time(all_: GroupFigures, name: str) -> Rate:
    return all_.work[name].on_time.revised if name in all_.work else NO_RATE


def _on_time_first(all_: GroupFigures, name: str) -> Rate:
    return all_.work[name].on_time.original if name in all_.work else NO_RATE


def _mark(all_: GroupFigures, name: str) -> Cell:
    mark = all_.work[name].mark if name in all_.work else NO_MARK
    return Cell(mark.mean, tone=Tone.FAINT if mark.small else Tone.PLAIN)


def _marks(all_: GroupFigures, name: str) -> int:
    return all_.work[name].mark.n if name in all_.work else 0


def _satisfied(all_: GroupFigures, name: str) -> Rate:
    return all_.approval[name].satisfied if name in all_.approval else NO_RATE


def _answered(all_: GroupFigures, name: str) -> Rate:
    return all_.approval[name].response if name in all_.approval else NO_RATE


def _fixed(all_: GroupFigures, name: str) -> Rate:
    return all_.outcomes[name].first_time_fix if name in all_.outcomes else NO_RATE


def _again(all_: GroupFigures, name: str) -> Rate:
    return all_.outcomes[name].second_handling if name in all_.outcomes else NO_RATE


RECEIVED_COUNT = "数量"
MEASURES: Mapping[str, Measure] = {
    RECEIVED_COUNT: _count("数量", _work("received")),
    "去重数量": _count("去重数量", _once),
    "上期数量": _count("上期数量", _before),
    "占比": Measure("占比", SHARE, _share_of_received, unit="%"),
    "办结数量": _count("办结数量", _work("closed")),
    "未结数量": _count("未结数量", _work("open_after")),
    "超时未办": _count("超时未办", _work("overdue")),
    "平均响应时长": _spread("平均响应时长", "mean", _response),
    "响应时长中位数": _spread("响应时长中位数", "median", _response),
    "响应时长P90": _spread("响应时长P90", "p90", _response),
    "平均处理时长": _spread("平均处理时长", "mean", _resolution),
    "处理时长中位数": _spread("处理时长中位数", "median", _resolution),
    "处理时长P90": _spread("处理时长P90", "p90", _resolution),
    "平均处理时长自然": _spread("平均处理时长", "mean", _elapsed, "自然小时"),
    "及时率": _rate("及时率", _on_time),
    "原时限及时率": _rate("原时限及时率", _on_time_first),
    "满意度": Measure("满意度（占满分）", SHARE, _mark, _marks, "%"),
    "满意率": _rate("满意率", _satisfied),
    "评价回收率": _rate("评价回收率", _answered),
    "一次性解决率": _rate("一次性解决率", _fixed),
    "二次处理率": _rate("二次处理率", _again),
    "升级数": _count("升级数", _outcome("escalated")),
    "延期数": _count("延期数", _outcome("extensions_applied")),
}
