"""The commands of the first hour with a register of one's own, as processes, by their exit codes."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.end_to_end.folder_contents import every_byte
from tests.end_to_end.test_first_hour import Ended, xltools
from tests.it_desk.incidents import INCIDENT, REGISTER
from tests.registers import SMALL, definition, heads_of, with_rows

NOW = ("--now", "2026-09-17T16:40")
TITLE = definition(REGISTER).title


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copy(SMALL.with_name(f"{REGISTER}.toml"), tmp_path)
    assert xltools(tmp_path, "templates", "check", f"{REGISTER}.toml").code == 0
    assert xltools(tmp_path, "init", f"{REGISTER}.toml", "desk", *NOW).code == 0
    return tmp_path


def typed(desk: Path) -> Path:
    path = desk / "desk" / f"{TITLE}.xlsx"
    sheet = definition(REGISTER).register_sheet
    path.write_bytes(with_rows(path.read_bytes(), sheet.title, [INCIDENT], heads_of(REGISTER, sheet.key)))
    return path


def result(ended: Ended) -> dict[str, object]:
    (register,) = ended.document["registers"]
    return dict(register)


def test_a_new_register_is_clean_and_a_first_incident_is_numbered(desk: Path) -> None:
    checked = xltools(desk, "check", "desk", "--json", *NOW)
    assert (checked.code, result(checked)["findings"], result(checked)["cases"]) == (0, [], 0)
    path = typed(desk)
    before = every_byte(desk)
    dry = xltools(desk, "refresh", "desk", "--dry-run", "--json", *NOW)
    assert (dry.code, result(dry)["new_numbers"]) == (0, 1)
    assert every_byte(desk) == before
    real = xltools(desk, "refresh", "desk", "--json", *NOW)
    assert (real.code, result(real)["edits"]) == (0, result(dry)["edits"])
    again = xltools(desk, "refresh", "desk", "--json", *NOW)
    assert (result(again)["written"], result(again)["edits"]) == (False, [])
    book = openpyxl.load_workbook(path, read_only=True)
    assert book["Incidents"]["A5"].value == "INC-2026-00001"


def test_undo_gives_back_the_very_bytes(desk: Path) -> None:
    path = typed(desk)
    before = path.read_bytes()
    assert xltools(desk, "refresh", "desk", *NOW).code == 0
    assert path.read_bytes() != before
    assert xltools(desk, "undo", str(path), *NOW).code == 0
    assert path.read_bytes() == before


def test_a_register_that_somebody_has_open_is_left_alone(desk: Path) -> None:
    path = typed(desk)
    path.with_name(f".~lock.{path.name}#").write_text("Weber,jonas,desk,17.09.2026 16:39,file:///;", encoding="utf-8")
    before = path.read_bytes()
    assert xltools(desk, "refresh", str(path), *NOW).code == 4
    assert path.read_bytes() == before


def test_figures_of_the_month_count_the_incident(desk: Path) -> None:
    typed(desk)
    assert xltools(desk, "refresh", "desk", *NOW).code == 0
    made = xltools(desk, "summary", "desk", "--month", "2026-09", "--json", "--now", "2026-10-05T09:00").document
    assert (made["period"], made["received"]) == ("2026-09", 1)


def test_the_explanation_shows_the_windows_of_berlin(desk: Path) -> None:
    path = typed(desk)
    assert xltools(desk, "refresh", "desk", *NOW).code == 0
    told = xltools(desk, "explain", str(path), "INC-2026-00001", *NOW)
    assert told.code == 0
    assert "2026-09-21 09:30" in told.output
