"""The demonstration on disk: what was typed is found, findings are the planted ones, and a second pass is quiet."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import FolderNotEmptyError
from xltools.model.finding import FindingCode
from xltools.model.register import Register
from xltools.operations.demonstrating.demo_bad_rows import bad_kinds
from xltools.operations.demonstrating.demo_cases import DemoScript, demo_script
from xltools.operations.demonstrating.demonstration import (
    ATTACHMENTS_FOLDER,
    Demonstration,
    DemoRegister,
    make_demonstration,
)
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import refresh
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
# Nothing but the planted rows may be blamed for these.
PLANTED_ALONE = (
    FindingCode.TEXT_VAGUE,
    FindingCode.CONTACT_MALFORMED,
    FindingCode.CHOICE_UNKNOWN,
    FindingCode.ENTRY_AFTER_CLOSING,
    FindingCode.PAUSE_UNPAIRED,
    FindingCode.REVIEW_MISSING,
    FindingCode.REVIEWER_UNFIT,
    FindingCode.PLAN_MISSING,
    FindingCode.PLAN_APPROVAL_UNFIT,
    FindingCode.CONFIRMATION_MISSING,
    FindingCode.CONSENT_MISSING,
    FindingCode.DUTY_OPEN,
    FindingCode.IMPROVEMENT_MISSING,
    FindingCode.EXTENSION_TOO_LONG,
    FindingCode.EXTENSION_AGAIN,
    FindingCode.ROUND_FACT_EARLIER,
)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return make_demonstration(tmp_path_factory.mktemp("demo") / "示例", NOW, 1, COUNT)


@pytest.fixture(params=range(4))
def register(request: pytest.FixtureRequest, demonstration: Demonstration) -> DemoRegister:
    registers: tuple[DemoRegister, ...] = demonstration.registers
    return registers[int(request.param)]


def _read(register: DemoRegister) -> Register:
    return read_register(open_package(register.path.read_bytes()), NOW)


def _script(register: DemoRegister) -> DemoScript:
    return demo_script(shipped_definition(register.template), 1, NOW, COUNT)


def _open(read: Register) -> list[bool]:
    return [state not in read.definition.closed_states for state in read.cases.values["state"]]


def test_a_second_refresh_writes_nothing(register: DemoRegister) -> None:
    before = register.path.read_bytes()
    again = refresh(register.path, NOW, order=PassOrder(hold_seconds=0))
    assert not again.edits
    assert not again.written
    assert register.path.read_bytes() == before


def test_rows_typed_are_rows_found(register: DemoRegister) -> None:
    read = _read(register)
    assert register.rows["cases"] == COUNT + 1 == register.result.cases
    assert register.first.new_numbers + register.result.new_numbers == COUNT + 1
    assert register.result.new_numbers  # some came in since the evening
    for key, count in register.rows.items():
        sheet = read.definition.sheet(key)
        assert sheet is not None
        gathered = len(read.tables[key].rows) - count - len(sheet.rows)
        assert gathered == 0 or (key == "knowledge" and gathered > 0), key  # lessons of closed tickets (ST-11)


def test_each_kind_of_bad_row_leads_to_its_finding(register: DemoRegister) -> None:
    expected = {kind.code for kind in bad_kinds(shipped_definition(register.template))} - {None}
    now = {finding.code for finding in register.result.findings}
    assert expected <= now | {finding.code for finding in register.first.findings}
    assert (expected - TOLD_ONCE) | ALWAYS <= now
    assert not now & REFUSED


def test_sound_rows_are_not_blamed(register: DemoRegister) -> None:
    blamed = Counter(finding.code for finding in register.result.findings)
    kinds = Counter(kind.code for kind in bad_kinds(shipped_definition(register.template)))
    for code in PLANTED_ALONE:
        assert blamed[code] == kinds[code], code


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
    script = _script(register)
    known = script.come_by(script.looks[-2])
    stamps = list(_read(register).cases.values["registered_at"])
    assert stamps == [*(case.stamps["registered_at"] for case in script.cases[:known]), *[NOW] * (COUNT + 1 - known)]


def test_the_day_has_something_of_everything_to_do(register: DemoRegister) -> None:
    values, still_open = _read(register).cases.values, _open(_read(register))
    marks = Counter(mark for mark, is_open in zip(values["overdue_mark"], still_open, strict=True) if is_open)
    assert 1 <= marks["超时"] <= 8
    assert marks["临期"] >= 1
    assert marks["暂停"] >= 1
    assert any(is_open and handler is None for handler, is_open in zip(values["handler"], still_open, strict=True))


def test_what_is_overdue_was_escalated(register: DemoRegister) -> None:
    values = _read(register).cases.values
    late = [at for at, mark in enumerate(values["overdue_mark"]) if mark == "超时"]
    assert late
    assert all(values["escalated_to"][at] and values["escalated_at"][at] for at in late)


def test_most_cases_are_closed_and_most_of_them_were_in_time(register: DemoRegister) -> None:
    read = _read(register)
    marks = [mark for mark, is_open in zip(read.cases.values["overdue_mark"], _open(read), strict=True) if not is_open]
    assert len(marks) >= COUNT / 2
    assert sum(mark == "曾超时" for mark in marks) < len(marks) / 3
    assert set(marks) <= {None, "曾超时"}


def test_second_rounds_have_their_accounts(demonstration: Demonstration) -> None:  # FR-11, FA-14
    accounts = 0
    for register in demonstration.registers:
        read = _read(register)
        rounds = read.tables["rounds"]
        again = {
            number
            for number, count in zip(read.cases.values["number"], read.cases.values["round"], strict=True)
            if isinstance(count, (int, float)) and count > 1
        }
        assert set(rounds.values["number"]) <= again
        assert all(rounds.values["account"])
        accounts += len(rounds.rows)
    assert accounts


def test_every_extension_request_is_about_a_case_and_some_are_in_force(demonstration: Demonstration) -> None:  # FA-12
    read = next(_read(register) for register in demonstration.registers if register.template == "feedback_analysis")
    revised = [value for value in read.cases.values["revised_due_at"] if value is not None]
    assert revised
    assert len(revised) < len(read.tables["extensions"].rows)


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
