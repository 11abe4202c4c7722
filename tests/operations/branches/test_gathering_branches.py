"""Registers of branches: read once per contents, tried again where that may help, named where nothing helps."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.operations.branches.branch_world import (
    CLOCK,
    NOW,
    SPAN,
    branch,
    branch_settings_of,
    register_bytes,
)
from xltools.errors import WorkbookBusyError
from xltools.operations.branches import branch_task
from xltools.operations.branches.branch_settings import BranchSettings
from xltools.operations.branches.branch_sources import branch_sources
from xltools.operations.branches.crews import Hire, cluster_crew, local_crew
from xltools.operations.branches.figures_store import figures_store
from xltools.operations.branches.gathering_branches import GatheredBranches, Gathering, gather_branches
from xltools.operations.reporting.troubles import Trouble
from xltools.reports.branches.totals import BranchTotals


def gathered(
    folder: Path,
    settings: BranchSettings | None = None,
    hire: Hire | None = None,
    pauses: list[float] | None = None,
    **asked: object,
) -> GatheredBranches:
    settings = settings or branch_settings_of()
    memory = folder / ".xltools"
    memory.mkdir(exist_ok=True)
    wanted = Gathering(SPAN, settings, (folder,), NOW, CLOCK, hire or local_crew(1))
    with figures_store(memory, NOW, keep=True) as store:
        sources = branch_sources(folder, settings)
        return gather_branches(
            sources,
            replace(wanted, **asked),
            store,
            pause=(pauses if pauses is not None else []).append,  # type: ignore[arg-type]
        )


def told(totals: BranchTotals) -> list[tuple[str, int]]:
    return [(line.name, line.received) for line in totals.lines]


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    for place, name in enumerate(("华东", "华南", "华北"), start=1):
        branch(tmp_path, name, cases=place)
    return tmp_path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The registers whose bytes were asked for."""
    asked: list[str] = []
    read = branch_task.read_snapshot

    def noted(path: Path) -> object:
        asked.append(path.parent.name)
        return read(path)

    monkeypatch.setattr(branch_task, "read_snapshot", noted)
    return asked


def test_the_second_time_only_what_changed_is_read(headquarters: Path, reads: list[str]) -> None:
    first = gathered(headquarters)
    assert (told(first.totals), first.read_anew) == ([("华东", 1), ("华北", 3), ("华南", 2)], 3)
    reads.clear()
    branch(headquarters, "华南", cases=5)
    again = gathered(headquarters)
    assert (told(again.totals), again.read_anew) == ([("华东", 1), ("华北", 3), ("华南", 5)], 1)
    assert reads == ["华南"]


def test_a_file_that_was_only_touched_is_read_and_not_reckoned(headquarters: Path, reads: list[str]) -> None:
    first = gathered(headquarters)
    reads.clear()
    os.utime(headquarters / "分部" / "华南" / "台账.xlsx", (1_710_000_000, 1_710_000_000))
    again = gathered(headquarters)
    assert (reads, again.read_anew) == (["华南"], 0)
    assert again.totals == first.totals


def test_a_file_that_was_changed_just_now_is_looked_into_again(headquarters: Path, reads: list[str]) -> None:
    os.utime(headquarters / "分部" / "华南" / "台账.xlsx", (CLOCK - 1, CLOCK - 1))
    gathered(headquarters)
    reads.clear()
    again = gathered(headquarters)
    assert (reads, again.read_anew) == (["华南"], 0)


def test_another_period_is_another_figure(headquarters: Path) -> None:
    gathered(headquarters)
    other = replace(SPAN, period=SPAN.before, before=SPAN.before.previous(), cut_off=SPAN.before.ends_at)
    assert gathered(headquarters, span=other).read_anew == 3
    assert gathered(headquarters).read_anew == 0


def test_a_definition_put_beside_a_register_has_it_read_anew(headquarters: Path) -> None:
    gathered(headquarters)
    folder = headquarters / "分部" / "华南"
    shipped = Path(__file__).parents[3] / "workbook_templates" / "feedback_report.toml"
    (folder / "feedback_report.toml").write_bytes(shipped.read_bytes())
    again = gathered(headquarters)
    assert (again.read_anew, len(again.totals.lines)) == (1, 3)


def test_processes_say_the_same(headquarters: Path) -> None:
    for place in range(20):
        branch(headquarters, f"分部{place:02}", cases=1 + place % 3, day=1 + place % 9)
    alone = gathered(headquarters)
    for file in (headquarters / ".xltools").iterdir():
        file.unlink()
    together = gathered(headquarters, hire=local_crew(2))
    assert together.read_anew == 23
    assert together.totals == alone.totals


@pytest.fixture
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason='needs: pip install "xltools[cluster]"')
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


