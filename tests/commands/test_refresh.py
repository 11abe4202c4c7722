"""`xltools refresh`, on files and folders."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import ROW, Call, register


def test_a_refresh_says_what_it_did_and_the_second_has_nothing_to_do(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    first = json.loads(call("refresh", path, "--json").out)["registers"][0]
    assert (first["written"], first["new_numbers"]) == (True, 1)
    second = json.loads(call("refresh", path, "--json").out)["registers"][0]
    assert (second["written"], second["edits"]) == (False, [])


def test_a_dry_run_shows_the_cells_and_writes_none(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    before = path.read_bytes()
    said = call("refresh", path, "--dry-run")
    assert "202405-001" in said.out
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_now_replaces_the_clock(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, {**ROW, "反馈日期": ""})
    edits = json.loads(call("refresh", path, "-n", "--json", "--now", "2023-02-03T04:05").out)["registers"][0]["edits"]
    assert "202302-001" in [edit["new"] for edit in edits]
    assert "2023-02-03T04:05:00" in [edit["new"] for edit in edits]


def test_one_broken_register_does_not_stop_a_folder(call: Call, tmp_path: Path) -> None:
    register(tmp_path, ROW, file_name="一.xlsx")
    register(tmp_path, {**ROW, "问题描述": "洗衣机脱水时剧烈晃动"}, file_name="三.xlsx")
    (tmp_path / "二.xlsx").write_bytes(b"broken")
    said = call("refresh", tmp_path, "--json")
    document = json.loads(said.out)
    assert said.code == 2
    assert [each["new_numbers"] for each in document["registers"]] == [1, 1]
    assert [(Path(each["path"]).name, each["error"]) for each in document["errors"]] == [
        ("二.xlsx", "NotAWorkbookError")
    ]


def test_other_workbooks_in_a_folder_are_passed_over(call: Call, tmp_path: Path) -> None:
    import openpyxl

    register(tmp_path, ROW)
    openpyxl.Workbook().save(tmp_path / "预算.xlsx")
    said = call("refresh", tmp_path, "--json")
    assert (said.code, json.loads(said.out)["errors"]) == (0, [])


def test_an_open_workbook_is_exit_code_4(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    (tmp_path / f".~lock.{path.name}#").write_text("Li Na,,,,;", encoding="utf-8")
    before = path.read_bytes()
    said = call("refresh", path)
    assert (said.code, path.read_bytes()) == (4, before)
    assert "Li Na" in said.err


@pytest.mark.parametrize("name", ["没有.xlsx", "空"])
def test_nothing_there_is_exit_code_2(call: Call, tmp_path: Path, name: str) -> None:
    (tmp_path / "空").mkdir()
    said = call("refresh", tmp_path / name)
    assert said.code == 2
    assert len(said.err.splitlines()) == 1
