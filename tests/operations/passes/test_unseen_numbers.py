"""Numbers that were given and that nobody else has saved yet."""

from pathlib import Path

import pytest

from xltools.model.pass_context import UnseenNumber
from xltools.operations.passes.unseen_numbers import Unseen, forget_unseen_of_gone, keep_unseen, unseen_numbers
from xltools.operations.workspace import Workspace

FIFTH = UnseenNumber(5)


def test_lists_are_kept_by_register_and_an_empty_one_is_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    first, second = (
        Unseen({"202611-001": FIFTH, "202611-002": UnseenNumber(6, written=True)}, "abc"),
        Unseen({"202611-003": FIFTH}),
    )
    assert unseen_numbers(workspace, "甲.xlsx") == Unseen()
    keep_unseen(workspace, "甲.xlsx", Unseen({"202611-001": UnseenNumber(4)}))
    keep_unseen(workspace, "甲.xlsx", first)
    keep_unseen(workspace, "乙.xlsx", second)
    assert (unseen_numbers(workspace, "甲.xlsx"), unseen_numbers(workspace, "乙.xlsx")) == (first, second)
    keep_unseen(workspace, "甲.xlsx", Unseen())
    assert (unseen_numbers(workspace, "甲.xlsx"), unseen_numbers(workspace, "乙.xlsx")) == (Unseen(), second)


def test_where_there_is_nothing_to_remember_nothing_is_made(tmp_path: Path) -> None:
    keep_unseen(Workspace(tmp_path), "甲.xlsx", Unseen({}, "abc"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "contents", ["{", "[]", '{"甲.xlsx": {"numbers": {"202611-001": 5}, "left": ""}}', '{"甲.xlsx": {"numbers": {}}}']
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, contents: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.require_memory()
    (workspace.memory / "unseen.json").write_text(contents, "utf-8")
    assert unseen_numbers(workspace, "甲.xlsx") == Unseen()


def test_registers_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    for name in ("甲.xlsx", "乙.xlsx"):
        keep_unseen(workspace, name, Unseen({"202611-001": FIFTH}))
    (tmp_path / "乙.xlsx").touch()
    forget_unseen_of_gone(workspace)
    assert unseen_numbers(workspace, "甲.xlsx") == Unseen()
    assert unseen_numbers(workspace, "乙.xlsx").numbers
