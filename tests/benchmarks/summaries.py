"""The summary's races: whole processes, from the word on the command line to the workbook on the disk.

The rival reads what its figures need and no more; ours is `xltools summary` but for entering measures.
"""

import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tests.benchmarks.big_register import big_register
from tests.benchmarks.laps import Lap, Race, process_lap
from tests.benchmarks.reported_register import BEGIN, NOW, reported_filling
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh

RIVAL = "pandas read_excel, to_excel"
REGISTERS, _DIFFERENT = 200, 10
_AT = ("--now", f"{NOW:%Y-%m-%dT%H:%M}", "--no-measures")
_MONTH, _YEAR = ("2026-10-01", "2026-10-31"), (f"{BEGIN:%Y-%m-%d}", "2026-10-31")


class Reported:
    """A folder with the registers that are reported on, refreshed."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.rows = folder, rows

    @cached_property
    def register(self) -> Path:
        """All cases in one."""
        return self._made("one", "register.xlsx", self.rows, 0)

    @cached_property
    def registers(self) -> list[Path]:
        """The same number of cases in two hundred, most of them copies: each stands for itself all the same."""
        rows = max(1, self.rows // REGISTERS)
        made = [self._made("many", f"{number:03}.xlsx", rows, number) for number in range(_DIFFERENT)]
        copies = [made[number % _DIFFERENT].with_name(f"{number:03}.xlsx") for number in range(_DIFFERENT, REGISTERS)]
        for number, copy in enumerate(copies):
            shutil.copy(made[number % _DIFFERENT], copy)
        return [*made, *copies]

    @cached_property
    def theirs(self) -> Lap:
        """The rival over the two hundred; it knows nothing of the last time, and reads them all again."""
        return self.rival(_MONTH, self.registers)

    def rival(self, span: tuple[str, str], paths: list[Path]) -> Lap:
        return process_lap("tests.benchmarks.pandas_summary", str(self.folder / "rival.xlsx"), *span, *map(str, paths))

    def ours(self, path: Path, span: tuple[str, str], again: bool = False) -> Lap:
        """As on the first day, unless it is made again."""
        if not again:
            memory = path if path.is_dir() else path.parent
            for left in (memory / ".xltools" / "facts", memory / "报告"):
                shutil.rmtree(left, ignore_errors=True)
        return process_lap("xltools", "summary", str(path), "--from", span[0], "--to", span[1], *_AT)

    def _made(self, folder: str, name: str, rows: int, number: int) -> Path:
        path = self.folder / folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(big_register(rows, seed=number, filling=reported_filling(rows, number)))
        refresh(path, NOW, order=PassOrder(hold_seconds=0))
        return path


def race_month(reported: Reported) -> Race:
    """A month of one big register."""
    ours = _best([reported.ours(reported.register, _MONTH) for _ in range(2)])
    return Race("summary", RIVAL, ours, reported.rival(_MONTH, [reported.register]), "at least 5x")


def race_year(reported: Reported) -> Race:
    """All of its rows on 明细."""
    ours = reported.ours(reported.register, _YEAR)
    return Race("summary of year", RIVAL, ours, reported.rival(_YEAR, [reported.register]), "at least 5x")


def race_folder(reported: Reported) -> Race:
    """Two hundred registers, none of them read before."""
    return Race("200 registers", RIVAL, reported.ours(reported.registers[0].parent, _MONTH), reported.theirs, "-")


def race_changed(reported: Reported) -> Race:
    """The same, one changed since."""
    changed = reported.registers[7]
    folder = changed.parent
    reported.ours(folder, _MONTH)
    rows = max(1, reported.rows // REGISTERS)
    changed.write_bytes(big_register(rows, seed=REGISTERS, filling=reported_filling(rows, REGISTERS)))
    refresh(changed, NOW, order=PassOrder(hold_seconds=0))
    return Race("one changed", RIVAL, reported.ours(folder, _MONTH, again=True), reported.theirs, "-")


def _best(laps: list[Lap]) -> Lap:
    return Lap(min(each.seconds for each in laps), max(each.peak for each in laps))


SUMMARIES: dict[str, Callable[[Reported], Race]] = {
    "summary": race_month,
    "summary-year": race_year,
    "summary-folder": race_folder,
    "summary-changed": race_changed,
}
