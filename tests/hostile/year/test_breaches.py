"""Would the bookkeeping notice? The tool is made to do wrong in one thing each; the year must stop and say where."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.hostile.year.auditing import BreachError
from tests.hostile.year.books import Book
from tests.hostile.year.desks import FIRST_ROW, service_ticket
from tests.hostile.year.year import Plan, Year
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.case_memory import MemoryUpdate
from xltools.operations.passes.case_memory_file import CaseMemoryFile
from xltools.reports.figures import timeliness
from xltools.rules import numbering
from xltools.rules.standings import Standing
from xltools.workbook.patching import patch_package


def first_breach(folder: Path, days: int = 20) -> str:
    with pytest.raises(BreachError) as caught:
        Year(Plan(service_ticket(), seed=3, days=days, pace=1, sittings=1), folder).lived()
    told = str(caught.value)
    assert told.startswith("service_ticket, seed 3, 2026-")
    return told


def test_nothing_is_said_of_a_sound_tool(tmp_path: Path) -> None:
    Year(Plan(service_ticket(), seed=3, days=12, pace=1, sittings=1), tmp_path).lived()


def test_a_mark_that_comes_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "is_late", lambda self, now: self.done is None and now.day > self.deadline.day)
    assert "overdue_mark" in first_breach(tmp_path)


def test_a_number_that_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = numbering._Serials.following

    def following(self: numbering._Serials, day: object, code: str) -> str:
        real(self, day, code)  # type: ignore[arg-type]
        return real(self, day, code)  # type: ignore[arg-type]

    monkeypatch.setattr(numbering._Serials, "following", following)
    assert " number" in first_breach(tmp_path)


def test_a_working_day_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = BusinessCalendar.add_working_days
    monkeypatch.setattr(
        BusinessCalendar, "add_working_days", lambda self, start, n: real(self, start, n + 1 if n > 1 else n)
    )
    assert "solution_due_at" in first_breach(tmp_path)


def test_a_keystroke_that_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    column = service_ticket().own_column

    def losing(*arguments: object) -> bytes:
        book = Book(patch_package(*arguments))  # type: ignore[arg-type]
        sheet = book.sheet(service_ticket().cases.title)
        if sheet.value(FIRST_ROW + 3, column) is not None:
            sheet.put(FIRST_ROW + 3, {column: None})
        return book.saved()

    monkeypatch.setattr("xltools.operations.passes.refresh.patch_package", losing)
    assert f"row {FIRST_ROW + 3}" in first_breach(tmp_path)


def test_a_notice_that_is_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = CaseMemoryFile.append

    def append(self: CaseMemoryFile, update: MemoryUpdate, now: datetime) -> None:
        real(self, MemoryUpdate(update.columns), now)

    monkeypatch.setattr(CaseMemoryFile, "append", append)
    told = first_breach(tmp_path)
    assert "told again" in told or "a second pass" in told


def test_a_rate_that_flatters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeliness, "met", lambda done, _: done == done)
    assert "summary of 2026-01, on_time" in first_breach(tmp_path, days=33)
