"""A register is read as it stands, for what is made of its cases. (FR-12)"""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.operations.case_reports.closed_cases import NOW, OPEN, case, register_of
from xltools.errors import UnknownCaseError, UnreadableWorkbookError, VanishedError
from xltools.model.form_values import Audience
from xltools.operations.case_reports.case_register import read_case_register
from xltools.rules.form_values import form_values
from xltools.workbook.layout import FIRST_DATA_ROW, HEAD_ROW


def test_what_is_read_comes_from_the_bytes_that_are_told(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"), case("202405-002", **OPEN))
    register = read_case_register(path, NOW)
    assert register.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (register.register_id, register.files.numbers) == ("台账.xlsx", ("202405-001", "202405-002"))
    assert [register.files.is_closed(number) for number in register.files.numbers] == [True, False]
    assert register.attachments_folder == tmp_path / "附件"


@pytest.mark.parametrize("typed", ["202405-001", " 202405-001", "２０２４０５－００１", "202405—001"])
def test_a_number_is_understood_as_people_type_it(tmp_path: Path, typed: str) -> None:
    assert read_case_register(register_of(tmp_path, case("202405-001")), NOW).number_meant(typed) == "202405-001"


def test_a_number_that_nobody_bears_is_answered_with_the_nearest(tmp_path: Path) -> None:
    register = read_case_register(register_of(tmp_path, case("202405-001")), NOW)
    with pytest.raises(UnknownCaseError) as refused:
        register.number_meant("202405-02")
    assert refused.value.nearest == ["202405-001"]


def test_files_in_the_attachments_folder_are_found_by_plain_names(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    (tmp_path / "附件" / "五月").mkdir()
    (tmp_path / "附件" / "五月" / "Photo.JPG").write_bytes(b"x")
    assert read_case_register(path, NOW).attachments()["photo.jpg"] == tmp_path / "附件" / "五月" / "Photo.JPG"


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"nonsense")
    with pytest.raises(UnreadableWorkbookError):
        read_case_register(tmp_path / "a.xlsx", NOW)
    with pytest.raises(VanishedError):
        read_case_register(tmp_path / "b.xlsx", NOW)


def test_what_the_team_added_is_told_too(tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    book = load_workbook(path)
    sheet = book["反馈登记"]
    for place, (head, cell) in enumerate((("区域经理", "钱多多"), ("用时", timedelta(hours=30)), ("天数", "=TODAY()"))):
        sheet.cell(HEAD_ROW, 60 + place, head)
        sheet.cell(FIRST_DATA_ROW, 60 + place, cell)
    book.save(path)
    register = read_case_register(path, NOW)
    values = form_values(register.files.of("202405-001"), register.policy, Audience.INWARD, NOW).cells
    assert values["区域经理"].text == "钱多多"
    assert {"用时", "天数"} <= values.keys()
