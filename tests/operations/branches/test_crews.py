"""The same work in this process, in others, and on a cluster; what dies with a worker is done again."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.branches.crew_work import Load, not_installed, squares, taken_apart
from xltools.errors import ClusterError
from xltools.operations.branches.crews import Hire, cluster_crew, done_by, local_crew, usual_workers

LOADS = [Load((first, first + 1)) for first in range(0, 12, 2)]


def done(hire: Hire, loads: list[Load] = LOADS) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for load, result in done_by(hire, squares, loads, taken_apart):
        found |= dict.fromkeys(load.numbers) if result is None else dict(result)
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_is_done_once(workers: int) -> None:
    assert done(local_crew(workers)) == {number: number**2 for number in range(12)}


def test_nothing_asks_for_nobody() -> None:
    assert done(local_crew(2), []) == {}
    assert usual_workers() >= 1


def test_only_what_kills_is_lost() -> None:
    loads = [load._replace(deadly=5) for load in LOADS]
    assert done(local_crew(2), loads) == {number: number**2 if number != 5 else None for number in range(12)}


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "once").write_bytes(b"")
    loads = [load._replace(deadly=5, folder=str(tmp_path)) for load in LOADS]
    assert done(local_crew(2), loads) == {number: number**2 for number in range(12)}


def test_alone_it_is_done_where_it_can_be_interrupted() -> None:
    with local_crew(1)(5) as crew:
        assert crew.executor.submit(threading.get_ident).result() == threading.get_ident()


def test_no_more_processes_than_windows_can_wait_for() -> None:
    with local_crew(200)(200) as crew:
        assert crew.workers == 61


def test_a_broken_installation_is_no_fault_of_what_was_read() -> None:
    with pytest.raises(ModuleNotFoundError):
        list(done_by(local_crew(1), not_installed, LOADS, taken_apart))


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_processes_end_with_the_one_that_started_them() -> None:
    words = "from tests.operations.branches.crew_work import hire_and_wait; hire_and_wait()"
    parent = subprocess.Popen(
        [sys.executable, "-c", words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
        start_new_session=True,
    )
    assert parent.stdout is not None
    parent.stdout.readline()
    parent.kill()
    try:
        parent.communicate(timeout=60)  # until nobody is left who could write there
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(parent.pid, signal.SIGKILL)


def test_no_cluster_is_told() -> None:
    pytest.importorskip("distributed", reason='needs: pip install "xltools[cluster]"')
    with pytest.raises(ClusterError), cluster_crew("tcp://127.0.0.1:9")(1):
        pytest.fail("nobody is there")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Two worker processes, as on two machines."""
    distributed = pytest.importorskip("distributed", reason='needs: pip install "xltools[cluster]"')
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("default")  # the cluster's own libraries may warn
def test_a_cluster_does_the_same(cluster: str) -> None:
    assert done(cluster_crew(cluster)) == done(local_crew(1))


@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(os.name == "nt", reason="a worker is killed by a signal")
def test_a_worker_of_the_cluster_that_dies_midway_costs_nothing(cluster: str, tmp_path: Path) -> None:
    (tmp_path / "once").write_bytes(b"")
    loads = [load._replace(deadly=5, folder=str(tmp_path)) for load in LOADS]
    assert done(cluster_crew(cluster), loads) == {number: number**2 for number in range(12)}
    assert list(tmp_path.iterdir()) == []
