"""Twenty-four hours beside people who open, save, close, rename and delete all day, on a made-up clock.

Whatever they do: each save is attended, nothing is attended without a cause, and memory, handles, looks and the log
stay within bounds.
"""

import pickle
import random
from collections import defaultdict
from functools import partial
from pathlib import Path

import pytest

from tests.operations.watching.made_world import FOLDER, OURS, Attempt, World, run_until, watch_over
from xltools.errors import SettingsError
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.scanning import Signature
from xltools.operations.watching.watch_log import LOG_FILE, WatchLog
from xltools.operations.watching.watch_loop import Watch

DAY = 24 * 3600.0
BOOKS = [FOLDER / f"台账{number:02}.xlsx" for number in range(20)]
BROKEN = FOLDER / "坏的.xlsx"
HELD = FOLDER / "占着的.xlsx"


class Day(World):
    """A day's script, and what must come of it."""

    def __init__(self, seed: int, *, hints: bool) -> None:
        super().__init__(hints=hints)
        self.saves: list[tuple[float, Path, str]] = []
        self.replaced: dict[tuple[Path, str], float] = {}
        self.read: dict[Path, list[str]] = defaultdict(list)
        self.unlocked: dict[Path, list[float]] = defaultdict(list)
        chance = random.Random(seed)
        for book in BOOKS:
            self._plan(book, chance)
        for path, answer in ((BROKEN, Attendance.UNUSABLE), (HELD, Attendance.AGAIN)):
            self.save(path, "x")
            self.answers[path] = partial(self._answer, what=answer)
        for hour in range(24):
            export = {FOLDER / "收件" / f"{hour}.csv": Signature(1, hour, 1, 0)}
            self.when(hour * 3600 + 1800, partial(self.drops.update, export))
        self.when(12 * 3600, lambda: self._reach(None))
        self.when(12 * 3600 + 900, lambda: self._reach((1, 2)))

    def save(self, path: Path, text: str) -> None:
        self._gone(path)
        super().save(path, text)
        if not text.endswith(OURS) and path in BOOKS:
            self.saves.append((self.at, path, text))

    def delete(self, path: Path) -> None:
        self._gone(path)
        super().delete(path)

    def close(self, path: Path) -> None:
        super().close(path)
        self.unlocked[path].append(self.at)

    def _gone(self, path: Path) -> None:
        if path in self.files:
            self.replaced[path, self.files[path][0]] = self.at

    def _answer(self, path: Path, what: Attendance) -> Attended:
        return Attended(path, what)

    def _reach(self, identity: tuple[int, int] | None) -> None:
        self.identity = identity

    def _plan(self, book: Path, chance: random.Random) -> None:
        """Sessions over the day: open, a few saves, close (or a crash, which leaves the lock); now and then a move."""
        self.save(book, f"{book.stem} 0{OURS}")
        at, number = chance.uniform(10, 1800), 0
        while at < DAY - 600:
            self.when(at, partial(self.open, book))
            for _ in range(chance.randint(1, 6)):
                at, number = at + chance.choice((0.4, 3, 30, 300)) * chance.random(), number + 1
                self.when(at, partial(self.save, book, f"{book.stem} {number}"))
                if chance.random() < 0.3:  # LibreOffice's gap
                    self.when(at + 0.001, partial(super().close, book))
                    self.when(at + 0.0022, partial(self.open, book))
            at += chance.uniform(0.1, 900)
            self.when(at, partial(self.close, book))
            if chance.random() < 0.1:
                self.when(at + 40, partial(self.rename, book, book.with_suffix(".bak.xlsx")))
                self.when(at + 80, partial(self.rename, book.with_suffix(".bak.xlsx"), book))
            if chance.random() < 0.05:
                self.when(at + 100, partial(self.delete, book))
                self.when(at + 140, partial(self.save, book, f"{book.stem} new {number}"))
            at += 150 + chance.uniform(0, 1800)


