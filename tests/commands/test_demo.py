"""`xltools demo`."""

import json
from pathlib import Path

from tests.commands.conftest import Call


def test_the_demo_makes_four_registers_and_names_the_one_to_open(call: Call, tmp_path: Path) -> None:
    said = call("demo", tmp_path / "demo", "--cases", 25)
    workbooks = {path.name for path in (tmp_path / "demo").glob("*.xlsx")}
    assert said.code == 0
    assert len(workbooks) == 4
    assert Path(said.out.rpartition(": ")[2].strip()).name in workbooks
    assert json.loads(call("refresh", tmp_path / "demo", "-n", "--json").out)["registers"][0]["edits"] == []


def test_a_folder_with_something_in_it_is_left_alone(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    assert call("demo", tmp_path).code == 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_dry_run_makes_nothing(call: Call, tmp_path: Path) -> None:
    assert call("demo", tmp_path / "demo", "-n").code == 0
    assert list(tmp_path.iterdir()) == []
