"""A team's own workbook becomes a register, keeps what people wrote, and becomes what it was again."""

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.operations.notifying.made_up import WECOM, Killed, workspace
from tests.workbook.adopting.trackers import TRACKERS, renamed_tab
from xltools.errors import AdoptionError, DefinitionError, PatchRefusedError
from xltools.model.field import FieldKind
from xltools.operations.adopting.adopting import Adoption, AdoptOrder, adopt
from xltools.operations.adopting.begun_adoptions import is_being_adopted
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
from xltools.operations.undo.undoing import UndoOrder, undo
from xltools.operations.workspace import Workspace
from xltools.workbook.adopting.proposal import Proposal
from xltools.workbook.definition_files import read_definition
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register

NOW = datetime(2026, 11, 20, 9, 30)
APPLY = AdoptOrder(apply=True, hold_seconds=0)
AT_ONCE = PassOrder(hold_seconds=0)
# Parts that tie a package together, the formats that cells refer to, and what grows with the one sheet.
TYING = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def tracker(folder: Path, name: str) -> Path:
    path = folder / "售后台账.xlsx"
    path.write_bytes(TRACKERS[name]())
    return path


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def typed_numbers(path: Path, proposal: Proposal) -> list[str]:
    """What stands in the team's own column of numbers, as an independent reader sees it; none where they have none."""
    columns = [each.column for each in proposal.columns if each.kind is FieldKind.CASE_NUMBER]
    sheet = openpyxl.load_workbook(path)[proposal.sheet]
    cells = (
        sheet.cell(row, column).value for row in range(proposal.first_row, proposal.last_row + 1) for column in columns
    )
    return [str(cell) for cell in cells if cell is not None and cell not in proposal.footer]


def numbers(path: Path, adoption: Adoption) -> list[object]:
    definition = read_definition(adoption.definition_file)
    register = read_register(open_package(path.read_bytes()), NOW, definition)
    return list(register.cases.values[definition.numbering.field])


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_seeing_writes_a_definition_and_nothing_else(tmp_path: Path, name: str) -> None:
    path = tracker(tmp_path, name)
    before = path.read_bytes()
    adoption = adopt(path, NOW, AdoptOrder(dry_run=True))
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    adopt(path, NOW, AdoptOrder())
    assert path.read_bytes() == before
    assert set(tmp_path.iterdir()) == {path, adoption.definition_file}


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_an_adopted_workbook_is_a_register_and_can_be_had_back(tmp_path: Path, name: str) -> None:
    path = tracker(tmp_path, name)
    before = path.read_bytes()
    seen = adopt(path, NOW, AdoptOrder())
    assert seen.proposal is not None
    typed = typed_numbers(path, seen.proposal)
    adoption = adopt(path, NOW, APPLY)
    assert adoption.first_pass is not None
    assert adoption.first_pass.written
    assert adoption.first_pass.cases == seen.proposal.cases
    given = numbers(path, adoption)
    assert None not in given
    assert len(set(given)) == len(given)
    assert [number for number in given if number in set(typed)] == list(dict.fromkeys(typed))
    again = refresh(path, NOW, order=AT_ONCE)
    assert (again.written, again.notices) == (False, ())
    undo(path, NOW, UndoOrder(hold_seconds=0))
    undo(path, NOW, UndoOrder(hold_seconds=0))
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", sorted(TRACKERS))
def test_every_other_part_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    path = tracker(tmp_path, name)
    before = parts(path.read_bytes())
    adoption = adopt(path, NOW, APPLY)
    after = parts(path.read_bytes())
    changed = {part for part, content in before.items() if after.get(part) != content}
    assert adoption.extension is not None
    (sheet,) = {each.sheet for each in adoption.extension.extension.columns}
    own = next(each.part for each in open_package(path.read_bytes()).sheets if each.name == sheet)
    assert changed - TYING - {part for part in changed if part.startswith("xl/tables/")} == {own}


def test_what_stands_in_the_way_is_told_and_the_workbook_left_alone(tmp_path: Path) -> None:
    path = tracker(tmp_path, "filtered_table")
    book = openpyxl.load_workbook(path)
    sheet = book[adopt(path, NOW, AdoptOrder(dry_run=True)).proposal.sheet]  # type: ignore[union-attr]
    sheet.cell(1, sheet.max_column + 2).value = "sorting would part this from the new columns"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(PatchRefusedError):
        adopt(path, NOW, APPLY)
    assert path.read_bytes() == before


