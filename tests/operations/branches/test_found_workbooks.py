"""What a pattern finds below folders that nobody named."""

import pytest

from xltools.operations.branches.found_workbooks import may_be_register


@pytest.mark.parametrize(
    ("found", "named", "answer"),
    [
        ("分部/华东/台账.xlsx", "分部/*/*.xlsx", True),
        ("分部/华东/台账.csv", "分部/*/*", False),
        ("分部/华东/~$台账.xlsx", "分部/*/*", False),
        ("分部/归档/台账.xlsx", "分部/*/*.xlsx", False),
        ("分部/归档/台账.xlsx", "分部/归档/*.xlsx", True),
        ("分部/华东/归档/2025/台账.xlsx", "分部/**/*.xlsx", False),
        ("bucket/.xltools/backups/a.xlsx", "bucket", False),
        ("/分部/华东/.xltools/a.xlsx", "/分部", False),
        ("归档/旧台账.xls", "归档/旧台账.xls", True),  # whatever it is, it was named
    ],
)
def test_only_what_lies_below_what_was_named_is_judged(found: str, named: str, answer: bool) -> None:
    assert may_be_register(found, named) is answer
