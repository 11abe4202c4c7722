"""In which files does a report come? As a workbook, and as PDF where fonts for one were asked for.

Invariant: the same report and fonts give the same bytes.
"""

from typing import NamedTuple

from xltools.reports.document import Report
from xltools.reports.summary_workbook.writing import write_workbook
from xltools.reports.typesetting.fonts import ReportFonts


class ReportContents(NamedTuple):
    """The files of a report.

    Attributes:
        files: What is in each, by its suffix.
        warnings: What the PDF could not show.
    """

    files: dict[str, bytes]
    warnings: tuple[str, ...]


def report_contents(report: Report, fonts: ReportFonts | None) -> ReportContents:
    """Draw a report.

    Args:
        report: The report.
        fonts: For the PDF; None where none is wanted.

    Raises:
        FontMissingError, MissingExtraError: The PDF cannot be made on this machine.
    """
    files = {".xlsx": write_workbook(report)}
    if fonts is None:
        return ReportContents(files, ())
    from xltools.reports.summary_pdf.writing import write_pdf  # half a second of libraries; the workbook needs none

    pdf = write_pdf(report, fonts)
    return ReportContents({**files, ".pdf": pdf.content}, pdf.warnings)
