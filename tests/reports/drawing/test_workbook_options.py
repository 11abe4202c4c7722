"""Workbooks that are made one after the other do not change each other."""

from datetime import datetime
from io import BytesIO

import openpyxl
from xlsxwriter import Workbook

from xltools.reports.drawing.workbook_options import workbook_options


def made() -> bytes:
    target = BytesIO()
    with Workbook(target, workbook_options(in_memory=True)) as workbook:
        workbook.set_properties({"created": datetime(2026, 11, 22)})
        workbook.add_worksheet("a").write(0, 0, "=1+1")
    return target.getvalue()


def test_the_next_workbook_has_the_same_bytes() -> None:
    assert made() == made()


def test_what_begins_as_a_formula_is_a_text() -> None:
    cell = openpyxl.load_workbook(BytesIO(made())).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
