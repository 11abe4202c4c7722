"""A register of another language: its workbook and its form say nothing in Chinese, open, and are read back."""

import re
from collections.abc import Mapping
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.registers import definition, read, template, workbook
from tests.workbook.template_samples import parts
from xltools.language.speaking import speaking, text
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.forms.building.form_building import build_form
from xltools.workbook.forms.building.generic_layout import generic_layout
from xltools.workbook.forms.form_files import form_places, forms_of
from xltools.workbook.generated.page_layout import OWNERSHIP_MARK
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.template.cell_validation import LONGEST_MESSAGE, LONGEST_TITLE, validation_rule

NAME = "it_service_desk"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def chinese_in(package: bytes) -> Mapping[str, list[str]]:
    said = {
        name: data.decode("utf-8", "replace")
        for name, data in parts(package).items()
        if not name.startswith("xl/theme")  # it names a font for every script
    }
    return {name: CHINESE.findall(content) for name, content in said.items() if CHINESE.search(content)}


def sheets() -> list[Worksheet]:
    return list(load_workbook(BytesIO(template(NAME))).worksheets)


def test_nothing_in_it_is_chinese() -> None:
    assert chinese_in(template(NAME)) == {}


def test_it_is_read_back_without_a_finding() -> None:
    register = read(template(NAME), name=NAME)
    assert list(register.findings) == []
    policy = register.policy
    assert len(policy.timers) == len(register.tables["timers"].rows) > 0
    assert policy.calendar is not None
    assert policy.lists["weekday"][0] == "Monday"
    assert policy.settings["time_zone"] == "Europe/Berlin"


def test_its_dates_are_read_in_its_order() -> None:
    rows = [
        {"Opened at": typed}
        for typed in ("6.5.2024 14:30", "06/05/24 2:30 pm", "6 May 2024, 14:30h", "2024-05-06 14:30")
    ]
    opened = read(workbook(rows, name=NAME), name=NAME).tables["cases"].values["received_at"]
    assert len(set(opened)) == 1
    assert str(opened[0]) == "2024-05-06 14:30:00"


def test_the_footer_and_the_links_say_it_in_english() -> None:
    for sheet in sheets():
        assert sheet.oddFooter.center.text or sheet.oddFooter.right.text
        assert "Page" in f"{sheet.oddFooter.center.text}{sheet.oddFooter.right.text}"


@pytest.mark.parametrize("sheet", definition(NAME).sheets, ids=lambda sheet: sheet.key)
def test_what_is_said_of_typing_fits_its_box(sheet: object) -> None:
    # Excel specifications and limits: 32 characters of a title, 255 of a message
    register = definition(NAME)
    with speaking(register.language):
        for field in sheet.fields:  # type: ignore[attr-defined]
            rule = validation_rule(register, sheet, field)  # type: ignore[arg-type]
            assert 0 < len(rule["error_title"]) < LONGEST_TITLE
            assert rule["error_message"].endswith((".", "?")), "cut off"
            assert len(rule["error_message"]) <= LONGEST_MESSAGE


def test_a_page_that_is_written_again_is_known_as_ours() -> None:
    page = GeneratedPage("To do", "To do", "Now", tables=())
    with speaking("en"):
        again = patch_package(open_package(template(NAME)), (), pages=(page,))
        rows = WorkbookCells(open_package(again)).sheet(Tab.TODO.said).rows
        assert text(OWNERSHIP_MARK) in {cell for row in rows for cell in row}
    assert chinese_in(again) == {}


def test_its_case_report_is_built_from_it() -> None:
    register = definition(NAME)
    form = forms_of(register, ())[0]
    assert (form.key, form.main) == ("generic", True)
    assert chinese_in(build_form(generic_layout(register), register)) == {}


def test_forms_are_looked_for_where_they_are_in_any_language(tmp_path: object) -> None:
    register = tmp_path / "incidents.xlsx"  # type: ignore[operator]
    with speaking("en"):
        assert form_places(register)[1].name == "Case forms"
        (register.parent / "表单").mkdir()
        assert form_places(register)[1].name == "表单"
    (register.parent / "Case forms").mkdir()
    assert form_places(register)[1].name == "表单"
