"""A value reads as it did in the register."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from xltools.model.field import FieldKind
from xltools.model.register import Value
from xltools.reports.case_rows.value_cells import write_value
from xltools.reports.drawing.looks import Looks


def cell(value: Value, kind: FieldKind = FieldKind.TEXT) -> openpyxl.cell.Cell:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        write_value(workbook.add_worksheet(), Looks(workbook), (0, 0), value, kind)
    return openpyxl.load_workbook(target).worksheets[0]["A1"]


@pytest.mark.parametrize("text", ["=1+1", "007", "1e5", "http://x", "2024-05-01", "'x", "{=1}"])
def test_a_text_stays_a_text(text: str) -> None:
    assert (cell(text).value, cell(text).data_type) == (text, "s")


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (datetime(2024, 5, 1, 9, 30), FieldKind.DATETIME, "yyyy\\-mm\\-dd\\ hh:mm"),
        (datetime(2024, 5, 1, 9, 30, 7), FieldKind.DATETIME, "yyyy\\-mm\\-dd\\ hh:mm:ss"),
        (time(9, 30), FieldKind.TIME, "hh:mm:ss"),
        (0.125, FieldKind.PERCENT, "0.##%"),
        (3, FieldKind.INTEGER, "General"),
    ],
)
def test_numbers_and_moments_keep_what_they_are(value: Value, kind: FieldKind, shown: str) -> None:
    found = cell(value, kind)
    assert found.value == value
    assert found.number_format.replace("\\", "") == shown.replace("\\", "")


@pytest.mark.parametrize(
    ("value", "text"), [(date(1899, 5, 1), "1899-05-01"), (datetime(1800, 1, 1, 9), "1800-01-01 09:00:00"),
                        (float("nan"), "nan"), (float("inf"), "inf")]
)  # fmt: skip
def test_what_no_cell_can_hold_is_told_as_text(value: Value, text: str) -> None:
    assert cell(value).value == text


def test_an_empty_cell_is_empty() -> None:
    assert cell(None).value is None
