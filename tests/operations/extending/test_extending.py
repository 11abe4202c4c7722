"""Registers on disk get what they lack, through the protocol of every write."""

from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.registers import NOW, heads_of
from tests.workbook.extending.team_books import NEW, TAB, book, definition
from xltools.errors import NotARegisterError, PatchRefusedError, WorkbookBusyError
from xltools.operations.extending.extending import ExtendOrder, ExtendResult, extend_register
from xltools.operations.files.backups import kept_versions
from xltools.operations.journaling.journal_reading import Wanted, journal_entries
from xltools.operations.passes.pass_order import Cause, PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import UndoOrder, undo
from xltools.operations.workspace import workspace_of
from xltools.workbook.definition_files import read_definition, shipped_definition
from xltools.workbook.packaging.package import open_package
from xltools.workbook.template.template_building import build_template

LATER = NOW + timedelta(minutes=30)


def team(folder: Path, data: bytes | None = None) -> Path:
    path = folder / "台账.xlsx"
    path.write_bytes(data or book())
    return path


def extend(path: Path, *, dry_run: bool = False, now: datetime = NOW) -> ExtendResult:
    return extend_register(path, now, ExtendOrder(definition(), dry_run=dry_run, hold_seconds=0))


def test_a_dry_run_tells_and_writes_nothing(tmp_path: Path) -> None:
    path = team(tmp_path)
    before = path.read_bytes()
    result = extend(path, dry_run=True)
    assert (result.written, [each.head for each in result.extension.columns]) == (False, list(NEW))
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


def test_it_is_written_kept_and_told(tmp_path: Path) -> None:
    path = team(tmp_path)
    before = path.read_bytes()
    result = extend(path)
    assert (result.written, result.path) == (True, path)
    assert openpyxl.load_workbook(path)[TAB]["D2"].value == NEW[0]
    workspace = workspace_of(path)
    (kept,) = kept_versions(workspace.memory / "backups" / path.name)
    assert kept.path.read_bytes() == before
    told = [*journal_entries(workspace, Wanted())]
    assert [each.content.get("cause") for each in told if each.is_pass] == [Cause.UPGRADE]
    assert f"{TAB}!D {NEW[0]}" in str([each.facts() for each in told if not each.is_pass])


def test_twice_changes_nothing_and_tells_nothing(tmp_path: Path) -> None:
    path = team(tmp_path)
    extend(path)
    first = path.read_bytes()
    again = extend(path, now=LATER)
    assert (again.written, again.extension.is_empty, path.read_bytes()) == (False, True, first)
    assert len(kept_versions(workspace_of(path).memory / "backups" / path.name)) == 1


def test_undo_puts_the_very_bytes_back(tmp_path: Path) -> None:
    path = earlier_register(tmp_path / "旧.xlsx")
    before = path.read_bytes()
    assert extend_register(path, NOW, ExtendOrder(hold_seconds=0)).written
    assert path.read_bytes() != before
    undone = undo(path, LATER, UndoOrder(hold_seconds=0))
    assert (undone.exactly, path.read_bytes()) == (True, before)


def earlier_register(path: Path) -> Path:
    """A register whose definition has got a column since."""
    now = shipped_definition("service_ticket")
    sheets = [
        sheet.model_copy(update={"fields": tuple(each for each in sheet.fields if each.name != "similar_cases")})
        for sheet in now.sheets
    ]
    path.write_bytes(build_template(now.model_copy(update={"sheets": tuple(sheets), "version": 3})))
    return path


def test_a_field_that_is_added_to_a_teams_definition_comes_into_the_running_register(tmp_path: Path) -> None:
    """#7, part 2: the definition beside the register is what it should be."""
    source = Path(__file__).parents[2] / "small_register.toml"
    own = tmp_path / "small_register.toml"
    own.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "台账.xlsx"
    path.write_bytes(build_template(read_definition(own)))
    assert extend_register(path, NOW, ExtendOrder(hold_seconds=0)).extension.is_empty
    line = '{ use = "attachments" },'
    new = '{ name = "batch", header = "批号", kind = "code", group = "问题" },'
    text = own.read_text(encoding="utf-8").replace(line, f"{new}\n    {line}").replace("version = 1", "version = 2")
    own.write_text(text, encoding="utf-8")
    result = extend_register(path, NOW, ExtendOrder(hold_seconds=0))
    assert [each.head for each in result.extension.columns] == ["批号"]
    assert result.extension.version == ("1", "2")
    passed = refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert not [finding for finding in passed.findings if finding.field == "batch"]
    heads = [cell.value for cell in openpyxl.load_workbook(path)["登记"][4]]
    assert heads == [*heads_of("small_register", "cases"), "批号"]


def test_what_is_open_or_no_register_is_left_alone(tmp_path: Path) -> None:
    path = team(tmp_path)
    before = path.read_bytes()
    (tmp_path / f"~${path.name}").write_bytes(b"\x07Li Na" + b" " * 159)
    with pytest.raises(WorkbookBusyError):
        extend(path)
    (tmp_path / f"~${path.name}").unlink()
    with pytest.raises(NotARegisterError):
        extend_register(path, NOW)
    path.write_bytes(book(after='<sheetProtection sheet="1"/>'))
    with pytest.raises(PatchRefusedError):
        extend(path)
    assert open_package(before).custom_properties() == {}
