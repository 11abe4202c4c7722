"""Everything that would refuse a workbook once it is to be extended is told before."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.adopting.trackers import TRACKERS
from xltools.errors import AdoptionError, PatchRefusedError
from xltools.operations.adopting.adopting import AdoptOrder, adopt
from xltools.operations.adopting.hindrances import Hindrances, hindrances
from xltools.workbook.definition_files import read_definition
from xltools.workbook.packaging.package import open_package

NOW = datetime(2026, 11, 20, 9, 30)
APPLY = AdoptOrder(apply=True, hold_seconds=0)


def protect_sheet(sheet: Worksheet) -> None:
    sheet.protection.sheet = True


def protect_structure(sheet: Worksheet) -> None:
    sheet.parent.security = WorkbookProtection(lockStructure=True)  # type: ignore[union-attr]


def write_beside(sheet: Worksheet) -> None:
    sheet.cell(1, sheet.max_column + 2).value = "sorting would part this from the new columns"


def changed(folder: Path, change: Callable[[Worksheet], None]) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(TRACKERS["filtered_table"]()))
    change(book["Log"])
    path = folder / "log.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("change", [protect_sheet, protect_structure, write_beside])
def test_what_will_refuse_the_workbook_is_told_while_it_is_only_looked_at(
    tmp_path: Path, change: Callable[[Worksheet], None]
) -> None:
    path = changed(tmp_path, change)
    before = path.read_bytes()
    for order in (AdoptOrder(dry_run=True), AdoptOrder(), AdoptOrder()):
        assert len(adopt(path, NOW, order).hindrances.obstacles) == 1
    with pytest.raises((AdoptionError, PatchRefusedError)):
        adopt(path, NOW, APPLY)
    assert path.read_bytes() == before


def test_without_anything_in_the_way_it_is_told_what_would_be_added(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda sheet: None)
    seen = adopt(path, NOW, AdoptOrder())
    assert seen.hindrances.extension is not None
    added = seen.hindrances.extension.columns
    done = adopt(path, NOW, APPLY)
    assert done.extension is not None
    assert (seen.hindrances.obstacles, added) == ((), done.extension.extension.columns)


def test_what_stands_beside_a_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "服务.xlsx"
    path.write_bytes(TRACKERS["two_tables"]())
    extension = adopt(path, NOW, AdoptOrder()).hindrances.extension
    assert extension is not None
    assert extension.apart == ("服务",)


def edited(folder: Path, old: str, new: str) -> Hindrances:
    """What is in the way after somebody wrote something else into the definition."""
    path = changed(folder, lambda sheet: None)
    file = adopt(path, NOW, AdoptOrder()).definition_file
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return hindrances(open_package(path.read_bytes()), read_definition(file), file, NOW, rehearsed=True)


def test_a_definition_is_checked_as_by_itself(tmp_path: Path) -> None:
    """Two heads that cannot be told apart are an error of `xltools templates check`, not of reading the file."""
    found = edited(tmp_path, '{ use = "check_remark" }', '{ use = "check_remark", header = "状 态" }')
    assert len(found.obstacles) == 1
    assert "log.toml:" in found.obstacles[0]
    assert found.extension is None


def test_what_will_do_nothing_is_a_doubt(tmp_path: Path) -> None:
    found = edited(tmp_path, 'unit = "', 'unit = "no such ')
    assert not found.obstacles
    assert "no such" in str(found.doubts[0])
