"""Parameters of sheet 设置; what does not fit is told with its cell and the shipped value stays in force."""

import io

import openpyxl
import pytest

from tests.registers import read, template
from xltools.model.cell_edit import CellEdit
from xltools.workbook.patching import patch


def setting_row(key: str) -> int:
    sheet = openpyxl.load_workbook(io.BytesIO(template()))["设置"]
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == key)


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("duplicate_days", "三十", "30"),
        ("duplicate_days", "-1", "30"),
        ("time_zone", "Mars/Phobos", "Asia/Shanghai"),
        ("attachments_folder", "../../etc", "附件"),
        ("attachments_folder", "C:\\", "附件"),
    ],
)
def test_an_unusable_parameter_is_told_with_its_cell(key: str, value: str, kept: str) -> None:
    row = setting_row(key)
    register = read(patch(template(), [CellEdit("设置", row, 3, value)]))
    (finding,) = register.findings
    assert (finding.code.value, finding.address) == ("SETTING_UNUSABLE", f"设置!C{row}")
    assert register.policy.settings[key] == kept


def test_a_changed_parameter_is_in_force() -> None:
    package = patch(template(), [CellEdit("设置", setting_row("duplicate_days"), 3, "７")])
    assert float(read(package).policy.settings["duplicate_days"]) == 7


def test_a_parameter_that_is_gone_is_told() -> None:
    register = read(patch(template(), [CellEdit("设置", setting_row("report_day"), 1, None)]))
    assert "SETTING_MISSING" in [finding.code.value for finding in register.findings]
    assert register.policy.settings["report_day"] == "5"


@pytest.mark.parametrize(
    ("typed", "kept", "told"),
    [
        ("一般，不满意，非常不满意", ("一般", "不满意", "非常不满意"), 0),
        ("不满意", ("不满意",), 0),
        ("不满", ("一般", "不满意", "非常不满意"), 1),  # FA-14: no word of the list, so the rule would sleep
        ("一般、很差", ("一般", "不满意", "非常不满意"), 1),
    ],
)
def test_a_parameter_that_lists_values_holds_values_of_its_list(typed: str, kept: tuple[str, ...], told: int) -> None:
    name = "feedback_analysis"
    sheet = openpyxl.load_workbook(io.BytesIO(template(name)))["设置"]
    row = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == "reopen_satisfaction")
    register = read(patch(template(name), [CellEdit("设置", row, 3, typed)]), name=name)
    assert register.policy.setting_values("reopen_satisfaction") == kept
    assert [finding.row for finding in register.findings] == [row] * told
