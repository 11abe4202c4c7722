"""Codes for numbers from the sheet that the number scheme names."""

import io

import openpyxl

from tests.registers import read, template
from xltools.model.cell_edit import CellEdit
from xltools.workbook.patching import patch


def test_department_codes_are_letters_and_digits() -> None:
    # RR-2
    name = "rapid_response"
    package = template(name)
    sheet = openpyxl.load_workbook(io.BytesIO(package))["部门代码"]
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "客服部")
    register = read(patch(package, [CellEdit("部门代码", row, 2, "客-1")]), name=name)
    assert [finding.code.value for finding in register.findings] == ["SETTING_UNUSABLE"]
    assert "客服部" not in register.policy.codes