@pytest.mark.parametrize(("hints", "end"), [(True, DAY), (False, DAY / 4)], ids=["native", "without hints"])
def test_a_busy_day(tmp_path: Path, hints: bool, end: float) -> None:
    day = Day(1, hints=hints)
    log = WatchLog(tmp_path)
    watch = watch_over(day)
    watch._tell = lambda line, now: (log.write(line, now), day.tell(line, now))  # type: ignore[assignment,func-returns-value]
    run_until(day, watch, 3600)
    handles, before = open_handles(), kept(watch)
    run_until(day, watch, end)

    assert len(day.saves) > end / 30
    assert_every_save_was_attended(day, 4.0 if hints else 5.0)
    assert_nothing_was_attended_without_cause(day)
    assert kept(watch) < before * 1.1
    assert open_handles() <= handles
    assert sum(file.stat().st_size for file in tmp_path.glob(f"{LOG_FILE}*")) < 2_000_000
    assert day.looks < end
    assert end / 60 * 0.96 < len(day.called("tick")) <= end / 60  # but for the quarter of an hour of the share
    assert len(day.called("take_in")) == end / 3600
    assert_all_that_is_closed_was_written(day)


def kept(watch: Watch) -> int:
    """Bytes of everything that the watch remembers."""
    return len(pickle.dumps((watch.settling, watch.arrivals, watch._unsaid, watch._jumps, watch._bugs)))


def open_handles() -> int:
    handles = Path("/proc/self/fd")
    return len(list(handles.iterdir())) if handles.exists() else 0


def assert_every_save_was_attended(day: Day, within: float) -> None:
    """Within seconds, by a pass that read it, unless it was gone by then or the share was away."""
    attended: dict[tuple[Path, str], list[float]] = defaultdict(list)
    for attempt in day.attempts:
        if attempt.text is not None:
            attended[attempt.path, attempt.text].append(attempt.at)
    for at, path, text in day.saves:
        due, patience = at, within
        if 12 * 3600 - within < at < 12 * 3600 + 900:
            due, patience = 12 * 3600 + 900, within + 0.3 * len(BOOKS)  # all of them at once
        if day.replaced.get((path, text), DAY + 1) - due < patience:
            continue
        assert any(moment - due < patience for moment in attended[path, text]), (at, path, text)


def assert_all_that_is_closed_was_written(day: Day) -> None:
    fresh = {path for at, path, _ in day.saves if day.at - at < 10} | {
        path for path, moments in day.unlocked.items() if day.at - moments[-1] < 10
    }
    closed = {path for path in day.files if path in BOOKS} - day.locks - fresh
    assert closed
    assert all(day.files[path][0].endswith(OURS) for path in closed)


def assert_nothing_was_attended_without_cause(day: Day) -> None:
    """Contents that were never attended under this name; or a lock that went, or twenty seconds, where it waited."""
    last: dict[Path, Attempt] = {}
    for attempt in day.attempts:
        before = last.get(attempt.path)
        last[attempt.path] = attempt
        if before is None or before.text != attempt.text or before.what is Attendance.AGAIN:
            continue
        waited = attempt.at - before.at
        if attempt.cause is Cause.RETRY:
            assert before.what is Attendance.WAITING, attempt
            closed = any(before.at < moment < attempt.at for moment in day.unlocked[attempt.path])
            assert waited >= 20 or closed, attempt
        else:
            assert waited > 10, attempt  # forgotten meanwhile, because it was away under another name


def test_a_broken_workbook_and_one_that_is_held_cost_nothing_but_a_line() -> None:
    day = Day(2, hints=True)
    calls: dict[Path, int] = defaultdict(int)

    def counted(path: Path, what: Attendance) -> Attended:
        calls[path] += 1
        return Attended(path, what)

    day.answers = {BROKEN: partial(counted, what=Attendance.UNUSABLE), HELD: partial(counted, what=Attendance.AGAIN)}
    watch = watch_over(day)
    run_until(day, watch, DAY / 6)
    assert calls[BROKEN] == 1
    assert 400 < calls[HELD] < 500  # every thirty seconds
    said = [line.event for _, line in day.lines if line.path in (BROKEN, HELD)]
    assert sorted(said) == ["again", "unusable"]


def test_a_day_of_failing_duties_fills_neither_log_nor_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    day = Day(3, hints=True)

    def failing(*_: object) -> None:
        raise SettingsError("xltools.toml is damaged")

    for duty in ("tick", "take_in", "deliver"):
        monkeypatch.setattr(day, duty, failing)
    run_until(day, watch_over(day), DAY / 6)
    assert [line.event for _, line in day.lines].count("trouble") == 3
    assert_all_that_is_closed_was_written(day)
