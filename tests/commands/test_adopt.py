"""`xltools adopt`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.workbook.adopting.trackers import TRACKERS, renamed_tab


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


def test_quiet_says_only_what_is_in_the_way(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    for further in (("-n",), (), ("--apply", "-n"), ("--apply",)):
        said = call("adopt", path, "-q", *further)
        assert (said.code, said.out, said.err) == (0, "", "")
    other = tmp_path / "other.xlsx"
    other.write_bytes(renamed_tab("own_tabs", "设置", "待办"))
    said = call("adopt", other, "-q")
    assert (said.code, said.out, "待办" in said.err) == (1, "", True)
    assert call("adopt", other, "-q", "--apply").code == 2


def test_what_stands_beside_the_table_is_told_before_and_after(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path, "two_tables")
    words = "sort whole rows only"
    assert [words in call("adopt", path, *further).out for further in ((), ("--apply", "-n"), ("--apply",))] == [
        True
    ] * 3


def test_doubts_about_an_edited_definition_are_told(call: Call, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    file = Path(json.loads(call("adopt", path, "--json").out)["definition"])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('unit = "', 'unit = "no such '), encoding="utf-8")
    assert "no such" in call("adopt", path).err
    assert "no such" in str(json.loads(call("adopt", path, "--json").out)["doubts"])


def test_the_next_command_is_for_the_definition_that_was_written(call: Call, tmp_path: Path) -> None:
    """Without its name the workbook would be adopted by another one, which nobody looked through."""
    path = tracker(tmp_path)
    assert "--name ours --apply" in call("adopt", path, "--name", "ours").out
    assert "--name" not in call("adopt", path).out
