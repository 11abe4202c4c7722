"""All checks together: in their order, each for itself, and without touching anything."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, aged, computer, register
from xltools.errors import LedgerError, NoFolderError, VanishedError
from xltools.operations.examining.answers import Answer, well, wrong
from xltools.operations.examining.examination import CHECKS, Examined, examine, is_anything_wrong
from xltools.operations.examining.site import Site
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh


def of_ledger(_: Site) -> Iterator[Answer]:
    yield well("a", "so")
    raise LedgerError("the file is damaged. Restore it.")


def of_system(_: Site) -> Iterator[Answer]:
    raise PermissionError(13, "Permission denied", "here")
    yield


def of_json(_: Site) -> Iterator[Answer]:
    yield well("", str(json.loads("[" * 100_000)))


def last(_: Site) -> Iterator[Answer]:
    yield well("b", "so")


def test_what_stops_one_check_keeps_no_other_from_looking(tmp_path: Path) -> None:
    begun: list[str] = []
    checks = (("ledger", of_ledger), ("system", of_system), ("json", of_json), ("last", last))
    told = examine(tmp_path, NOW, computer(), checks=checks, begun=begun.append)
    assert [(name, answer.verdict) for name, answer in told] == [
        ("ledger", "ok"), ("ledger", "wrong"), ("system", "doubtful"), ("json", "wrong"), ("last", "ok"),
    ]  # fmt: skip
    assert begun == ["ledger", "system", "json", "last"]
    assert told[1].answer.to_do == "Restore it."
    assert told[2].answer.where == "here"


def test_only_what_is_wrong_asks_for_deeds() -> None:
    assert not is_anything_wrong([Examined("a", well("", ""))])
    assert is_anything_wrong([Examined("a", well("", "")), Examined("b", wrong("", "", "Do it."))])


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({name for name, _ in CHECKS}) == len({check for _, check in CHECKS}) == len(CHECKS)


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            status = path.stat()
            found[str(path)] = (status.st_mtime_ns, status.st_ino, path.read_bytes())
        found[place] = (Path(place).stat().st_mtime_ns, 0, b"")
    return found


def test_nothing_is_touched(tmp_path: Path) -> None:
    refresh(register(tmp_path, ROW), NOW, order=PassOrder(hold_seconds=0))
    register(tmp_path / "分部", ROW)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    (tmp_path / "~$台账.xlsx").write_bytes(b"x")
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "a.csv").write_bytes(b"x")
    (tmp_path / "xltools.toml").write_text('[notify]\n[[notify.channels]]\nkind = "wecom"\nurl_env = "A_B"\n', "utf-8")
    before = state(tmp_path)
    told = examine(tmp_path, NOW)
    assert state(tmp_path) == before
    assert is_anything_wrong(told)
    assert all(each.answer.to_do for each in told if each.answer.verdict != "ok")


def test_a_set_up_in_order_has_nothing_wrong(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    for each in (path, *(tmp_path / ".xltools").rglob("*")):
        aged(each)
    told = examine(tmp_path, NOW, computer())
    assert [each for each in told if each.answer.verdict != "ok"] == []


def test_an_empty_folder_can_be_examined(tmp_path: Path) -> None:
    told = examine(tmp_path, NOW, computer())
    assert [name for name, answer in told if answer.verdict != "ok"] == ["registers"]


def test_a_folder_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        examine(tmp_path / "nowhere", NOW)
    with pytest.raises(NoFolderError):
        examine(register(tmp_path), NOW)
