"""A watch over a real folder: whatever ends it, the claim is given up and nothing of it is left."""

import hashlib
import json
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import NoFolderError, ReadOnlyWorkbookError, VanishedError, WatchedAlreadyError, XltoolsError
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching import sole_watcher as claims
from xltools.operations.watching import watching as module
from xltools.operations.watching.background_post import BackgroundPost
from xltools.operations.watching.duties import Duties, Ticked
from xltools.operations.watching.lines import Line
from xltools.operations.watching.sole_watcher import CLAIM_FILE, sole_watcher
from xltools.operations.watching.watch_log import LOG_FILE, logged
from xltools.operations.watching.watching import WatchOrder, checksum, watch
from xltools.operations.workspace import Workspace

NOW = datetime(2026, 11, 21, 9, 30)
PATIENCE = 20.0  # seconds, for a machine that is busy with other things
Between = Callable[[], bool]
GUARD = "ends a watch that nothing else ends"
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


class Killed(BaseException):
    """No handler of ours catches it."""


class Deeds:
    """Duties that do nothing but what a test puts in their place."""

    def __init__(
        self, attend: Callable[[Path], None] = lambda _: None, tick: Callable[[Between], None] = lambda _: None
    ) -> None:
        self._attend, self._tick = attend, tick

    def attend(self, path: Path, _now: datetime, _cause: Cause) -> Attended:
        self._attend(path)
        return Attended(path, Attendance.IDLE)

    def tick(self, _folder: Path, _now: datetime, between: Between) -> Ticked:
        self._tick(between)
        return Ticked()

    def take_in(self, _folder: Path, _now: datetime) -> tuple[Line, ...]:
        return ()

    def deliver(self, _workspace: Workspace, _now: datetime) -> tuple[Line, ...]:
        return ()


def ends(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


def dies(*_: object) -> None:
    raise Killed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "工单"
    root.mkdir()
    (root / "台账.xlsx").write_bytes(b"never read here")
    return root


def order(folder: Path, **told: object) -> WatchOrder:
    return WatchOrder(folder, **{"every": 0.1, "quiet": 0.0, **told})  # type: ignore[arg-type]


def watched(
    wanted: WatchOrder, duties: Duties | None, tell: Callable[[Line, datetime], None] = lambda _line, _now: None
) -> None:
    """Watch until something ends it; a watch that nothing ends fails the test."""
    late = threading.Event()
    guard = threading.Timer(PATIENCE, lambda: (late.set(), ends()))
    guard.name = GUARD
    guard.start()
    try:
        watch(wanted, lambda: NOW, tell, duties)
    finally:
        guard.cancel()
        guard.join()
        assert not late.is_set()


def held() -> list[str]:
    """What this process holds of the system: its threads, where the system tells it the open files, signal handlers."""
    threads = [each.name for each in threading.enumerate() if each.name != GUARD]
    place = Path("/proc/self/fd")
    files = [str(each.readlink()) for each in place.iterdir() if each.is_symlink()] if place.is_dir() else []
    return sorted([*threads, *(each for each in files if str(os.getpid()) not in each), *map(str, handlers())])


def handlers() -> list[object]:
    return [signal.getsignal(number) for number in SIGNALS]


def nothing_left(folder: Path, before: list[str]) -> bool:
    assert held() == before
    assert not (folder / ".xltools" / CLAIM_FILE).exists()
    with sole_watcher(folder, NOW, lambda _: None):  # the lock is free
        pass
    folder.rename(folder.with_name("elsewhere"))  # which no system allows where Windows has a handle in it
    return True


@pytest.mark.parametrize("poll", [False, True], ids=["native", "poll"])
def test_asked_to_end_it_leaves_nothing(folder: Path, poll: bool) -> None:
    before, during, claimed = held(), [], []

    def tick(_: Between) -> None:
        during.extend(held())
        claimed.append((folder / ".xltools" / CLAIM_FILE).exists())
        ends()

    watched(order(folder, poll=poll), Deeds(tick=tick))
    assert claimed == [True]
    assert len(during) > len(before)  # threads and more
    assert nothing_left(folder, before)


@pytest.mark.parametrize("deeds", [Deeds(attend=dies), Deeds(tick=dies)], ids=["attend", "tick"])
def test_a_deed_that_dies_ends_it_and_leaves_nothing(folder: Path, deeds: Deeds) -> None:
    before = held()
    with pytest.raises(Killed):
        watched(order(folder), deeds)
    assert nothing_left(folder, before)


@pytest.mark.parametrize("event", ["watching", "trouble", "ended"])
def test_a_terminal_that_goes_away_ends_it_and_leaves_nothing(folder: Path, event: str) -> None:
    before = held()

    def trouble(_: Between) -> None:
        ends()
        raise XltoolsError("the share is slow")

    def tell(line: Line, _: datetime) -> None:
        if line.event == event:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        watched(order(folder), Deeds(tick=trouble), tell)
    assert nothing_left(folder, before)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_in_the_middle_of_a_deed_lets_it_be_done(folder: Path, number: int) -> None:
    (folder / "其他.xlsx").write_bytes(b"never read here")
    begun: list[Path] = []

    def attend(path: Path) -> None:
        begun.append(path)
        half = path.with_name("half")
        half.write_text("half", encoding="utf-8")
        signal.raise_signal(number)
        half.write_text("whole", encoding="utf-8")

    watched(order(folder), Deeds(attend))
    assert (folder / "half").read_text(encoding="utf-8") == "whole"
    assert len(begun) == 1  # and no other is begun


def test_a_watch_that_was_taken_over_ends_and_leaves_the_claim_to_the_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "BEAT_SECONDS", 0.02)
    claim = folder / ".xltools" / CLAIM_FILE
    before = held()
    other = {"claim": "other", "user": "Li Na", "host": "another", "process": 7, "since": "x", "beat": 0}

    def tick(between: Between) -> None:
        late = time.monotonic() + PATIENCE
        while between() and time.monotonic() < late:
            with suppress(OSError):  # the heart is writing just now, or may write once more
                claim.write_text(json.dumps(other), encoding="utf-8")

    with pytest.raises(WatchedAlreadyError, match="Li Na"):
        watched(order(folder), Deeds(tick=tick))
    assert json.loads(claim.read_text(encoding="utf-8")) == other
    assert held() == before


