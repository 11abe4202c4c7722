"""A slip in a definition does not make a second column of one that is there."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import AdoptionError
from xltools.operations.adopting.adopting import AdoptOrder, adopt
from xltools.operations.adopting.missing_heads import missing_heads
from xltools.workbook.adopting.proposing import propose
from xltools.workbook.definition_files import read_definition
from xltools.workbook.packaging.package import open_package

NOW = datetime(2026, 11, 20, 9, 30)


def after_writing(folder: Path, name: str, old: str, new: str) -> tuple[str, ...]:
    """What is missing once a definition has something else."""
    path = folder / "售后台账.xlsx"
    path.write_bytes(TRACKERS[name]())
    file = adopt(path, NOW, AdoptOrder()).definition_file
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return missing_heads(open_package(path.read_bytes()), read_definition(file))


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_what_is_proposed_misses_nothing(tmp_path: Path, name: str) -> None:
    assert after_writing(tmp_path, name, "version = 1", "version = 1") == ()


def head_of(name: str, field: str) -> str:
    column = propose(open_package(TRACKERS[name]()), "own").of(field)
    assert column is not None
    return column.head


@pytest.mark.parametrize("field", ["number", "problem_description", "completed_at"])
def test_a_slip_is_told_with_the_head_that_is_there(tmp_path: Path, field: str) -> None:
    head = head_of("title_band", field)
    (told,) = after_writing(tmp_path, "title_band", f'header = "{head}"', f'header = "{head}啊"')
    assert f"{head}啊" in told
    assert head in told.replace(f"{head}啊", "")
    with pytest.raises(AdoptionError):
        adopt(tmp_path / "售后台账.xlsx", NOW, AdoptOrder(apply=True, hold_seconds=0))


def test_a_column_of_the_teams_that_is_new_is_none(tmp_path: Path) -> None:
    line = '{ use = "check_remark" }'
    new = '{ name = "batch", header = "批号", kind = "code", group = "新增" }'
    assert after_writing(tmp_path, "title_band", line, f"{new},\n    {line}") == ()
