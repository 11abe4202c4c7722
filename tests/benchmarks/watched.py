"""How soon after a save is the new row numbered? Both watchers are processes, timed until they say that it is done."""

import json
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.big_register import big_register
from tests.benchmarks.laps import ROOT, Lap, Race
from tests.benchmarks.reported_register import NOW, reported_filling
from tests.registers import heads_of, with_rows
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.workbook.layout import FIRST_DATA_ROW

_MOST_CASES, _SAVES = 500, 5
_TYPED = {"problem_description": "遥控器按键失灵，无法调节温度", "customer_name": "某客户"}


class Watched:
    """A folder with one register, refreshed; somebody types a row and saves, again and again."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.folder, self.cases = folder / "seen", min(rows, _MOST_CASES)
        filling = reported_filling(self.cases)
        self.sheet, self.name = filling.definition.register_sheet, filling.definition.name
        self._made = folder / "made for watching" / "register.xlsx"
        self._made.parent.mkdir()
        self._made.write_bytes(big_register(self.cases, filling=filling))
        refresh(self._made, NOW, order=PassOrder(hold_seconds=0))

    def latency(self, ready: tuple[str, ...], racer: str, *words: str) -> Lap:
        """The median of some saves, until the watcher says ``written``; it has said before that it is ready."""
        folder = self.folder / racer
        folder.mkdir(parents=True)
        path = folder / "register.xlsx"
        path.write_bytes(self._made.read_bytes())
        waits: list[float] = []
        with _running(racer, *(str(folder) if word == "FOLDER" else word for word in words)) as (lines, peak):
            _heard(lines, *ready)
            for number in range(_SAVES):
                first_row = FIRST_DATA_ROW + self.cases + number
                heads = heads_of(self.name, self.sheet.key)
                typed = {self.sheet.by_name[name].header: value for name, value in _TYPED.items()}
                new = path.with_suffix(".tmp")
                new.write_bytes(with_rows(path.read_bytes(), self.sheet.title, [typed], heads, first_row))
                begin = time.perf_counter()
                new.replace(path)
                _heard(lines, "written")
                waits.append(time.perf_counter() - begin)
        return Lap(statistics.median(waits), peak[-1] if peak else 0)


@contextmanager
def _running(module: str, *words: str) -> Iterator[tuple[Iterator[str], list[float]]]:
    """Its lines; and, after its end, its peak, where a process can be ended kindly."""
    command = [sys.executable, "-u", "-m", "tests.benchmarks.laps", module, *words]
    peak: list[float] = []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            yield iter(process.stdout), peak
        finally:
            if sys.platform == "win32":
                process.kill()
            else:
                process.send_signal(signal.SIGINT)
            _, said = process.communicate()
        peak += [float(line) for line in said.splitlines()[-1:] if line.replace(".", "", 1).isdigit()]


def _heard(lines: Iterator[str], *events: str) -> None:
    """Wait for a line of one of these events.

    Raises:
        RuntimeError: The watcher ended.
    """
    for line in lines:
        event = json.loads(line)["event"] if line.startswith("{") else line.strip()
        if event in events:
            return
    raise RuntimeError(f"the watcher ended before it said {events}")


def race_watch(watched: Watched) -> Race:
    """Ours waits until the file stands still, numbers, checks, reckons, keeps a copy and a journal."""
    ours = watched.latency(("idle", "written"), "xltools", "watch", "FOLDER", "--json")
    sheet = watched.sheet.title
    rival = "tests.benchmarks.openpyxl_watch"
    theirs = watched.latency(("watching",), rival, "FOLDER", sheet, str(FIRST_DATA_ROW))
    return Race("save to written", "watchdog + openpyxl, no waiting", ours, theirs, "-")


WATCHED: dict[str, Callable[[Watched], Race]] = {"watch": race_watch}
