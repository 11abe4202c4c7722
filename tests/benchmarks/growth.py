"""Does a row cost the same in a large register as in a small one? Each size is held to what the next smaller one cost.

A register of a hundredth, a tenth, all and five times `--rows` is refreshed for the first time, and once more when
nothing has changed. The interpreter's start is not timed: it would flatter the larger ones.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from tests.benchmarks.big_register import NOW, START, Filling, Values, big_register, case, log_entry
from tests.benchmarks.laps import Lap, Race
from tests.benchmarks.races import lap
from tests.registers import SMALL
from xltools.workbook.definition_files import read_definition

_STEPS = {"growth-tenth": (0.01, 0.1), "growth": (0.1, 1.0), "growth-fivefold": (1.0, 5.0)}  # times `--rows`
_FIRST, _AGAIN = "first refresh", "second refresh"
_LOG_EVERY = 10


def small_filling(rows: int) -> Filling:
    """A register of few columns, for the largest one must stay below what is opened at all; its cases end today."""
    definition = read_definition(SMALL)
    columns = {field.name for field in definition.register_sheet.fields}
    gap = (NOW - START) / (rows + 1)

    def typed(number: int, dice: random.Random) -> Values:
        values = {name: value for name, value in case(number, dice).items() if name in columns}
        received = (START + number * gap).replace(microsecond=0)
        return {**values, "received_at": received, "first_response_at": received + timedelta(minutes=number % 200)}

    def logged(number: int, case_number: str) -> Values:
        return {**log_entry(number, case_number), "logged_at": (START + number * gap).replace(microsecond=0)}

    return Filling(definition, typed, logged, lambda number: START + number * gap, 3, _LOG_EVERY)


class Growing:
    """Registers of all sizes, and what refreshing them took."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.rows = folder / "growing", rows
        self._laps: dict[int, dict[str, Lap]] = {}

    def laps(self, share: float) -> tuple[int, dict[str, Lap]]:
        """How many cases that share of all is, and the laps of a register of so many."""
        rows = max(1, round(self.rows * share))
        if rows not in self._laps:
            path = self.folder / f"{rows}" / "register.xlsx"
            path.parent.mkdir(parents=True)
            path.write_bytes(big_register(rows, filling=small_filling(rows)))
            self._laps[rows] = {each: lap("refresh", str(path), str(SMALL)) for each in (_FIRST, _AGAIN)}
        return rows, self._laps[rows]


def race_growth(smaller: float, larger: float, what: str, growing: Growing) -> Race:
    """The larger register against so many smaller ones as it is large."""
    few, cost = growing.laps(smaller)
    many, ours = growing.laps(larger)
    theirs = Lap(cost[what].seconds * many / few, cost[what].peak)
    return Race(f"{many} rows", f"{many / few:.0f}x {few}, {what}", ours[what], theirs, "at least 1x")


GROWTH: dict[str, Callable[[Growing], Race]] = {
    f"{name}{again}": partial(race_growth, *shares, what)
    for name, shares in _STEPS.items()
    for again, what in (("", _FIRST), ("-again", _AGAIN))
}
