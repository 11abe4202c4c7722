"""What does the tool do in the folder, pass by pass, and does each pass leave what must be true?

Invariant: whatever pass is made, at whoever's word, is audited at once; the clock is an argument here as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.hostile.year.archives import Shelf
from tests.hostile.year.auditing import Auditor
from tests.hostile.year.books import Book
from tests.hostile.year.casebook import Casebook, Judged
from tests.hostile.year.desks import HEAD_ROW, Desk
from tests.hostile.year.figures import Month, month_of, shown_figures
from tests.hostile.year.judging import records_of
from tests.hostile.year.limits import Rules, read_rules
from tests.registers import SMALL, template
from xltools.model.notice import Notice
from xltools.model.period import Period
from xltools.operations.clock.ticking import tick
from xltools.operations.journaling.journal_proof import prove
from xltools.operations.notifying.enqueuing import enqueue
from xltools.operations.passes.attending import Attendance, attend
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import check, refresh
from xltools.operations.reporting.summarizing import summarize
from xltools.operations.reporting.summary_order import SummaryOrder
from xltools.operations.undo.undo_history import NothingToUndoError
from xltools.operations.undo.undoing import UndoOrder, undo

_ORDER = PassOrder(hold_seconds=0)


@dataclass
class Office:
    """A folder with one register, and the passes over it.

    Attributes:
        desk: The register.
        seed: Named by every breach.
        folder: Where.
        archived: Whether closed cases are archived.
        by_clock: Whether the reports that the clock makes are made as well.
        notices: What a pass gave to the outbox, until it is audited.
        wrote: Whether the last pass changed the file.
    """

    desk: Desk
    seed: int
    folder: Path
    archived: bool
    by_clock: bool
    casebook: Casebook = field(init=False)
    auditor: Auditor = field(init=False)
    shelf: Shelf = field(init=False)
    book: Book = field(init=False)
    notices: list[Notice] = field(default_factory=list)
    wrote: bool = False

    def __post_init__(self) -> None:
        """Set it up: the register with a column of the team's own."""
        self.casebook, self.shelf = Casebook(self.desk), Shelf(self.desk)
        self.auditor = Auditor(self.desk, self.seed, self.casebook)
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = f"[archive]\nautomatic = {str(self.archived).lower()}\npdf = false\n"
        (self.folder / "xltools.toml").write_text(settings, encoding="utf-8")
        own = SMALL.with_name(f"{self.desk.name}.toml")
        if own.exists():
            (self.folder / own.name).write_bytes(own.read_bytes())
        self.path.write_bytes(template(self.desk.name))
        self.book = Book(self.path.read_bytes())
        self.book.sheet(self.desk.cases.title).put(HEAD_ROW, {self.desk.own_column: self.desk.own_head})
        self.save()

    @property
    def path(self) -> Path:
        """The register."""
        return self.folder / f"{self.desk.definition.title}.xlsx"

    @property
    def _lock(self) -> Path:
        """Stands beside the register while somebody has it open."""
        return self.path.with_name(f".~lock.{self.path.name}#")

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Every notice of every pass is seen on its way to the outbox."""

        def seen(workspace: object, register: object, notices: tuple[Notice, ...], *others: object) -> None:
            self.notices += notices
            enqueue(workspace, register, notices, *others)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("xltools.operations.passes.refresh.enqueue", seen)
            if not self.by_clock:
                patched.setattr("xltools.operations.clock.ticking.due_reports", lambda *_: [])
            yield

    def save(self) -> None:
        """Somebody saves what he changed."""
        self.path.write_bytes(self.book.saved())
        self.book = Book(self.path.read_bytes(), self.book)

    def hold(self, *, held: bool) -> None:
        """Somebody opens the file in LibreOffice and leaves it open, or closes it."""
        if held:
            told = ",Mia,PC7,01.01.2026 09:00,file:///home/mia/.config/libreoffice/4;"
            self._lock.write_text(told, encoding="utf-8")
        else:
            self._lock.unlink(missing_ok=True)

    def pass_after_save(self, now: datetime, *, by_watcher: bool) -> None:
        """The watcher makes a pass, or somebody asks for one."""
        before, rules, waiting = self.book, read_rules(self.book, self.desk), False
        if by_watcher:
            what = attend(self.path, now, Cause.SAVED, hold_seconds=0).what
            assert what in (Attendance.WRITTEN, Attendance.IDLE, Attendance.WAITING), what
            waiting = self._lock.exists()  # idle, too, where nothing but the time that is left waits to be written
        else:
            refresh(self.path, now, order=_ORDER)
        self._audit(before, rules, now, waiting=waiting, asked=True)

    def tick(self, now: datetime, first_day: date) -> None:
        """The clock's pass; a month that is over is summed up."""
        before, rules = self.book, read_rules(self.book, self.desk)
        done = tick(self.folder, now, hold_seconds=0)
        assert not done.troubles, done.troubles
        judged = self._audit(before, rules, now, waiting=False, asked=False)
        if self.archived:
            self.shelf.looked_at(self.casebook, judged)
        if now.day == 1 and now.date() != first_day:
            self._month_over(judged, now)

    def again(self, now: datetime) -> None:
        """A second pass at the same moment has nothing to write and nobody to tell."""
        self.auditor.counts.again += 1
        again = check(self.path, now, order=_ORDER)
        if again.edits or again.notices or again.pages:
            self.auditor.breach(now, "a second pass", "nothing to do", (again.edits[:3], again.notices, again.pages))

    def undo(self, now: datetime) -> bool:
        """The last pass is taken back, people's cells untouched; whether there was one. The next comes to the same."""
        before = self.book
        if not self.wrote:
            return False  # it would take back what earlier days built upon
        try:
            undone = undo(self.path, now, UndoOrder(hold_seconds=0))
        except NothingToUndoError:
            return False
        if undone.written:
            for case in self.auditor.ended:
                case.rounds.pop()
            self.book = Book(self.path.read_bytes(), before)
            sheet, columns = self.book.sheet(self.desk.cases.title), self.desk.cases.columns
            for row, case in self.casebook.rows.items():
                gone = [n for n, each in case.cells.items() if each.by_tool and sheet.value(row, columns[n]) is None]
                for name in gone:
                    del case.cells[name]
            self.auditor.nothing_lost(self.book, before, now)
        return undone.written

    def _audit(self, before: Book, rules: Rules, now: datetime, *, waiting: bool, asked: bool) -> dict[str, Judged]:
        auditor, data = self.auditor, self.path.read_bytes()
        auditor.counts.passes += 1
        if waiting and data != before.data:
            auditor.breach(now, "the file that somebody has open", "as it was saved", "other bytes")
        self.book, self.wrote = Book(data, before), data != before.data
        auditor.nothing_lost(before, self.book, now)
        judged = auditor.settled(rules, now, None if waiting else self.book, asked=asked)
        auditor.numbers_unique(now)
        if not waiting:
            auditor.rounds_told(self.book, now)
        notices, self.notices = self.notices, []
        auditor.told(notices, judged, rules, now)
        return judged

    def _month_over(self, judged: dict[str, Judged], now: datetime) -> None:
        """The summary of the month says what the bookkeeping says; journal and archive are whole."""
        auditor, (start, end) = self.auditor, month_of(now)
        before, rules = self.book, read_rules(self.book, self.desk)
        (made,) = summarize(SummaryOrder(self.path, Period.month(start.year, start.month)), now).files
        expected = Month(self.casebook, rules, judged, records_of(self.casebook), start, end).figures()
        shown = shown_figures(made.path)
        for key, value in expected.items():
            auditor.counts.totals += 1
            if shown.get(key) != value:
                auditor.breach(now, f"summary of {start:%Y-%m}, {key}", value, shown.get(key))
        self._audit(before, rules, now, waiting=False, asked=False)
        self.proved(now)

    def proved(self, now: datetime) -> None:
        """The journal's chain holds, the archive is whole, another program reads of the register what we read."""
        (journal,) = self.folder.glob(".xltools/journal.jsonl")
        fault = prove(journal).fault
        if fault is not None:
            self.auditor.breach(now, "the journal", "whole", fault)
        if faults := self.shelf.faults(self.folder):
            self.auditor.breach(now, "the archive", [], faults[:5])
        self.auditor.read_alike(self.book, now)
