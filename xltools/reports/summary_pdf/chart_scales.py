"""Where does an axis begin and end, and where are its ticks? At round numbers that enclose all values.

Invariant: ``low <= every value <= high``, ``low < high``, and every tick is a multiple of the step.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from xltools.reports.document import ColumnKind

_TICKS = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FINE = 1e-9  # what dividing by a step adds behind the last digit
_WHOLE_NUMBERS = (ColumnKind.COUNT, ColumnKind.CHANGE)
_SHARES = (ColumnKind.SHARE, ColumnKind.POINTS)


class Scale(NamedTuple):
    """An axis.

    Attributes:
        low: Its beginning.
        high: Its end.
        step: From tick to tick.
    """

    low: float
    high: float
    step: float

    def place(self, value: float) -> float:
        """Where a value stands, from 0 at the beginning to 1 at the end."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """The values that are written along it, rising."""
        first, last = (round(edge / self.step) for edge in (self.low, self.high))
        return [number * self.step for number in range(first, last + 1)]


def scale_of(values: Iterable[float], kind: ColumnKind, *, from_zero: bool = True) -> Scale:
    """The axis for some values.

    Args:
        values: Finite numbers; none gives an axis from 0 to 1.
        kind: What they are: counts have no fractions, a share does not go beyond the whole if no value does.
        from_zero: Bars need it; a line may do without where all its values lie far from zero.
    """
    known = list(values) or [0.0]
    least, most = min(known), max(known)
    if from_zero or least < most / 2 or most <= 0:
        least, most = min(least, 0.0), max(most, 0.0)
    if least == most:
        most = least + 1
    step = _round_step((most - least) / _TICKS)
    if kind in _WHOLE_NUMBERS:
        step = float(max(1, math.ceil(step - _FINE)))
    low, high = math.floor(least / step + _FINE) * step, math.ceil(most / step - _FINE) * step
    if least != 0 and math.isclose(low, least):
        low -= step  # a line along the very axis is taken for the axis
    if kind is ColumnKind.SHARE and most <= 1 < high and math.isclose(1 / step, round(1 / step)):
        high = 1.0
    return Scale(low, high, step)


def tick_words(value: float, step: float, kind: ColumnKind) -> str:
    """A tick in as many digits as its step needs; shares in per cent."""
    factor, sign = (100, "%") if kind in _SHARES else (1, "")
    decimals = max(0, -math.floor(math.log10(step * factor) + _FINE))
    if not math.isclose(step * factor * 10**decimals, round(step * factor * 10**decimals)):
        decimals += 1  # 2.5 and 0.25
    return f"{value * factor + 0.0:,.{decimals}f}{sign}"


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - _FINE))
