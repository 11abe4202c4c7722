"""Several clerks at real LibreOffices work on watched registers: rows typed = rows found, numbers stay. # FR-3

They open, type, save, save again, close, crash and come back, and meet each other and the tool's own lock; clients.md,
section 3 has the same measurement for the protocol alone.
"""

import io
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.end_to_end.clerk_at_work import close_pipe, keyboard_driver
from tests.registers import heads_of
from xltools.operations.starting import start_register
from xltools.workbook.layout import FIRST_DATA_ROW

TEMPLATE, SHEET, DESCRIPTION, NUMBER = "feedback_report", "反馈登记", "问题描述", "反馈编号"
REGISTERS, CLERKS, SESSIONS = ("东区", "西区"), ("Li Na", "Wang Wei", "Zhao Min"), 21
CRASHES, SECOND_SAVES = 0.1, 0.4
HEADS = heads_of(TEMPLATE, "cases")
LAST_ROW = 400
ROW = {
    "反馈日期": "2026-11-02 09:30",
    "反馈来源": "邮件",
    "客户名称/单位": "某厂",
    "优先级": "高",
    "问题分类": "产品类",
}

pytestmark = pytest.mark.libreoffice


@dataclass
class _Day:
    """What the clerks did, told by all of them."""

    folder: Path
    typed: dict[str, Path] = field(default_factory=dict)  # descriptions that a save acknowledged
    numbers: dict[str, set[str]] = field(default_factory=dict)  # what any clerk ever saw beside a description
    told: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def saw(self, description: str, number: str) -> None:
        with self.lock:
            self.numbers.setdefault(description, set()).add(number)

    def count(self, what: str) -> None:
        with self.lock:
            self.told[what] += 1


class _Clerk:
    """One person at one computer: a profile of its own, which comes back after a crash."""

    def __init__(self, driver: ModuleType, name: str, day: _Day, seed: int) -> None:
        self._module, self._name, self._day = driver, name, day
        self._random = random.Random(seed)
        self._profile = day.folder.parent / f"profile-{seed}"
        self._driver: Any = None
        self._count = 0

    def works(self, sessions: int) -> None:
        try:
            self._sits_down()
            done = 0
            while done < sessions:
                done += self._session(self._day.folder / f"{self._random.choice(REGISTERS)}.xlsx")
            self._tidies_up()
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's
            self._day.troubles.append(f"{self._name}: {type(error).__name__}: {error}")
        finally:
            if self._driver is not None:
                self._leaves()

    def _sits_down(self) -> None:
        self._driver = self._module.Clerk(user=self._name, profile=str(self._profile))

    def _leaves(self) -> None:
        self._driver.quit()
        close_pipe(self._driver)

    def _session(self, path: Path) -> bool:
        """Open, type, save, perhaps once more; close or crash. False where somebody else had it."""
        if not self._opens(path):
            self._day.count("document in use")
            return False
        self._day.count("sessions")
        crashes = self._random.random() < CRASHES
        self._types_and_saves(path)
        if self._random.random() < SECOND_SAVES:
            self._types_and_saves(path)
        if crashes:
            self._day.count("crashes")
            self._driver.kill()
            self._leaves()
            self._sits_down()
            assert self._opens(path)  # the same person on the same computer: the left-over lock is recognised
        self._driver.close()
        return True

    def _opens(self, path: Path) -> bool:
        answer = self._driver.open(str(path))
        if answer["status"] == "dialog":
            self._driver.dismiss("Cancel")
            self._driver.wait()
            self._driver.close()
            return False
        return bool(answer["opened"]) and not answer["readonly"]

    def _types_and_saves(self, path: Path) -> None:
        rows = list(zip(self._column(DESCRIPTION), self._column(NUMBER), strict=True))
        for description, number in rows:
            if description and number:
                self._day.saw(description, number)
        free = FIRST_DATA_ROW + next(place for place, (description, _) in enumerate(rows) if not description)
        self._count += 1
        description = f"{self._name} 的第 {self._count} 件：开机后自动停机，编码 {self._random.randrange(10**6)}"
        contact = f"139{self._random.randrange(10**8):08}"
        for head, text in {**ROW, "联系方式": contact}.items():
            self._driver.set(f"{SHEET}!{_letters(head)}{free}", text)
        self._driver.type(f"{SHEET}.{_letters(DESCRIPTION)}{free}", description)
        answer = self._driver.save()
        if answer["status"] == "dialog":
            self._meets(answer["dialogs"], path)
            return
        self._day.typed[description] = path

    def _meets(self, dialogs: list[dict[str, Any]], path: Path) -> None:
        """LibreOffice lets go of its lock for a moment when it saves: another clerk may take it, the tool never."""
        lock = path.parent / f".~lock.{path.name}#"
        owner = lock.read_text(encoding="utf-8").split(",")[0] if lock.exists() else ""
        if owner in CLERKS and "in Use" in dialogs[0]["title"]:
            self._day.count("another clerk was quicker")
        else:
            text = " ".join(f"{each['title']} {each['text']}" for each in dialogs)
            self._day.troubles.append(f"{self._name} met a dialog on saving: {text}; the lock says {owner}")
        self._driver.dismiss("Cancel")

    def _column(self, head: str) -> list[str]:
        cells = self._driver.get(f"{SHEET}!{_letters(head)}{FIRST_DATA_ROW}:{_letters(head)}{LAST_ROW}")
        return [str(row[0]) for row in cells]

    def _tidies_up(self) -> None:
        """Nobody leaves a register open, or a lock behind, at the end of the day."""
        for path in (self._day.folder / f"{name}.xlsx" for name in REGISTERS):
            lock = path.parent / f".~lock.{path.name}#"
            if lock.exists() and self._name in lock.read_text(encoding="utf-8") and self._opens(path):
                self._driver.close()


