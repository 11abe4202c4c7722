"""The memory's lines, read in their order. (FA-1)"""

import json
from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.importing.past_imports import past_imports

BEGUN = {"at": "2024-05-10T14:00:00", "register": "旧.xlsx", "before": "b", "keys": ["a", "c"], "numbers": ["1", None]}
DONE = {"register": "旧.xlsx", "finished": True}
HANDED = BEGUN | {"register": "新.xlsx", "numbers": [None, None], "from": "旧.xlsx"}
RENAMED = {"register": "又.xlsx", "renamed": "旧.xlsx"}


def lines(folder: Path, *told: object) -> Path:
    path = folder / "imports.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in told), encoding="utf-8")
    return path


def test_no_file_is_no_import(tmp_path: Path) -> None:
    assert past_imports(tmp_path / "imports.jsonl") == []


def test_a_last_line_finishes_the_latest_of_its_register(tmp_path: Path) -> None:
    found = past_imports(lines(tmp_path, BEGUN, HANDED, BEGUN, DONE))
    assert [(each.register, each.source, each.finished) for each in found] == [
        ("旧.xlsx", "", False), ("新.xlsx", "旧.xlsx", False), ("旧.xlsx", "", True),
    ]  # fmt: skip


def test_a_register_goes_by_its_latest_name_from_there_on(tmp_path: Path) -> None:
    found = past_imports(lines(tmp_path, BEGUN, DONE, HANDED, RENAMED, BEGUN))
    assert [(each.register, each.source) for each in found] == [
        ("又.xlsx", ""),
        ("新.xlsx", "又.xlsx"),
        ("旧.xlsx", ""),
    ]


def test_what_an_undo_took_out_is_new_to_the_register_that_it_was_handed_to_as_well(tmp_path: Path) -> None:
    undone = {"register": "旧.xlsx", "undone": ["c"], "before": "s"}
    found = past_imports(lines(tmp_path, BEGUN, DONE, HANDED, {"register": "新.xlsx", "finished": True}, undone))
    assert [each.written({"1"}, "later") for each in found] == [{"a"}, {"a"}]


@pytest.mark.parametrize(
    "line", [{"keys": []}, {"register": "旧.xlsx", "keys": ["a"], "numbers": [], "before": ""}, []]
)
def test_a_damaged_line_stops_imports(tmp_path: Path, line: object) -> None:
    with pytest.raises(LedgerError):
        past_imports(lines(tmp_path, line, DONE))
