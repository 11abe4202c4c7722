"""A headquarters' races: whole processes, from the word on the command line to the workbook on the disk.

Two hundred registers of five hundred cases each. The rival only reads the cells of the same files with openpyxl, in its
fastest way; ours reads, reckons, adds up and draws.
"""

import os
import sys
import zipfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tests.benchmarks.big_register import big_register
from tests.benchmarks.laps import Lap, Race, process_lap
from tests.benchmarks.reported_register import NOW, reported_filling
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh

REGISTERS, MANY, CASES = 200, 5000, 500
_DIFFERENT = 10
_LONG_AGO = 1_750_000_000  # seconds since 1970, before NOW


class Branches:
    """A headquarters with the registers of its branches, most of them copies that differ in a remark."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.cases = folder / "headquarters", min(rows, CASES)

    @cached_property
    def originals(self) -> list[bytes]:
        """Registers, refreshed."""
        return [self._register(seed) for seed in range(_DIFFERENT)]

    def made(self, count: int) -> Path:
        """The folder of so many registers."""
        folder = self.folder / f"of {count}"
        for number in range(count):
            self.put(folder / f"{number:04}" / "register.xlsx", self.originals[number % _DIFFERENT], number)
        return folder

    def put(self, path: Path, data: bytes, number: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with zipfile.ZipFile(path, "a") as package:
            package.comment = f"{number}".encode()
        os.utime(path, (_LONG_AGO + number, _LONG_AGO + number))

    def ours(self, folder: Path, *words: str, again: bool = False) -> Lap:
        """As on the first day, unless it is made again."""
        if not again:
            for left in folder.glob(".xltools/figures.sqlite*"):
                left.unlink()
        asked = ("--registers", "*/*.xlsx", "--month", "2026-10", "--now", f"{NOW:%Y-%m-%dT%H:%M}", *words)
        return process_lap("xltools", "summary", str(folder), *asked)

    def change_one(self, folder: Path) -> None:
        self.put(folder / "0007" / "register.xlsx", self._register(_DIFFERENT), MANY + 1)

    def _register(self, seed: int) -> bytes:
        path = self.folder / "made" / f"{seed}" / "register.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(big_register(self.cases, seed=seed, filling=reported_filling(self.cases, seed)))
        refresh(path, NOW, order=PassOrder(hold_seconds=0))
        return path.read_bytes()


def race_first(branches: Branches) -> Race:
    """Two hundred registers, none of them read before."""
    folder = branches.made(REGISTERS)
    ours = branches.ours(folder)
    theirs = process_lap("tests.benchmarks.branches", str(folder))
    return Race("200 branches", "openpyxl reads all cells", ours, theirs, "at least 10x")


def race_one_changed(branches: Branches) -> Race:
    """The same again, one register changed since."""
    folder = branches.made(REGISTERS)
    first = branches.ours(folder)
    branches.change_one(folder)
    second = branches.ours(folder, again=True)
    return Race("1 changed of 200", "the first summary", second, first, "at least 20x")


def race_one_process(branches: Branches) -> Race:
    """What further processes bring."""
    folder = branches.made(REGISTERS)
    alone = branches.ours(folder, "--workers", "1")
    return Race("workers", "one process", branches.ours(folder), alone, "-")


def race_many(branches: Branches) -> Race:
    """Five thousand registers, held to twenty-five times what two hundred cost; and one changed of them."""
    few = branches.ours(branches.made(REGISTERS))
    times = MANY / REGISTERS
    many = branches.ours(branches.made(MANY))
    return Race("5000 branches", "25 times 200 branches", many, Lap(few.seconds * times, few.peak), "at least 1x")


def race_many_changed(branches: Branches) -> Race:
    """One changed of five thousand."""
    folder = branches.made(MANY)
    first = branches.ours(folder, again=True)
    branches.change_one(folder)
    return Race("1 changed of 5000", "the first summary", branches.ours(folder, again=True), first, "at least 20x")


BRANCHES: dict[str, Callable[[Branches], Race]] = {
    "branches": race_first,
    "branches-changed": race_one_changed,
    "branches-workers": race_one_process,
    "branches-many": race_many,
    "branches-many-changed": race_many_changed,
}


def read_all(folder: str) -> None:
    """The rival: every cell of every sheet, row by row."""
    import openpyxl

    for path in sorted(Path(folder).glob("*/*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    _ = cell.value
        book.close()


if __name__ == "__main__":
    read_all(sys.argv[1])
