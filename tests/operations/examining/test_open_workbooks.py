"""Who has what open, and what is left of somebody who has it open no more. (clients.md, section 1)"""

from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, aged, register, said, site
from tests.operations.files.windows_double import SHARE_NOTHING, Kernel32Double, windows
from xltools.operations.examining.open_workbooks import companions, locks
from xltools.operations.files import system_files
from xltools.operations.passes.companion import companion_path
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh


def sign(path: Path, **before: float) -> Path:
    path.write_bytes(b"Li Na,root,vm,21.11.2026 20:47,file:///profile;")
    return aged(path, **before)


def test_nobody_has_anything_open(tmp_path: Path) -> None:
    register(tmp_path)
    assert said(locks, site(tmp_path)) == ["ok"]
    assert said(companions, site(tmp_path)) == ["ok"]


@pytest.mark.parametrize(
    ("name", "hours", "verdict"),
    [
        (".~lock.台账.xlsx#", 1, "ok"),
        (".~lock.台账.xlsx#", 30, "doubtful"),
        ("~$台账.xlsx", 1, "ok"),
        ("~$台账.xlsx", 50, "doubtful"),
        (".~台账.xlsx", 1, "ok"),
        ("~$别的.xlsx", 1, "doubtful"),
        (".~lock.别的.xlsx#", 1, "doubtful"),
    ],
)
def test_each_sign_is_told_and_left_alone(tmp_path: Path, name: str, hours: int, verdict: str) -> None:
    register(tmp_path)
    path = sign(tmp_path / name, hours=hours)
    assert said(locks, site(tmp_path)) == [verdict]
    assert path.exists()


def test_a_lock_names_its_owner(tmp_path: Path) -> None:
    register(tmp_path)
    sign(tmp_path / ".~lock.台账.xlsx#")
    (answer,) = locks(site(tmp_path))
    assert "Li Na" in answer.is_so
    assert ".~lock.台账.xlsx#" in answer.is_so


@pytest.mark.parametrize(
    ("held", "with_sign", "verdict"), [(False, True, "doubtful"), (True, True, "ok"), (True, False, "ok")]
)
def test_windows_knows_whether_an_owner_file_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: bool, with_sign: bool, verdict: str
) -> None:
    path, calls = register(tmp_path.resolve()), Kernel32Double()
    calls.holders[str(path)] = [SHARE_NOTHING] if held else []
    monkeypatch.setattr(system_files, "_CHOSEN", windows(calls))
    monkeypatch.setattr("xltools.operations.files.open_elsewhere.time.sleep", lambda _: None)
    if with_sign:
        sign(tmp_path / "~$台账.xlsx", hours=1)
    answers = list(locks(site(tmp_path)))
    assert answers[0].verdict == verdict
    assert ("is open" in answers[0].is_so) is held


def shown(folder: Path) -> Path:
    """A companion, as a pass over an open register makes it."""
    path, lock = register(folder.resolve(), ROW), sign(folder / ".~lock.台账.xlsx#")
    refresh(path, NOW, order=PassOrder(while_open=True, hold_seconds=0))
    assert companion_path(path).exists()
    return lock


def test_companions_go_with_their_registers(tmp_path: Path) -> None:
    lock = shown(tmp_path)
    assert said(companions, site(tmp_path)) == ["ok"]
    lock.unlink()
    assert said(companions, site(tmp_path)) == ["doubtful"]
    (tmp_path / "台账.xlsx").rename(tmp_path / "新台账.xlsx")
    assert said(companions, site(tmp_path)) == ["doubtful"]


def test_a_file_of_somebodys_own_may_be_called_like_one(tmp_path: Path) -> None:
    shown(tmp_path)
    (tmp_path / "别的·查看.xlsx").write_bytes(b"x")
    (own,) = (each for each in companions(site(tmp_path)) if each.verdict != "ok")
    assert (own.where, "somebody" in own.is_so) == ("别的·查看.xlsx", True)
