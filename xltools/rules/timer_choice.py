"""Which rows of sheet 时限 apply to a case? Of the rows with one name, the most specific one that fits.

Invariant: the choice depends on the case's values alone, never on its place or on earlier cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xltools.model.case_view import CaseView
from xltools.model.policy import Policy
from xltools.model.register import Column, Value
from xltools.model.sla_timer import SlaTimer

Timers = tuple[SlaTimer, ...]


class TimerChoice:
    """The timers of each case; cases that agree in what the conditions ask share one answer."""

    def __init__(self, view: CaseView, policy: Policy) -> None:
        """Look at priorities, channels and the fields that conditions name."""
        self._groups = _by_name(policy.timers)
        self._conditions = sorted({timer.condition_field for timer in policy.timers if timer.condition_field})
        names = ["priority", "channel", *self._conditions]
        self._columns: list[Column] = [view.column(name) for name in names]
        self._known: dict[tuple[Value, ...], Timers] = {}

    def groups(self, indexes: Sequence[int]) -> Iterator[tuple[Timers, list[int]]]:
        """The timers of many cases, each with the positions of those that they apply to."""
        columns = [[column[index] for index in indexes] for column in self._columns]
        alike: dict[tuple[Value, ...], list[int]] = defaultdict(list)
        for index, key in zip(indexes, zip(*columns, strict=True), strict=True):
            alike[key].append(index)
        return ((self._of(key), group) for key, group in alike.items())

    def of(self, index: int) -> Timers:
        """The timers that apply to the case at this position, in the order in which the sheet first names them."""
        return self._of(tuple([column[index] for column in self._columns]))

    def _of(self, key: tuple[Value, ...]) -> Timers:
        timers = self._known.get(key)
        if timers is None:
            values = dict(zip(self._conditions, key[2:], strict=True))
            applying = (
                next((timer for timer in group if _applies(timer, key[0], key[1], values)), None)
                for group in self._groups
            )
            timers = self._known[key] = tuple(timer for timer in applying if timer is not None)
        return timers


def _by_name(timers: Iterable[SlaTimer]) -> list[list[SlaTimer]]:
    groups: dict[str, list[SlaTimer]] = {}
    for timer in timers:
        groups.setdefault(timer.name, []).append(timer)
    # of two that are as specific, the one that names the channel: nobody writes it without meaning it (RR-4)
    return [sorted(group, key=lambda timer: (-timer.specificity, not timer.channel)) for group in groups.values()]


def _applies(timer: SlaTimer, priority: Value, channel: Value, values: dict[str, Value]) -> bool:
    if timer.priority and timer.priority != priority:
        return False
    if timer.channel and timer.channel != channel:
        return False
    if not timer.condition_field:
        return True
    value = values[timer.condition_field]
    return value is not None and (not timer.condition_values or _is_among(value, timer.condition_values))


def _is_among(value: Value, wanted: Sequence[object]) -> bool:
    return value in wanted or str(value) in map(str, wanted)
