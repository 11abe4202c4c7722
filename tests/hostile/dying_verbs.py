"""Verbs that write more than one file, and are killed: prepared folders, the verb, and what is done after its death.

Imported once, forked for each death: reads lines ``FOLDER<tab>step<tab>NUMBER`` (the folder is called like the verb; it
dies before that call to the system) or ``FOLDER<tab>wait<tab>SECONDS`` and answers each with ``killed`` or ``done``.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook

from tests.hostile.dying_refreshes import live
from tests.operations.case_reports import closed_cases
from tests.operations.clock.test_ticking import register as register_of_tickets
from tests.operations.clock.test_ticking import ticket
from tests.operations.extending.test_extending import earlier_register
from tests.operations.importing import samples
from tests.operations.notifying.made_up import MAIL, SENT, WECOM, workspace
from tests.operations.passes import test_refresh as reports
from tests.operations.rolling_over import year_end
from tests.operations.rolling_over.test_rolling_over import bring
from tests.registers import NOW, heads_of, with_rows
from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import XltoolsError
from xltools.operations.adopting.adopting import AdoptOrder, adopt
from xltools.operations.case_reports.report_order import CaseReportOrder
from xltools.operations.case_reports.reporting_cases import report_cases
from xltools.operations.clock.ticking import tick
from xltools.operations.copying_forms import copy_forms
from xltools.operations.extending.extending import ExtendOrder, extend_register
from xltools.operations.importing.taking_in import take_in
from xltools.operations.journaling.journal import NoteKind
from xltools.operations.journaling.journal_reading import journal_entries
from xltools.operations.notifying.delivering import deliver
from xltools.operations.notifying.senders.letter import Letter, Outcome
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.rolling_over.rolling_over import RolloverOrder, roll_over
from xltools.operations.starting import start_register
from xltools.operations.undo.undoing import UndoOrder, undo
from xltools.operations.workspace import Workspace, workbooks_in

NAMING = frozenset({"os.rename", "os.link"})  # what Python tells audit hooks of a name that is given
WRITING = os.O_WRONLY | os.O_RDWR
EXPORT = "收件/评价.csv"
ADOPTED = datetime(2026, 11, 20, 9, 30)  # what is open there is late for months
TICK = datetime(2026, 12, 1, 8, 0)  # the first tick of a month: a report is due
DESK = Path(__file__).parents[1] / "it_service_desk.toml"
POST = ".xltools/taken.jsonl"  # what the services took, copied along with the folder

for late in ("archiving.archiving_folder", "clock.periodic_reports"):  # else each life would import them anew
    import_module(f"xltools.operations.{late}")


class Verb(NamedTuple):
    """A verb.

    Attributes:
        prepare: Makes the folder as the verb finds it.
        work: What dies.
        again: What somebody does who finds that it died: the same command, once more.
        now: The moment at which the registers are refreshed afterwards.
        stride: Each so-many-th of the calls that `die_before` counts is died before.
    """

    prepare: Callable[[Path], object]
    work: Callable[[Path], object]
    again: Callable[[Path], object]
    now: datetime
    stride: int


class Post:
    """Stands for all services: notes each letter that it takes, in one write, before it answers."""

    per_minute, spacing = 1000, 0.0

    def __init__(self, folder: Path) -> None:
        self._file = folder / POST

    def __call__(self, *_: object) -> "Post":
        return self

    def fits(self, _: Letter) -> bool:
        return True

    def send(self, letter: Letter) -> Outcome:
        items = [item for section in letter.sections for item in section.items]
        line = json.dumps([letter.batch, letter.address, letter.title, items])
        with self._file.open("ab", buffering=0) as file:
            file.write(line.encode() + b"\n")
        return SENT

    def close(self) -> None:
        pass


def refresh_all(folder: Path, now: datetime) -> None:
    """As a watcher does: what stops one register stops no other."""
    for path in workbooks_in(folder):
        with suppress(XltoolsError):
            refresh(path, now, order=PassOrder(hold_seconds=0))


def typed(path: Path, row: int, cells: Mapping[str, str]) -> None:
    """Somebody types into a row of a register of feedback."""
    path.write_bytes(with_rows(path.read_bytes(), "反馈登记", [dict(cells)], heads_of(reports.NAME, "cases"), row))


def unless_done(work: Callable[[Path], object], folder: Path) -> None:
    """Once more; that it was done already is an answer."""
    with suppress(XltoolsError):
        work(folder)


def _new_year(folder: Path) -> None:
    old = year_end.register(folder)
    bring(old)
    new = [year_end.case(7, closed=False)]  # nobody numbered it yet
    old.write_bytes(with_rows(old.read_bytes(), "反馈登记", new, heads_of(year_end.NAME, "cases"), 12))


def _roll_over(folder: Path) -> None:
    roll_over(folder / year_end.OLD, year_end.NOW, RolloverOrder(hold_seconds=0))


def _refreshed_twice(folder: Path) -> None:
    path = reports.register(folder, [reports.ROW])
    refresh_all(folder, NOW - timedelta(hours=3))
    typed(path, 6, {**reports.ROW, "问题描述": "冰箱冷藏室结冰很厚"})
    refresh_all(folder, NOW - timedelta(hours=2))
    typed(path, 5, {"客户名称/单位": "别的公司"})


def _undo(folder: Path) -> None:
    undo(folder / "台账.xlsx", NOW, UndoOrder(hold_seconds=0))


def _undo_once(folder: Path) -> None:
    """Somebody who was not told that it was done asks once more; a further undo would take back what was before."""
    if all(entry.kind != NoteKind.UNDONE for entry in journal_entries(Workspace(folder))):
        _undo(folder)


def _exports(folder: Path) -> None:
    samples.register(folder)
    rows = samples.GOOD_ROW + samples.OTHER_ROW + samples.BAD_ROW
    (folder / "收件").mkdir()
    (folder / EXPORT).write_text(samples.CSV + rows, encoding="utf-8")
    (folder / "收件" / "无用.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")


def _take_in(folder: Path) -> None:
    take_in(folder, NOW, quiet_seconds=0, hold_seconds=0)


def _tracker(folder: Path) -> None:
    (folder / "售后台账.xlsx").write_bytes(TRACKERS["english"]())
    adopt(folder / "售后台账.xlsx", ADOPTED, AdoptOrder())


def _adopt(folder: Path) -> None:
    adopt(folder / "售后台账.xlsx", ADOPTED, AdoptOrder(apply=True, hold_seconds=0))


def _earlier(folder: Path) -> None:
    earlier_register(folder / "旧.xlsx")
    refresh_all(folder, NOW)


def _upgrade(folder: Path) -> None:
    extend_register(folder / "旧.xlsx", NOW, ExtendOrder(hold_seconds=0))


def _reported(folder: Path) -> None:
    """Of two cases that were reported and have changed since, somebody worked on the report of one."""
    cases, numbers = closed_cases, ("202405-001", "202405-002")
    path = cases.register_of(folder, *map(cases.case, numbers))
    report_cases(CaseReportOrder(path, numbers), cases.NOW)
    report = sorted((folder / "报告" / "个案").iterdir())[1]
    book = load_workbook(report)
    book.worksheets[0]["A1"] = "主管批注"
    book.save(report)
    cases.register_of(folder, *(cases.case(number, 处理结果="换了压缩机，试机正常。") for number in numbers))


def _report(folder: Path) -> None:
    report_cases(CaseReportOrder(folder / "台账.xlsx", ("202405-001", "202405-002")), closed_cases.NOW)


def _month(folder: Path) -> None:
    """A ticket that becomes late, a closed case to be archived, an export that came in; a month is over."""
    toml = folder / "xltools.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n[archive]\npdf = false\n", encoding="utf-8")
    register_of_tickets(folder, ticket("2026-11-20 08:30"))
    closed_cases.register_of(folder, closed_cases.case("202405-001"))
    _ticked(folder, TICK - timedelta(days=2))
    (folder / "收件" / "工单").mkdir(parents=True)
    heads, row = (
        "客户名称,联系方式,反馈渠道,反馈时间,问题描述（摘要）",
        "丁公司,13800005688,电话,2026-11-30 09:30,空调外机漏水很严重",
    )
    (folder / "收件" / "工单" / "评价.csv").write_text(f"{heads}\n{row}\n", encoding="utf-8")
    typed(folder / "台账.xlsx", 6, closed_cases.case("", "丙公司"))


def _ticked(folder: Path, now: datetime) -> None:
    tick(folder, now, hold_seconds=0, send=partial(deliver, senders=Post(folder)))


def _tick(folder: Path) -> None:
    _ticked(folder, TICK)


def _tick_again(folder: Path) -> None:
    for minutes in (0, 1, 12):
        _ticked(folder, TICK + timedelta(minutes=minutes))


def _desk(folder: Path) -> None:
    shutil.copy(DESK, folder.parent)


def _start(folder: Path) -> None:
    copy_forms(start_register(str(folder.parent / DESK.name), folder / "desk").path)


def _start_again(folder: Path) -> None:
    unless_done(_start, folder)
    for path in (folder / "desk").glob("*.xlsx"):
        copy_forms(path)


VERBS: Mapping[str, Verb] = {
    "rollover": Verb(_new_year, _roll_over, partial(unless_done, _roll_over), year_end.NOW, 2),
    "undo": Verb(_refreshed_twice, _undo, _undo_once, NOW, 1),
    "import": Verb(_exports, _take_in, _take_in, NOW, 2),
    "adopt": Verb(_tracker, _adopt, partial(unless_done, _adopt), ADOPTED, 2),
    "upgrade": Verb(_earlier, _upgrade, _upgrade, NOW, 1),
    "report": Verb(_reported, _report, _report, closed_cases.NOW, 1),
    "tick": Verb(_month, _tick, _tick_again, TICK, 7),
    "init": Verb(_desk, _start, _start_again, NOW, 1),
}


def die_before(step: int) -> None:
    """Let this process die just before it gives a name or adds a line for the so-and-so-many-th time.

    What is between two of these moments nobody sees afterwards, and an audit hook costs a long verb next to nothing.
    """
    left = step

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in NAMING or (event == "open" and _is_for_a_line(arguments[0], arguments[2])):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _is_for_a_line(path: object, flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & WRITING) and str(path).endswith(".jsonl")


def prepare(verb: str, folder: Path) -> None:
    """Make the folder of a verb, which is called like it, with ways to send notices."""
    folder.mkdir()
    workspace(folder, MAIL, WECOM)
    VERBS[verb].prepare(folder)


if __name__ == "__main__":
    live(lambda folder: VERBS[folder.name].work(folder), die_before)
