"""What holds for the four shipped registers holds for the desk: clean when new, idle when done, cells kept."""

import json
import os
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.it_desk.incidents import INCIDENT, REGISTER
from tests.registers import decided, definition, heads_of, template, workbook
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.field import Owner
from xltools.workbook.forms.form_files import form_file, forms_of
from xltools.workbook.patching import patch

NOW = datetime(2026, 9, 17, 16, 40)
VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR", "")
WORDS = sorted(
    {value for each in definition(REGISTER).lists.values() for value in each.values}
    | {
        *INCIDENT.values(),
        "does not work",
        "soon",
        "31.2.2026",
        "@2026-09-17",
        "@09:40",
        "#3",
        "=1+1",
        "14.9.2026 9:30",
    }
)
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=8).filter(lambda text: text[:1] not in "@#"))
HEADS = heads_of(REGISTER, "cases")
ROWS = st.lists(st.dictionaries(st.sampled_from(HEADS), CELLS, max_size=30), min_size=1, max_size=3)


def test_the_new_register_is_clean_and_needs_nothing() -> None:
    _, decision, edits = decided(template(REGISTER), NOW, name=REGISTER)
    assert (decision.findings, edits) == ((), [])


def test_the_first_incident_gets_the_first_number() -> None:
    _, decision, _ = decided(workbook([INCIDENT], REGISTER), NOW, name=REGISTER)
    assert decision.columns["cases"]["number"] == ["INC-2026-00001"]


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_rules_never_change_a_cell_that_people_own(rows: list[dict[str, str]]) -> None:
    register, _, edits = decided(workbook(rows, REGISTER), NOW, name=REGISTER)
    fields = register.fields_by_place()
    for edit in edits:
        owner = fields[edit.sheet, edit.column].owner
        assert owner is Owner.TOOL or (owner is Owner.PROPOSED and edit.old is None)


@settings(max_examples=10, deadline=None)
@given(ROWS)
def test_a_second_refresh_changes_nothing(rows: list[dict[str, str]]) -> None:
    package = workbook(rows, REGISTER)
    _, decision, edits = decided(package, NOW, name=REGISTER)
    _, _, again = decided(patch(package, edits), NOW, list(decision.issued), REGISTER)
    assert again == []


def test_others_open_the_template_and_the_form() -> None:
    book = openpyxl.load_workbook(BytesIO(template(REGISTER)))
    with speaking("en"):
        assert book.sheetnames[0] == Tab.GUIDE.said
    assert all(sheet.dimensions for sheet in book)
    desk = definition(REGISTER)
    with speaking("en"):
        forms = [form_file(form, desk, ()).data for form in forms_of(desk, ())]
    assert [openpyxl.load_workbook(BytesIO(data)).sheetnames for data in forms]


@pytest.mark.skipif(not VALIDATOR, reason="XLTOOLS_OOXML_VALIDATOR does not name the Open XML SDK's validator")
def test_the_open_xml_sdk_finds_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "desk.xlsx"
    path.write_bytes(template(REGISTER))
    command = [VALIDATOR, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert json.loads(ended.stdout)["errors"] == []
