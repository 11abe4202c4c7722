"""A report is drawn alike each time, as PDF too where fonts for one were asked for."""

import pytest

from tests.reports.sample_report import sample_report
from xltools.errors import FontMissingError
from xltools.operations.reporting.report_contents import report_contents
from xltools.reports.typesetting.fonts import find_fonts


def test_a_workbook_alone_where_no_pdf_is_wanted() -> None:
    report = sample_report(3)
    drawn = report_contents(report, None)
    assert (list(drawn.files), drawn.warnings) == ([".xlsx"], ())
    assert drawn.files[".xlsx"].startswith(b"PK")
    assert report_contents(report, None) == drawn


def test_the_pdf_beside_it_where_fonts_are_given() -> None:
    try:
        fonts = find_fonts()
    except FontMissingError as error:
        pytest.skip(str(error))
    files = report_contents(sample_report(3), fonts).files
    assert {suffix: data[:4] for suffix, data in files.items()} == {".xlsx": b"PK\x03\x04", ".pdf": b"%PDF"}
