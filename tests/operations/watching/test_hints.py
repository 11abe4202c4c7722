"""Real events of a real folder; and the traces that other systems would send (clients.md, section 2)."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.events import (
    DirModifiedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from xltools.operations.watching.hints import Hints

PATIENCE = 20.0  # seconds, for a machine that is busy with other things
NAME, LOCK = "/工单/台账.xlsx", "/工单/.~lock.台账.xlsx#"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "工单"
    (root / ".xltools").mkdir(parents=True)
    return root


@pytest.fixture(params=[False, True], ids=["native", "poll"])
def hints(folder: Path, request: pytest.FixtureRequest) -> Iterator[Hints]:
    hints = Hints(folder, poll=request.param)
    assert hints.follow(identity(folder)) == ""
    yield hints
    hints.close()


def identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def woken(hints: Hints) -> bool:
    return hints.wake.wait(PATIENCE)


def calmed(hints: Hints) -> None:
    """Let hints of what was done before run out: half a polling interval longer than one."""
    while hints.wake.wait(1.5):
        hints.wake.clear()


def libreoffice_saves(folder: Path) -> None:
    lock, new = folder / ".~lock.台账.xlsx#", folder / "lu28012lne7.tmp"
    lock.unlink(missing_ok=True)
    new.write_bytes(b"new")
    lock.write_bytes(b"Li Na,root,vm,,;")
    new.replace(folder / "台账.xlsx")


def excel_saves(folder: Path) -> None:
    new, old = folder / "CEDD4100", folder / "1A2B3C4D.tmp"
    new.write_bytes(b"new")
    (folder / "台账.xlsx").rename(old)
    new.rename(folder / "台账.xlsx")
    old.unlink()


@pytest.mark.parametrize("saves", [libreoffice_saves, excel_saves])
def test_a_save_wakes(hints: Hints, folder: Path, saves: Callable[[Path], None]) -> None:
    (folder / "台账.xlsx").write_bytes(b"old")
    calmed(hints)
    saves(folder)
    assert woken(hints)


def test_a_lock_that_goes_wakes(hints: Hints, folder: Path) -> None:
    lock = folder / ".~lock.台账.xlsx#"
    lock.write_bytes(b"")
    calmed(hints)
    lock.unlink()
    assert woken(hints)


def test_reading_and_our_own_memory_do_not_wake(hints: Hints, folder: Path) -> None:
    (folder / "台账.xlsx").write_bytes(b"x")
    calmed(hints)
    (folder / "台账.xlsx").read_bytes()
    (folder / ".xltools" / "journal.jsonl").write_bytes(b"{}\n")
    assert not hints.wake.wait(2.5)


def test_a_folder_that_went_away_and_came_back_is_followed_again(hints: Hints, folder: Path) -> None:
    away = folder.rename(folder.parent / "away")
    assert hints.follow(None) == ""
    shutil.copytree(away, folder)  # another folder of the same name, as a share that is mounted again
    assert hints.follow(identity(folder)) == ""
    calmed(hints)
    (folder / "台账.xlsx").write_bytes(b"x")
    assert woken(hints)


def test_a_watch_that_died_is_begun_again(folder: Path) -> None:
    hints = Hints(folder, poll=False)
    hints.follow(identity(folder))
    observer = hints._observer
    assert observer is not None
    for emitter in list(observer.emitters):
        emitter.stop()
        emitter.join()
    hints.follow(identity(folder))
    (folder / "台账.xlsx").write_bytes(b"x")
    assert woken(hints)
    hints.close()


def test_a_system_without_watches_is_told_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    hints = Hints(folder, poll=False)
    monkeypatch.setattr(hints, "_started", refused)
    assert "inotify" in hints.follow(identity(folder))
    assert hints.follow(identity(folder)) == ""


def test_nothing_is_left_behind(folder: Path) -> None:
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.exists() else 0
    for _ in range(5):
        hints = Hints(folder, poll=False)
        hints.follow(identity(folder))
        hints.close()
    deadline = time.monotonic() + PATIENCE
    while handles.exists() and len(list(handles.iterdir())) > before + 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not handles.exists() or len(list(handles.iterdir())) <= before + 3


NEW = "/工单/lu28012lne7.tmp"
LIBREOFFICE = (FileClosedEvent(NAME), FileDeletedEvent(LOCK), FileCreatedEvent(NEW), FileCreatedEvent(LOCK),
               FileMovedEvent(NEW, NAME), FileAttribEvent(NAME))  # fmt: skip
POLLED = (FileDeletedEvent(NAME), FileModifiedEvent(LOCK), FileCreatedEvent(LOCK), FileMovedEvent(LOCK, NAME))
EXCEL = (FileCreatedEvent("/工单/CEDD4100"), FileModifiedEvent("/工单/CEDD4100"),
         FileMovedEvent(NAME, "/工单/1A2B3C4D.tmp"), FileMovedEvent("/工单/CEDD4100", NAME),
         FileDeletedEvent("/工单/1A2B3C4D.tmp"), FileAttribEvent(NAME), FileModifiedEvent(NAME))  # fmt: skip


@pytest.mark.parametrize("event", [*LIBREOFFICE, *POLLED, *EXCEL], ids=repr)
def test_every_event_of_a_save_wakes(event: FileSystemEvent) -> None:
    hints = Hints(Path("/工单"), poll=False)
    hints.on_any_event(event)
    assert hints.wake.is_set()


@pytest.mark.parametrize(
    "event",
    [FileOpenedEvent(NAME), FileClosedNoWriteEvent(NAME), FileModifiedEvent("/工单/.xltools/watch.log"),
     DirModifiedEvent("/工单/.xltools"), FileMovedEvent("/工单/.xltools/.~xlt-1.tmp", "/工单/.xltools/waiting.json")],
    ids=repr,
)  # fmt: skip
def test_what_we_do_ourselves_does_not_wake(event: FileSystemEvent) -> None:
    hints = Hints(Path("/工单"), poll=False)
    hints.on_any_event(event)
    assert not hints.wake.is_set()


def test_a_rest_ends_by_a_hint_and_soon_in_any_case() -> None:
    hints = Hints(Path("/工单"), poll=False)
    hints.wake.set()
    assert hints.rest(100)
    assert not hints.rest(100)  # so that a signal is noticed
