"""The demonstration on disk: what was typed is found, findings are the planted ones, and a second pass is quiet."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import FolderNotEmptyError
from xltools.model.finding import FindingCode
from xltools.model.register import Register
from xltools.operations.demo_bad_rows import bad_kinds
from xltools.operations.demo_cases import demo_script
from xltools.operations.demonstration import ATTACHMENTS_FOLDER, Demonstration, DemoRegister, make_demonstration
from xltools.operations.refresh import refresh
from xltools.operations.workspace import MEMORY_FOLDER
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register

NOW = datetime(2026, 11, 20, 10, 0)
COUNT = 40
TOLD_ONCE = {FindingCode.NUMBER_NOT_OURS}  # said by the pass that put the number right
ALWAYS = {FindingCode.CASE_DUPLICATED, FindingCode.CASE_UNKNOWN}
# What other rules may come to say about cases that are right as they stand.
REFUSED = {
    FindingCode.SHEET_MISSING,
    FindingCode.HEADER_MISSING,
    FindingCode.SETTING_UNUSABLE,
    FindingCode.CELL_ERROR,
    FindingCode.CELL_FORMULA,
    FindingCode.NUMBER_LOST,
    FindingCode.NUMBER_SKIPPED,
    FindingCode.TOOL_CELL_RESTORED,
}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return make_demonstration(tmp_path_factory.mktemp("demo") / "示例", NOW, 1, COUNT)


@pytest.fixture(params=range(4))
def register(request: pytest.FixtureRequest, demonstration: Demonstration) -> DemoRegister:
    return demonstration.registers[request.param]


def _read(register: DemoRegister) -> Register:
    return read_register(open_package(register.path.read_bytes()), NOW)


def test_a_second_refresh_writes_nothing(register: DemoRegister) -> None:
    before = register.path.read_bytes()
    again = refresh(register.path, NOW, hold_seconds=0)
    assert not again.edits
    assert not again.written
    assert register.path.read_bytes() == before


def test_rows_typed_are_rows_found(register: DemoRegister) -> None:
    read = _read(register)
    assert register.rows["cases"] == COUNT + 1 == register.result.cases == register.first.new_numbers
    for key, count in register.rows.items():
        standing = len(read.definition.sheet(key).rows)
        assert len(read.tables[key].rows) == count + standing, key


def test_each_kind_of_bad_row_leads_to_its_finding(register: DemoRegister) -> None:
    expected = {kind.code for kind in bad_kinds(shipped_definition(register.template))} - {None}
    first = {finding.code for finding in register.first.findings}
    now = {finding.code for finding in register.result.findings}
    assert expected <= first
    assert (expected - TOLD_ONCE) | ALWAYS <= now
    assert not now & REFUSED


def test_sound_rows_are_not_blamed(register: DemoRegister) -> None:
    blamed = Counter(finding.code for finding in register.result.findings)
    kinds = Counter(kind.code for kind in bad_kinds(shipped_definition(register.template)))
    for code in (FindingCode.TEXT_VAGUE, FindingCode.CONTACT_MALFORMED, FindingCode.CHOICE_UNKNOWN):
        assert blamed[code] == kinds[code]


def test_numbers_are_unique_over_all_registers(demonstration: Demonstration) -> None:
    numbers = [number for register in demonstration.registers for number in _read(register).cases.values["number"]]
    assert None not in numbers
    assert len(set(numbers)) == len(numbers) == 4 * (COUNT + 1)


def test_log_rows_bear_the_numbers_of_their_cases(register: DemoRegister) -> None:
    read = _read(register)
    numbers = set(read.cases.values["number"])
    strange = [number for number in read.tables["log"].values["case_number"] if number not in numbers]
    assert len(strange) == 1  # the misquoted one


def test_cases_were_registered_when_they_came_in(register: DemoRegister) -> None:
    script = demo_script(shipped_definition(register.template), 1, NOW, COUNT)
    stamps = list(_read(register).cases.values["registered_at"])
    assert stamps == [each["registered_at"] for each in script.stamps]


def test_most_attachments_are_there_and_open(demonstration: Demonstration) -> None:
    files = sorted((demonstration.folder / ATTACHMENTS_FOLDER).iterdir())
    assert len(files) == demonstration.attachments
    assert 0 < demonstration.forgotten < demonstration.attachments / 3
    assert all(file.read_bytes()[:4] in (b"\x89PNG", b"RIFF") for file in files)


def test_the_same_seed_makes_the_same_workbooks(tmp_path: Path, demonstration: Demonstration) -> None:
    again = make_demonstration(tmp_path / "again", NOW, 1, COUNT)
    for one, other in zip(demonstration.registers, again.registers, strict=True):
        assert one.path.read_bytes() == other.path.read_bytes()
    assert again.open_first.exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError, match="not empty"):
        make_demonstration(tmp_path, NOW, 1, COUNT)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_made_up_numbers_do_not_mix_with_a_workspace_around_the_folder(tmp_path: Path) -> None:
    (tmp_path / MEMORY_FOLDER).mkdir()
    make_demonstration(tmp_path / "demo", NOW, 1, 24)
    assert not list((tmp_path / MEMORY_FOLDER).iterdir())
