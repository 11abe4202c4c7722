"""Numbers that were given and that nobody else has saved yet."""

from pathlib import Path

import pytest

from xltools.errors import LedgerError
from xltools.operations.unseen_numbers import Unseen, keep_unseen, unseen_numbers
from xltools.operations.workspace import Workspace


def test_lists_are_kept_by_register_and_an_empty_one_is_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    first, second = Unseen({"202611-001": 5, "202611-002": 6}, "abc"), Unseen({"202611-003": 5})
    assert unseen_numbers(workspace, "甲.xlsx") == Unseen()
    keep_unseen(workspace, "甲.xlsx", Unseen({"202611-001": 4}))
    keep_unseen(workspace, "甲.xlsx", first)
    keep_unseen(workspace, "乙.xlsx", second)
    assert (unseen_numbers(workspace, "甲.xlsx"), unseen_numbers(workspace, "乙.xlsx")) == (first, second)
    keep_unseen(workspace, "甲.xlsx", Unseen())
    assert (unseen_numbers(workspace, "甲.xlsx"), unseen_numbers(workspace, "乙.xlsx")) == (Unseen(), second)


def test_where_there_is_nothing_to_remember_nothing_is_made(tmp_path: Path) -> None:
    keep_unseen(Workspace(tmp_path), "甲.xlsx", Unseen({}, "abc"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "contents", ["{", "[]", '{"甲.xlsx": {"rows": {"202611-001": "x"}, "written": ""}}', '{"甲.xlsx": {"rows": {}}}']
)
def test_a_damaged_file_is_told(tmp_path: Path, contents: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.require_memory()
    (workspace.memory / "unseen.json").write_text(contents, "utf-8")
    with pytest.raises(LedgerError):
        unseen_numbers(workspace, "甲.xlsx")