def test_a_definition_that_people_looked_through_is_gone_by(tmp_path: Path) -> None:
    path = tracker(tmp_path, "title_band")
    file = adopt(path, NOW, AdoptOrder()).definition_file
    file.write_text(file.read_text(encoding="utf-8").replace('header = "校验提示"', 'header = "检查结果"'), "utf-8")
    edited = file.read_bytes()
    again = adopt(path, NOW, AdoptOrder())
    assert (again.proposed_now, again.proposal) == (False, None)
    assert file.read_bytes() == edited
    file.write_text("name = 1", encoding="utf-8")
    with pytest.raises(DefinitionError):
        adopt(path, NOW, APPLY)


def test_a_definition_of_another_workbook_is_not_taken(tmp_path: Path) -> None:
    adopt(tracker(tmp_path, "title_band"), NOW, AdoptOrder(name="ours"))
    with pytest.raises(AdoptionError):
        adopt(tracker(tmp_path, "wps_like"), NOW, AdoptOrder(name="ours", apply=True))


def test_a_register_is_not_adopted_again(tmp_path: Path) -> None:
    """A head that somebody renamed there is `xltools upgrade`'s to ask about; nothing is added by another way."""
    path = tracker(tmp_path, "title_band")
    file = adopt(path, NOW, APPLY).definition_file
    before = path.read_bytes()
    for order in (APPLY, AdoptOrder(), AdoptOrder(name="other")):
        with pytest.raises(AdoptionError, match="xltools upgrade"):
            adopt(path, NOW, order)
    file.rename(file.with_suffix(".old"))
    with pytest.raises(AdoptionError):
        adopt(path, NOW, APPLY)
    assert path.read_bytes() == before


def test_what_is_in_the_way_stays_so_once_the_definition_stands(tmp_path: Path) -> None:
    path = tmp_path / "售后台账.xlsx"
    path.write_bytes(renamed_tab("own_tabs", "设置", "总览"))
    before = path.read_bytes()
    (told,) = adopt(path, NOW, AdoptOrder()).hindrances.obstacles
    assert "总览" in told
    for order in (APPLY, AdoptOrder(apply=True, dry_run=True)):
        with pytest.raises(AdoptionError, match="总览"):
            adopt(path, NOW, order)
    assert path.read_bytes() == before


def test_a_definition_is_gone_by_for_its_own_sheet_only(tmp_path: Path) -> None:
    path = tracker(tmp_path, "monthly_sheets")
    taken = adopt(path, NOW, AdoptOrder()).proposal.sheet  # type: ignore[union-attr]
    assert taken != "1月"
    for wanted in ("1月", "9月"):
        with pytest.raises(AdoptionError, match=taken):
            adopt(path, NOW, AdoptOrder(sheet=wanted, apply=True, dry_run=True))
    assert adopt(path, NOW, AdoptOrder(sheet=taken)).proposal is None


@pytest.mark.parametrize("name", ["common", "feedback_report"])
def test_no_definition_is_called_as_a_shipped_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(AdoptionError, match="--name"):
        adopt(tracker(tmp_path, "title_band"), NOW, AdoptOrder(name=name))
    path = tracker(tmp_path, "title_band").rename(tmp_path / f"{name}.xlsx")
    assert adopt(path, NOW, AdoptOrder()).definition_file.name == f"own_{name}.toml"


def test_a_sheet_that_no_definition_can_name_is_to_be_renamed(tmp_path: Path) -> None:
    path = tmp_path / "售后台账.xlsx"
    path.write_bytes(renamed_tab("title_band", "售后台账", "it's & <b>"))
    with pytest.raises(AdoptionError, match="Rename the sheet"):
        adopt(path, NOW, AdoptOrder())
    path.write_bytes(renamed_tab("title_band", "售后台账", "R&D <b> “A” 100%"))
    assert adopt(path, NOW, APPLY).first_pass.written  # type: ignore[union-attr]
    assert list(tmp_path.glob("*.toml"))


def test_a_sheet_of_which_no_column_could_be_taken_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "numbers.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Numbers"  # type: ignore[union-attr]
    for row in [["A", "A", "A", "A"], *([place, place * 2, place * 3, place * 4] for place in range(20))]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    with pytest.raises(AdoptionError, match="Numbers"):
        adopt(path, NOW, AdoptOrder(sheet="Numbers"))
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("step", ["adopting.adopting.refresh", "passes.refresh.CaseMemoryFile.append"])
def test_nobody_is_told_of_what_was_late_before_wherever_adopting_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path, told = tracker(tmp_path, "english"), Outbox(workspace(tmp_path, WECOM))
    adopt(path, NOW, AdoptOrder())

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(f"xltools.operations.{step}", die)
        with pytest.raises(Killed):
            adopt(path, NOW, APPLY)
    assert refresh(path, NOW, order=AT_ONCE).notices
    assert not told.read().known
    assert not is_being_adopted(Workspace(tmp_path), path.name)  # news from then on
