"""How does a report become a PDF? Its data and our template are laid out by typst, with files of ours only.

Invariant: the same report and fonts give the same bytes; typst reads nothing but a folder made for this one run.
"""

import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from xltools.reports.document import Report
from xltools.reports.summary_pdf.page_data import page_data
from xltools.reports.typesetting.font_folder import open_fonts
from xltools.reports.typesetting.fonts import ReportFonts
from xltools.reports.typesetting.glyph_coverage import Coverage, cover
from xltools.reports.typesetting.written_pdf import WrittenPdf, date_in_pdf, written_pdf

_TEMPLATES = ("report.typ", "blocks.typ", "charts.typ", "chart_bars.typ", "chart_columns.typ", "drawing.typ")
_SIGNS_OF_THE_TEMPLATE = "0123456789/·.▲▼□"


def write_pdf(report: Report, fonts: ReportFonts) -> WrittenPdf:
    """The report as PDF on A4, its fonts embedded, with bookmarks and links.

    Args:
        report: What is shown, whole: only 明细 is cut, saying so (`table_data.DETAIL_ROWS`).
        fonts: From `find_fonts`.

    Raises:
        MissingExtraError: typst or fontTools is not installed.
        FontMissingError: typst cannot use the font.
        ValueError: A link or chart names what is not in the report.
    """
    words = json.dumps(page_data(report), ensure_ascii=False, separators=(",", ":"))
    coverage = cover(set(words) | set(_SIGNS_OF_THE_TEMPLATE), fonts)
    with TemporaryDirectory(prefix="xltools-pdf-", ignore_cleanup_errors=True) as folder:
        _furnish(Path(folder), coverage)
        (Path(folder) / "report.json").write_text(coverage.shown(words), encoding="utf-8")
        return _laid_out(Path(folder), coverage, report)


def _furnish(folder: Path, coverage: Coverage) -> None:
    for name in _TEMPLATES:
        (folder / name).write_bytes(files(__package__).joinpath(name).read_bytes())
    (folder / "fonts.json").write_text(json.dumps(coverage.families, ensure_ascii=False), encoding="utf-8")


def _laid_out(folder: Path, coverage: Coverage, report: Report) -> WrittenPdf:
    fonts = open_fonts(folder / "fonts", coverage.files)
    import typst

    content, warnings = typst.compile_with_warnings(
        folder / "report.typ",
        root=folder,
        font_paths=fonts,
        format="pdf",
        timestamp=date_in_pdf(report.made_at),
    )
    return written_pdf(content, warnings, coverage)
