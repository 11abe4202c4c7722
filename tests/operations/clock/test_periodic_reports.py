"""The report of a period, made by the clock and put into the outbox."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.rules.case_views import policy_of
from xltools.errors import FontMissingError, LedgerError, MissingExtraError, ReportError, XltoolsError
from xltools.model.period import Period
from xltools.model.policy import Policy
from xltools.operations.clock import periodic_reports as module
from xltools.operations.clock.periodic_reports import MadeReport, make_report
from xltools.operations.clock.tick_memory import ReportState, TickMemory
from xltools.operations.reporting.report_files import Placed, Placing
from xltools.operations.reporting.summary_order import Summary, SummaryOrder
from xltools.operations.workspace import Workspace

OCTOBER, QUARTER = Period.month(2026, 10), Period.quarter(2026, 3)
NOVEMBER_1, NOVEMBER_5 = datetime(2026, 11, 1, 0, 1), datetime(2026, 11, 5, 0, 1)
MEMORY = TickMemory(first_month=date(2026, 10, 1), last=NOVEMBER_1)
PEOPLE = """
| name | role         | department |
| 郑伟 | 售后服务经理 | 售后部     |
"""


class World:
    """Stands for the making of reports and the outbox."""

    def __init__(self) -> None:
        self.contents = "a" * 64
        self.asked: list[SummaryOrder] = []
        self.letters: list[tuple[str, str, Sequence[str], list[str]]] = []
        self.trouble: XltoolsError | None = None
        self.no_pdf: XltoolsError | None = None

    def summarize(self, order: SummaryOrder, now: datetime) -> Summary:
        self.asked.append(order)
        if order.pdf and self.no_pdf is not None:
            raise self.no_pdf
        if self.trouble is not None:
            raise self.trouble
        suffixes = (".xlsx", ".pdf") if order.pdf else (".xlsx",)
        files = tuple(Placed(Path(f"{order.period.key}{each}"), Placing.WRITTEN, self.contents) for each in suffixes)
        return Summary(order, "改进报告", files, 3, 2, 2, 1, 1, (), {}, (), {}, (), None, ())

    def enqueue(
        self, workspace: Workspace, register_id: str, key: str, subject: str, text: str,
        recipients: Sequence[str], policy: Policy, now: datetime, *, attachments: Sequence[Path],
    ) -> int:  # fmt: skip
        self.letters.append((key, subject, recipients, [path.name for path in attachments]))
        return len(recipients)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    monkeypatch.setattr(module, "summarize", made.summarize)
    monkeypatch.setattr(module, "enqueue_message", made.enqueue)
    return made


def make(
    folder: Path, memory: TickMemory = MEMORY, now: datetime = NOVEMBER_1, period: Period = OCTOBER, *recipients: str
) -> tuple[MadeReport, TickMemory]:
    policies = [
        policy_of(people=PEOPLE, settings={"report_recipients": each}) for each in recipients or ("售后服务经理",)
    ]
    policies[0] = replace(policies[0], settings={**policies[0].settings, "report_day": "4"})
    return make_report(folder, period, Workspace(folder), now, memory, policies)


def test_it_goes_to_its_readers_with_its_files(tmp_path: Path, world: World) -> None:  # FA-17
    made, memory = make(tmp_path)
    ((_, subject, recipients, files),) = world.letters
    assert ("2026年10月" in subject, recipients, files) == (True, ("售后服务经理",), ["2026-10.xlsx", "2026-10.pdf"])
    assert (made.told, made.again) == (1, False)
    assert memory.reports["2026-10"] == ReportState(again_on=date(2026, 11, 4), finished=False, sent="a" * 64)


def test_readers_of_several_registers_get_it_once(tmp_path: Path, world: World) -> None:
    make(tmp_path, MEMORY, NOVEMBER_1, OCTOBER, "售后服务经理、总经理", "总经理", "客服经理")
    assert [recipients for _, _, recipients, _ in world.letters] == [("售后服务经理", "总经理", "客服经理")]


def test_the_same_contents_are_sent_once(tmp_path: Path, world: World) -> None:
    _, memory = make(tmp_path)
    again, memory = make(tmp_path, memory, NOVEMBER_5)
    assert (again.told, again.again, len(world.letters)) == (0, False, 1)
    assert memory.reports["2026-10"].finished


def test_changed_contents_are_sent_as_an_update(tmp_path: Path, world: World) -> None:
    _, memory = make(tmp_path)
    world.contents = "b" * 64
    again, memory = make(tmp_path, memory, NOVEMBER_5)
    assert (again.told, again.again) == (1, True)
    first, second = world.letters
    assert first[0] != second[0]
    assert ("更新" in first[1], "更新" in second[1]) == (False, True)
    assert memory.reports["2026-10"].sent == "b" * 64


@pytest.mark.parametrize("lack", [FontMissingError(), MissingExtraError("A PDF", "pdf")])
def test_a_machine_without_fonts_makes_the_workbook(tmp_path: Path, world: World, lack: XltoolsError) -> None:
    world.no_pdf = lack
    make(tmp_path)
    assert [order.pdf for order in world.asked] == [True, False]
    assert world.letters[0][3] == ["2026-10.xlsx"]


@pytest.mark.parametrize("trouble", [ReportError("no"), LedgerError("no")])
def test_a_report_that_cannot_be_made_is_not_called_made(tmp_path: Path, world: World, trouble: XltoolsError) -> None:
    world.trouble = trouble
    with pytest.raises(XltoolsError):
        make(tmp_path)
    assert world.letters == []


def test_a_quarter_is_made_like_a_month(tmp_path: Path, world: World) -> None:  # ST-15, FR-15
    _, memory = make(tmp_path, period=QUARTER)
    assert memory.reports["2026Q3"].again_on == date(2026, 10, 4)
    assert memory.reports["2026Q3"].finished  # made behind its day: for good
