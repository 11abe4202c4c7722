"""What stands in a workbook that was written, told by independent readers."""

import re
import warnings
import zipfile
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.reports.sample_report import sample_report
from xltools.reports.document import Block, Report, Section
from xltools.reports.summary_workbook.writing import write_workbook


def report_of(*blocks: Block, title: str = "表") -> Report:
    """A report of one section."""
    sample = sample_report(0)
    return Report("报告", "2026年10月", "公司", "部门", sample.made_at, (Section(title, "如何？", blocks),))


def formulas(report: Report) -> Workbook:
    """The workbook of a report, formulas as they are written."""
    return opened(write_workbook(report))


def values(report: Report) -> Workbook:
    """The workbook of a report, what the formulas came to."""
    return opened(write_workbook(report), cached=True)


def opened(package: bytes, *, cached: bool = False) -> Workbook:
    """A workbook as openpyxl sees it, which knows neither sparklines nor data bars of Excel 2010 and says so."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*extension is not supported", UserWarning)
        return load_workbook(BytesIO(package), data_only=cached)


def parts(package: bytes, pattern: str) -> dict[str, str]:
    """The package's parts with such names."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        names = sorted(name for name in opened.namelist() if re.fullmatch(pattern, name))
        return {name: opened.read(name).decode() for name in names}


def below(sheet: Worksheet, head: str) -> list[object]:
    """What stands below a head, down to the first empty cell."""
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    found: list[object] = []
    row = at.row + 1
    while (value := sheet.cell(row, at.column).value) is not None:
        found.append(value)
        row += 1
    return found
