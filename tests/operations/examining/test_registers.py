"""What may be wrong with registers."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.operations.examining.made_up import NOW, ROW, computer, numbered, register, said, site
from xltools.operations.examining import register_sights
from xltools.operations.examining.registers import behind, copies, drop_folders, replaceable, settings_cells, usable
from xltools.operations.examining.site import Site
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh


@pytest.mark.parametrize(
    ("name", "data", "verdicts"),
    [
        ("坏.xlsx", b"PK", ["wrong", "ok"]),
        ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["wrong", "ok"]),
        ("台账·查看.xlsx", b"PK", ["ok"]),
    ],
)
def test_what_stops_a_pass_is_told(tmp_path: Path, name: str, data: bytes, verdicts: list[str]) -> None:
    register(tmp_path, ROW)
    (tmp_path / name).write_bytes(data)
    assert sorted(said(usable, site(tmp_path))) == sorted(verdicts)


def test_a_workbook_of_others_is_passed_over(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "预算.xlsx") as book:
        book.add_worksheet()
    assert said(usable, site(tmp_path)) == ["ok", "doubtful"]  # and there is no register
    register(tmp_path)
    assert said(usable, site(tmp_path)) == ["ok", "ok"]


def test_no_register_at_all(tmp_path: Path) -> None:
    assert said(usable, site(tmp_path)) == ["doubtful"]
    for check in (replaceable, settings_cells, behind, copies, drop_folders):
        assert said(check, site(tmp_path)) == []


def test_read_only_and_linked_files(tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    assert said(replaceable, site(tmp_path)) == ["ok"]
    path.chmod(0o444)
    assert said(replaceable, site(tmp_path)) == ["wrong"]
    path.chmod(0o644)
    os.link(path, tmp_path / "又.txt")
    assert said(replaceable, site(tmp_path)) == ["wrong"]


def test_an_open_register_can_be_written_once_it_is_closed(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    (tmp_path / ".~lock.台账.xlsx#").write_text("Li Na,,,,;", encoding="utf-8")
    assert said(replaceable, site(tmp_path)) == ["ok"]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "ok"),
        ({"version": "1"}, "doubtful"),
        ({"version": ""}, "doubtful"),
        ({"version": "99"}, "wrong"),
        ({"lacks": ("column 反馈登记!型号",)}, "doubtful"),
    ],
)
def test_a_register_lags_behind_its_template(tmp_path: Path, changes: dict[str, object], verdict: str) -> None:
    here = site(tmp_path)
    sight = register_sights.sight_of(register(tmp_path), NOW)
    here.__dict__["sights"] = [replace(sight, **changes)]  # type: ignore[type-var]
    assert said(behind, here) == [verdict]


def test_settings_cells_that_cannot_be_used(tmp_path: Path) -> None:
    here = site(tmp_path)
    sight = register_sights.sight_of(register(tmp_path), NOW)
    here.__dict__["sights"] = [sight, replace(sight, faults=("设置!B7",))]
    assert said(settings_cells, here) == ["doubtful"]


def refreshed(path: Path) -> Path:
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    return path


def test_a_copy_of_a_register_that_is_known(tmp_path: Path) -> None:
    path = refreshed(register(tmp_path.resolve(), ROW))
    assert said(copies, site(tmp_path)) == ["ok"]
    shutil.copy(path, tmp_path / "台账 - 副本.xlsx")
    (answer,) = copies(site(tmp_path))
    assert (answer.verdict, answer.where) == ("wrong", "台账 - 副本.xlsx")


def test_a_copy_while_nothing_is_remembered(tmp_path: Path) -> None:
    register(tmp_path, numbered(1), numbered(2), file_name="a.xlsx")
    (tmp_path / ".xltools").mkdir()
    assert said(copies, site(tmp_path)) == ["ok"]
    register(tmp_path, numbered(1), numbered(2), file_name="b.xlsx")
    assert [each.where for each in copies(site(tmp_path))] == ["b.xlsx"]


def test_one_row_pasted_from_another_is_no_copy(tmp_path: Path) -> None:
    register(tmp_path, *map(numbered, (1, 2, 3)), file_name="a.xlsx")
    register(tmp_path, *map(numbered, (3, 4, 5)), file_name="b.xlsx")
    (tmp_path / ".xltools").mkdir()
    assert said(copies, site(tmp_path)) == ["ok"]


def test_empty_registers_share_their_numbers_without_being_copies(tmp_path: Path) -> None:
    register(tmp_path, file_name="a.xlsx")
    register(tmp_path, file_name="b.xlsx")
    assert said(copies, site(tmp_path)) == ["ok"]


@pytest.mark.parametrize(
    ("name", "minutes", "verdict"),
    [
        ("收件/评价.csv", 60, "doubtful"),
        ("收件/评价.csv", 5, "ok"),
        ("收件/台账/评价.csv", 60, "doubtful"),
        ("收件/已导入/评价.csv", 60, "ok"),
        ("收件/退回/评价·退回.xlsx", 60, "doubtful"),
        ("收件/~$评价.xlsx", 60, "ok"),
    ],
)
def test_files_that_lie_in_a_drop_folder(tmp_path: Path, name: str, minutes: float, verdict: str) -> None:
    register(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    came = path.stat().st_ctime + 60 * minutes  # when a file came here is the system's to say
    now = NOW.fromtimestamp(came, NOW.tzinfo)
    assert said(drop_folders, Site(tmp_path.resolve(), now, computer())) == [verdict]
