"""Who does the reading? This process, some processes of this machine, or a cluster: one seam, `concurrent.futures`.

Invariant: the same function gets the same arguments wherever it runs, and what was lost with a worker is done again.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context, parent_process
from typing import Any, NamedTuple, Protocol, TypeVar

from xltools.errors import ClusterError, MissingExtraError
from xltools.operations.branches.definition_prints import shipped_print

_CONNECT_SECONDS = 30
_MOST_PROCESSES = 61  # that Windows can wait for
_AHEAD = 2  # tasks that wait for each worker, so that none is idle
_TRIES = 3  # of a task that a machine of the cluster fails with
Task = TypeVar("Task")
Result = TypeVar("Result")


class Crew(NamedTuple):
    """Somebody who works.

    Attributes:
        executor: Takes tasks.
        workers: How many are done at once.
    """

    executor: Executor
    workers: int


class Hire(Protocol):
    """Gets somebody to work."""

    def __call__(self, most: int, *, apart: bool = False) -> AbstractContextManager[Crew]:
        """Somebody for at most so many tasks; ``apart`` from this process, whatever it takes, where that can be."""


def local_crew(workers: int) -> Hire:
    """So many processes beside this one; for a single task, or if there is to be but one, this process itself."""

    @contextmanager
    def hire(most: int, *, apart: bool = False) -> Iterator[Crew]:
        count = min(workers, most, _MOST_PROCESSES)
        executor: Executor
        if count == 1 and not apart:
            executor = _Here()
        else:
            spawned = get_context("spawn")  # as on Windows, everywhere
            executor = ProcessPoolExecutor(count, mp_context=spawned, initializer=_end_with_parent)
        with executor:
            try:
                yield Crew(executor, count)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise

    return hire


class _Here(Executor):
    """This very thread: what lies in its memory can be read, and whoever interrupts it does not wait for the task."""

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> "Future[Result]":
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - told by the future, as every executor does
            future.set_exception(error)
        return future


def _end_with_parent() -> None:
    """A process that was killed cannot end those that it started: they end by themselves."""
    if (parent := parent_process()) is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def cluster_crew(address: str) -> Hire:
    """A cluster of `dask.distributed` that is there already.

    Args:
        address: Of its scheduler: ``tcp://10.0.0.5:8786``.

    Raises:
        MissingExtraError: The library is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError("a cluster", "cluster") from None

    @contextmanager
    def hire(most: int, *, apart: bool = False) -> Iterator[Crew]:
        try:
            client: Any = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            told = (str(error) or type(error).__name__).splitlines()[0]
            raise ClusterError(f"the cluster {address} does not answer ({told}). Check the address.") from None
        with client:
            threads = sum(client.nthreads().values())
            if not threads:
                raise ClusterError(f"the cluster {address} has no worker. Start one, then run the command again.")
            _refuse_another_xltools(client, address)
            try:
                yield Crew(client.get_executor(pure=False, retries=_TRIES), min(threads, most))
            except ImportError as error:
                raise _without_xltools(address, error) from None

    return hire


def _refuse_another_xltools(client: Any, address: str) -> None:
    """Figures are kept as those of this version, so no other may reckon them."""
    told: dict[str, object] = client.run(shipped_print, on_error="return")
    for worker, version in sorted(told.items()):
        if isinstance(version, OSError):  # it has just ended
            continue
        if isinstance(version, Exception):
            raise _without_xltools(address, version)
        if version != shipped_print():
            raise ClusterError(
                f"{worker} of the cluster {address} has another version of xltools or its templates. "
                "Install the same on all machines."
            )


def _without_xltools(address: str, error: Exception) -> ClusterError:
    return ClusterError(
        f"xltools does not run on the cluster {address} ({error}). Install it on all machines, the scheduler's as well."
    )


def usual_workers() -> int:
    """How many processes this machine runs at once."""
    return os.cpu_count() or 1


def done_by(
    hire: Hire, work: Callable[[Task], Result], tasks: Sequence[Task], taken_apart: Callable[[Task], Sequence[Task]]
) -> Iterator[tuple[Task, Result | None]]:
    """Have tasks done, in any order.

    What is under way when a worker dies is done again part by part, one at a time, so that the one that kills is known.

    Args:
        hire: Who does them.
        work: Does one; is found by name in another process, and raises nothing.
        tasks: All of them.
        taken_apart: The smallest tasks that a task can be done by.

    Yields:
        Each task with its result; None for a smallest task whose worker died.
    """
    left, suspects = deque(tasks), list[Task]()
    while left:
        with hire(len(left)) as crew:
            yield from _worked_on(crew, work, left, suspects)
    for suspect in (part for task in suspects for part in taken_apart(task)):
        with hire(1, apart=True) as crew:
            yield suspect, _result(crew.executor.submit(work, suspect))


def _worked_on(
    crew: Crew, work: Callable[[Task], Result], left: deque[Task], suspects: list[Task]
) -> Iterator[tuple[Task, Result]]:
    """Until nothing is left, or a worker has died: then what was under way is suspect."""
    under_way: dict[Future[Result], Task] = {}
    broken = False
    while (left and not broken) or under_way:
        while left and not broken and len(under_way) < crew.workers * _AHEAD:
            try:
                under_way[crew.executor.submit(work, left[0])] = left[0]
            except RuntimeError:  # the pool is broken, and says so only now
                broken = True
                break
            left.popleft()
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            task = under_way.pop(future)
            result = _result(future)
            if result is None:
                suspects.append(task)
                broken = True
            else:
                yield task, result


def _result(future: "Future[Result]") -> Result | None:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - the work raises nothing, so this is the end of who did it
        for cause in (error, error.__cause__):
            if isinstance(cause, ImportError):  # a broken installation is no fault of what was read
                raise cause from None
        return None
