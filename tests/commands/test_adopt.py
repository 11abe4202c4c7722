"""`xltools adopt`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.workbook.adopting.trackers import TRACKERS


def tracker(folder: Path, name: str = "merged_heads") -> Path:
    path = folder / "维修.xlsx"
    path.write_bytes(TRACKERS[name]())
    return path


def test_what_was_seen_is_a_table_and_a_definition(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    seen = json.loads(call("adopt", path, "--json").out)
    assert (seen["proposed_now"], seen["applied"]) == (True, False)
    columns = {each["field"]: each for each in seen["proposal"]["columns"]}
    assert {"number", "received_at", "contact", "completed_at"} <= columns.keys()
    assert Path(seen["definition"]).exists()
    shown = call("adopt", path, "-n", "--name", "other")
    assert (shown.code, shown.err) == (0, "")
    assert not (tmp_path / "other.toml").exists()
    assert sum("completed_at" in line for line in shown.out.splitlines()) == 1


def test_examples_are_masked(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    contacts = [each["values"] for each in json.loads(call("adopt", path, "--json", "-n").out)["proposal"]["columns"]]
    assert any("****" in values for values in contacts)


def test_it_is_applied_and_goes_on_as_any_register(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    before = path.read_bytes()
    assert json.loads(call("adopt", path, "--apply", "-n", "--json").out)["applied"] is False
    assert path.read_bytes() == before
    assert call("adopt", path, "--apply").code == 0
    assert call("check", path).code in (0, 1)
    assert json.loads(call("refresh", path, "--json").out)["registers"][0]["written"] is False
    assert call("undo", path).code == call("undo", path).code == 0
    assert path.read_bytes() == before


def test_a_workbook_without_a_table_is_refused_in_a_line(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    refused = call("adopt", path, "--sheet", "没有这张")
    assert refused.code == 2
    assert len(refused.err.strip().splitlines()) == 1
    assert call("adopt", tmp_path / "none.xlsx").code == 2
