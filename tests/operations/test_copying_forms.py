"""Forms for restyling: copied beside the register, never over something that exists."""

from pathlib import Path

import pytest

from tests.operations.notifying.made_up import Killed
from tests.registers import SMALL, template
from xltools.errors import NotARegisterError, ReadOnlyWorkbookError, VanishedError
from xltools.operations.copying_forms import copy_forms
from xltools.workbook.forms.building.layout_files import forms_folder

TITLES = ["售后服务工单结案报告", "问题确认单", "问题处理方案表"]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "工单.xlsx"
    path.write_bytes(template("service_ticket"))
    return path


def test_the_forms_lie_in_the_folder_beside_it_as_they_were_shipped(register: Path) -> None:
    copies = copy_forms(register)
    assert [each.path for each in copies] == [register.parent / "表单" / f"{title}.xlsx" for title in TITLES]
    for path, copied in copies:
        assert copied
        assert path.read_bytes() == (forms_folder() / path.name).read_bytes()


def test_what_the_team_made_of_them_stays(register: Path) -> None:
    folder = register.parent / "表单"
    (folder / "工单").mkdir(parents=True)
    mine, macros = folder / "工单" / f"{TITLES[0]}.xlsx", folder / f"{TITLES[1]}.xlsm"
    mine.write_bytes(b"mine")
    macros.write_bytes(b"macros")
    assert copy_forms(register) == [(mine, False), (macros, False), (folder / f"{TITLES[2]}.xlsx", True)]
    assert (mine.read_bytes(), macros.read_bytes()) == (b"mine", b"macros")
    assert not any(copied for _, copied in copy_forms(register))


def test_a_dry_run_makes_nothing(register: Path) -> None:
    assert all(copied for _, copied in copy_forms(register, dry_run=True))
    assert list(register.parent.iterdir()) == [register]


def test_a_teams_own_register_gets_the_one_built_from_its_definition(tmp_path: Path) -> None:
    (tmp_path / SMALL.name).write_bytes(SMALL.read_bytes())
    path = tmp_path / "小.xlsx"
    path.write_bytes(template())
    ((form, copied),) = copy_forms(path)
    assert copied
    assert form.read_bytes()[:2] == b"PK"


def test_trouble_is_said(register: Path, tmp_path: Path) -> None:
    with pytest.raises(VanishedError):
        copy_forms(tmp_path / "none.xlsx")
    (tmp_path / "表单").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(ReadOnlyWorkbookError):
        copy_forms(register)
    with pytest.raises(NotARegisterError):
        copy_forms(forms_folder() / f"{TITLES[0]}.xlsx")


def test_no_half_form_is_left_by_a_crash(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", die)
        with pytest.raises(Killed):
            copy_forms(register)
    assert list((register.parent / "表单").glob("*.xlsx")) == []
    assert all(copied for _, copied in copy_forms(register))