@pytest.mark.filterwarnings("default")  # the cluster's own libraries may warn
@pytest.mark.skipif(os.name == "nt", reason="a worker is killed by a signal")
def test_a_worker_killed_midway_changes_no_figure(tmp_path: Path, cluster: "object") -> None:
    import signal

    for place in range(40):
        branch(tmp_path, f"分部{place:02}", cases=1 + place % 3, day=1 + place % 9)
    alone = gathered(tmp_path)
    for file in (tmp_path / ".xltools").iterdir():
        file.unlink()
    killed: list[int] = []

    def kill_one(done: int, _: int) -> None:
        if done >= 5 and not killed:
            worker = next(iter(cluster.workers.values()))  # type: ignore[attr-defined]
            killed.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)

    settings = branch_settings_of()
    hire = cluster_crew(cluster.scheduler_address)  # type: ignore[attr-defined]
    with figures_store(tmp_path / ".xltools", NOW, keep=True) as store:
        wanted = Gathering(SPAN, settings, (tmp_path,), NOW, CLOCK, hire)
        found = gather_branches(branch_sources(tmp_path, settings), wanted, store, kill_one, lambda _: None)
    assert killed
    assert (found.totals, found.gaps, found.read_anew) == (alone.totals, (), 40)


def test_what_is_busy_is_tried_again_with_longer_pauses(headquarters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, busy = branch_task.read_snapshot, [2]

    def sometimes(path: Path) -> object:
        if path.parent.name == "华南" and busy[0]:
            busy[0] -= 1
            raise WorkbookBusyError(path, "somebody")
        return read(path)

    monkeypatch.setattr(branch_task, "read_snapshot", sometimes)
    pauses: list[float] = []
    settings = branch_settings_of(retries=3, pause_seconds=1.5)
    found = gathered(headquarters, settings, pauses=pauses)
    assert (pauses, found.gaps, len(found.totals.lines)) == ([1.5, 3.0], (), 3)


def test_what_stays_busy_is_named_with_the_day_it_was_last_read(
    headquarters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered(headquarters)
    branch(headquarters, "华南", cases=6)

    def busy(path: Path) -> object:
        raise WorkbookBusyError(path, "somebody")

    monkeypatch.setattr(branch_task, "read_snapshot", busy)
    pauses: list[float] = []
    found = gathered(headquarters, branch_settings_of(retries=1, pause_seconds=1), pauses=pauses)
    (gap,) = found.gaps
    assert (gap.source.name, gap.trouble, gap.last_read) == ("华南", Trouble.BUSY, "2024-06-05 09:30")
    assert told(found.totals) == [("华东", 1), ("华北", 3)]  # what was read then stands in for nothing
    assert pauses == [1]


def test_a_broken_register_is_not_tried_again(headquarters: Path) -> None:
    (headquarters / "分部" / "华南" / "台账.xlsx").write_bytes(b"broken")
    pauses: list[float] = []
    found = gathered(headquarters, pauses=pauses)
    assert [(gap.source.name, gap.trouble) for gap in found.gaps] == [("华南", Trouble.DAMAGED)]
    assert pauses == []


def test_a_branch_that_is_gone_is_told_until_another_register_takes_its_place(headquarters: Path) -> None:
    gathered(headquarters)
    register, elsewhere = headquarters / "分部" / "华南" / "台账.xlsx", headquarters / "台账.xlsx"
    register.rename(elsewhere)
    for _ in range(2):
        found = gathered(headquarters)
        assert [(gap.source.name, gap.trouble, gap.last_read) for gap in found.gaps] == [
            ("华南", Trouble.GONE, "2024-06-05 09:30")
        ]
    elsewhere.rename(register.with_name("2027.xlsx"))
    assert [gathered(headquarters).gaps for _ in range(2)] == [(), ()]


def test_workbooks_that_are_no_registers_are_counted_and_remembered(headquarters: Path, reads: list[str]) -> None:
    import openpyxl

    path = headquarters / "分部" / "华南" / "预算.xlsx"
    openpyxl.Workbook().save(path)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert gathered(headquarters).passed_over == 1
    reads.clear()
    assert gathered(headquarters).passed_over == 1
    assert reads == []


def test_the_same_bytes_in_two_places_are_told(headquarters: Path) -> None:
    copy = headquarters / "分部" / "华西" / "台账.xlsx"
    copy.parent.mkdir()
    copy.write_bytes(register_bytes(2))
    (places,) = gathered(headquarters).copies
    assert [Path(place).parent.name for place in places] == ["华南", "华西"]


def test_progress_counts_every_register_once(headquarters: Path) -> None:
    (headquarters / "分部" / "华南" / "台账.xlsx").write_bytes(b"broken")
    settings = branch_settings_of("分部/*/*.xlsx", "gone.xlsx")
    steps: list[tuple[int, int]] = []
    wanted = Gathering(SPAN, settings, (), NOW, CLOCK, local_crew(1))
    (headquarters / ".xltools").mkdir(exist_ok=True)
    with figures_store(headquarters / ".xltools", NOW, keep=True) as store:
        gather_branches(
            branch_sources(headquarters, settings), wanted, store, lambda done, of: steps.append((done, of))
        )
    assert steps[-1] == (4, 4)
    assert sorted(steps) == steps