def _letters(head: str) -> str:
    return str(get_column_letter(HEADS.index(head) + 1))


@pytest.fixture
def driver() -> ModuleType:
    return keyboard_driver()


@pytest.fixture
def watched(tmp_path: Path, driver: ModuleType) -> Iterator[Path]:
    """A folder of two registers with `xltools watch` over it; it must end by itself, cleanly, when it is told to."""
    folder = tmp_path / "台账"
    for name in REGISTERS:
        assert start_register(TEMPLATE, folder, name).path.name == f"{name}.xlsx"
    command = [sys.executable, "-m", "xltools", "watch", str(folder), "--quiet-period", "0.5", "--every", "0.5"]
    watcher = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    try:
        yield folder
        watcher.send_signal(signal.SIGTERM)
        output, _ = watcher.communicate(timeout=60)
        assert watcher.returncode == 0, output
        assert "bug" not in output
    finally:
        watcher.kill()
        watcher.communicate()


def test_a_day_of_several_clerks(watched: Path, driver: ModuleType) -> None:
    day = _Day(watched)
    clerks = [_Clerk(driver, name, day, seed) for seed, name in enumerate(CLERKS)]
    threads = [threading.Thread(target=clerk.works, args=(SESSIONS,)) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=600)
    assert day.troubles == []
    assert day.told["sessions"] >= 60
    _until(lambda: _unnumbered(day) == [], seconds=60)
    found = _rows(watched)
    assert Counter(description for description, _ in found) == Counter(day.typed.keys())
    numbers = dict(found)
    assert len(set(numbers.values())) == len(numbers)
    assert {each: seen for each, seen in day.numbers.items() if seen != {numbers[each]}} == {}
    print(dict(day.told), len(found), "rows")


def _rows(folder: Path) -> list[tuple[str, str]]:
    found = []
    for name in REGISTERS:
        sheet = openpyxl.load_workbook(io.BytesIO((folder / f"{name}.xlsx").read_bytes()))[SHEET]
        for row in sheet.iter_rows(min_row=FIRST_DATA_ROW, values_only=True):
            cells = dict(zip(HEADS, row, strict=False))
            if cells.get(DESCRIPTION):
                found.append((str(cells[DESCRIPTION]), str(cells[NUMBER] or "")))
    return found


def _unnumbered(day: _Day) -> list[str]:
    return [description for description, number in _rows(day.folder) if not number]


def _until(holds: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "the watcher did not get there"
        time.sleep(0.2)