def test_a_folder_that_is_watched_is_refused_and_its_claim_stands(folder: Path) -> None:
    with sole_watcher(folder, NOW, lambda _: None):
        claim, before = (folder / ".xltools" / CLAIM_FILE).read_bytes(), held()
        with pytest.raises(WatchedAlreadyError):
            watched(order(folder), Deeds(attend=dies, tick=dies))
        assert (folder / ".xltools" / CLAIM_FILE).read_bytes() == claim
        assert held() == before


@pytest.mark.parametrize(("name", "error"), [("没有", VanishedError), ("台账.xlsx", NoFolderError)])
def test_only_folders_that_are_there_are_watched(folder: Path, name: str, error: type[XltoolsError]) -> None:
    before = held()
    with pytest.raises(error):
        watched(order(folder / name), Deeds(attend=dies, tick=dies))
    assert [path.name for path in folder.iterdir()] == ["台账.xlsx"]
    assert held() == before


def test_where_nothing_can_be_remembered_nothing_is_watched(folder: Path) -> None:
    (folder / ".xltools").write_bytes(b"in the way")
    before = held()
    with pytest.raises(ReadOnlyWorkbookError):
        watched(order(folder), Deeds(attend=dies, tick=dies))
    assert held() == before


def test_every_line_that_is_told_stands_in_the_log_from_the_first_to_the_last(folder: Path) -> None:
    told: list[Line] = []

    def tick(_: Between) -> None:
        ends()
        raise XltoolsError("the share is slow")

    watched(order(folder), Deeds(tick=tick), lambda line, _: told.append(line))
    assert (told[0].event, told[-1].event) == ("watching", "ended")
    assert "trouble" in [line.event for line in told[1:-1]]
    log = (folder / ".xltools" / LOG_FILE).read_text(encoding="utf-8")
    assert log.splitlines() == [logged(line, NOW) for line in told]


def test_a_folder_behind_a_link_is_watched_where_it_really_is(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    try:
        link.symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    told: list[Line] = []
    watched(order(link), Deeds(tick=ends), lambda line, _: told.append(line))
    assert {line.path for line in told} == {folder, folder / "台账.xlsx"}


@pytest.mark.parametrize(
    ("told", "quiet", "hold"),
    [({}, 1.0, 1.0), ({"poll": True}, 3.0, 3.0), ({"quiet": 0.0}, 0.0, 1.0), ({"poll": True, "quiet": 0.3}, 0.3, 3.0)],
)  # fmt: skip
def test_shares_are_given_more_time_and_what_is_told_counts(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: dict[str, object], quiet: float, hold: float
) -> None:
    given: list[tuple[object, ...]] = []

    def every_duty(*arguments: object) -> Deeds:
        given.append(arguments[:2])
        return Deeds(tick=ends)

    wanted = order(folder, **{"quiet": None, **told})
    assert (wanted.quiet_seconds, wanted.hold_seconds) == (quiet, hold)
    monkeypatch.setattr(module, "EveryDuty", every_duty)
    watched(wanted, None)
    assert given == [(quiet, hold)]


def test_letters_are_on_their_way_no_more_when_it_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, posts = held(), []

    def every_duty(_quiet: float, _hold: float, post: BackgroundPost, _laid: object) -> Deeds:
        posts.append(post)

        def tick(_: Between) -> None:
            post.ask(Workspace(folder), NOW)
            ends()

        return Deeds(tick=tick)

    monkeypatch.setattr(module, "EveryDuty", every_duty)
    watched(order(folder), None)
    assert len(posts) == 1
    assert nothing_left(folder, before)


def test_the_checksum_is_that_of_the_contents_and_none_where_they_cannot_be_read(folder: Path) -> None:
    path = folder / "台账.xlsx"
    assert checksum(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert checksum(folder / "没有.xlsx") is None
    assert checksum(folder) is None
