"""What does one sheet of a case look like as CSV? UTF-8 with a mark at its beginning, so that Excel reads it as such.

Invariant: no cell is taken for a formula by any spreadsheet, and whichever got a ' for that is told.
"""

import csv
from datetime import date, time
from io import StringIO
from typing import NamedTuple

from xltools.model.case_file import CaseFile
from xltools.model.register import Value
from xltools.reports.case_rows.case_sheets import CaseSheet, case_sheets

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # OWASP: CSV Injection


class CaseCsv(NamedTuple):
    """One sheet.

    Attributes:
        title: The sheet's title.
        data: The file.
        quoted: The cells that got a leading ': (line as a spreadsheet counts, from 1, the heads' line too; head).
    """

    title: str
    data: bytes
    quoted: tuple[tuple[int, str], ...]


def case_csvs(case: CaseFile) -> list[CaseCsv]:
    """All sheets that tell of a case."""
    return [_csv(sheet) for sheet in case_sheets(case)]


def _csv(sheet: CaseSheet) -> CaseCsv:
    heads, target, quoted = sheet.heads, StringIO(newline=""), []
    writer = csv.writer(target)
    writer.writerow([_safe(head) for head in heads])
    for line, row in enumerate(sheet.rows, start=2):
        texts = [_text(value) for value in row]
        safe = [_safe(text) if isinstance(value, str) else text for value, text in zip(row, texts, strict=True)]
        quoted += [(line, head) for head, text, kept in zip(heads, texts, safe, strict=True) if text != kept]
        writer.writerow(safe)
    return CaseCsv(sheet.definition.title, target.getvalue().encode("utf-8-sig", "backslashreplace"), tuple(quoted))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _text(value: Value) -> str:
    """A value in full: moments as ISO 8601 with seconds and a blank between day and time."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat().replace("T", " ")
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
