"""What a killed xltools left is removed; what is anybody else's, or alive, or in doubt, stays."""

import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from xltools.operations.files.left_behind import (
    TEMPORARY_PREFIX,
    is_left_behind,
    left_behind_in,
    lock_text,
    sweep_left_behind,
    written_temporary,
)

NOW = datetime(2024, 5, 10, 14, 0)
HOST = socket.gethostname().replace(",", " ")


@pytest.fixture(scope="module")
def dead() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def lock(folder: Path, process: object, host: str = HOST, name: str = "台账.xlsx") -> Path:
    path = folder / f".~lock.{name}#"
    path.write_text(f"xltools 写回,root,{host},10.05.2024 14:00,file:///xltools/{process};", encoding="utf-8")
    return path


def test_our_lock_names_us_for_a_person_in_five_fields() -> None:
    # clients.md, section 1: name, user, computer, time, profile, as LibreOffice shows them
    fields = lock_text(NOW).decode().rstrip(";").split(",")
    assert len(fields) == 5
    assert fields[0] == "xltools 写回"
    assert fields[2:4] == [HOST, "10.05.2024 14:00"]


def test_a_lock_is_dead_with_its_process(tmp_path: Path, dead: int) -> None:
    assert is_left_behind(lock(tmp_path, dead))
    assert is_left_behind(lock(tmp_path, f"{dead}/123"))
    assert not is_left_behind(lock(tmp_path, os.getppid()))


@pytest.mark.skipif(sys.platform != "linux", reason="a process tells when it began")
def test_another_process_with_the_same_number_is_not_its_maker(tmp_path: Path) -> None:
    # after a power failure the numbers begin anew
    assert is_left_behind(lock(tmp_path, f"{os.getppid()}/1"))
    assert sweep_left_behind(tmp_path) == [tmp_path / ".~lock.台账.xlsx#"]


@pytest.mark.parametrize(
    "text",
    ["", "Li Na,root,{host},21.11.2026 20:47,file:///profile;", "xltools 写回,root,{host},x,file:///xltools/0;",
     "xltools 写回,root,{host},x,file:///xltools/{dead}x;", "xltools 写回,{host},file:///xltools/{dead};",
     "xltools 写回,root,another,x,file:///xltools/{dead};"],
)  # fmt: skip
def test_in_doubt_a_lock_stands(tmp_path: Path, dead: int, text: str) -> None:
    path = tmp_path / ".~lock.台账.xlsx#"
    path.write_text(text.format(host=HOST, dead=dead), encoding="utf-8")
    assert not is_left_behind(path)
    assert sweep_left_behind(tmp_path) == []
    assert path.exists()


def test_a_tree_is_swept_of_what_is_dead_and_ours(tmp_path: Path, dead: int) -> None:
    inner = tmp_path / "华东" / ".xltools" / "backups"
    inner.mkdir(parents=True)
    ours = [
        lock(tmp_path, dead),
        tmp_path / f"{TEMPORARY_PREFIX}{dead}-abc.tmp",
        inner / f"{TEMPORARY_PREFIX}{dead}-def.tmp",
    ]
    others = [
        tmp_path / f".~xlt-ffffffff-{dead}-abc.tmp",  # of another computer on the same share
        tmp_path / f"{TEMPORARY_PREFIX}{os.getppid()}-abc.tmp",
        tmp_path / f"{TEMPORARY_PREFIX}{dead}-abc.xlsx",
        tmp_path / "lu28012lne7.tmp",
        tmp_path / "~$台账.xlsx",
        lock(tmp_path / "华东", dead, "another-computer"),
        lock(inner, os.getpid()),
    ]
    for path in (*ours, *others):
        path.touch()
    assert sweep_left_behind(tmp_path) == sorted(ours)
    assert all(path.exists() for path in others)
    assert sweep_left_behind(tmp_path) == []


def test_no_folder_is_swept_of_nothing(tmp_path: Path) -> None:
    assert sweep_left_behind(tmp_path / "none") == []


def test_what_cannot_be_removed_is_passed_over(tmp_path: Path, dead: int, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / f"{TEMPORARY_PREFIX}{dead}-abc.tmp"
    temporary.touch()

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", denied)
        assert sweep_left_behind(tmp_path) == []
    assert sweep_left_behind(tmp_path) == [temporary]


def test_temporaries_are_whole_private_and_named_as_ours(tmp_path: Path) -> None:
    path = written_temporary(tmp_path, b"new")
    assert path.read_bytes() == b"new"
    assert path.name.startswith(f"{TEMPORARY_PREFIX}{os.getpid()}-")
    assert path.suffix == ".tmp"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_whoever_only_looks_takes_nothing_away(tmp_path: Path, dead: int) -> None:
    left = {lock(tmp_path, dead), tmp_path / f"{TEMPORARY_PREFIX}{dead}-a.tmp"}
    for path in left:
        path.touch()
    (tmp_path / f"{TEMPORARY_PREFIX}{os.getpid()}-a.tmp").touch()
    for _ in range(2):
        assert set(left_behind_in(tmp_path)) == left
