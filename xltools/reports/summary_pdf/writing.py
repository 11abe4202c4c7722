"""How does a report become a PDF? Its data and our template are laid out by typst, with files of ours only.

Invariant: the same report and fonts give the same bytes; typst reads nothing but a folder made for this one run.
"""

import json
from datetime import UTC
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xltools.errors import FontMissingError, MissingExtraError
from xltools.reports.document import Report
from xltools.reports.summary_pdf.font_folder import open_fonts
from xltools.reports.summary_pdf.fonts import ReportFonts
from xltools.reports.summary_pdf.glyph_coverage import Coverage, cover
from xltools.reports.summary_pdf.page_data import page_data

_TEMPLATES = ("report.typ", "blocks.typ", "charts.typ", "chart_bars.typ", "chart_columns.typ", "drawing.typ")
_SIGNS_OF_THE_TEMPLATE = "0123456789/·.▲▼□"


class WrittenPdf(NamedTuple):
    """A PDF.

    Attributes:
        content: Its bytes.
        warnings: Characters that could not be shown, a line each; none as a rule.
    """

    content: bytes
    warnings: tuple[str, ...]


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
        return WrittenPdf(_laid_out(Path(folder), coverage, report), coverage.warnings())


def _furnish(folder: Path, coverage: Coverage) -> None:
    for name in _TEMPLATES:
        (folder / name).write_bytes(files(__package__).joinpath(name).read_bytes())
    (folder / "fonts.json").write_text(json.dumps(coverage.families, ensure_ascii=False), encoding="utf-8")


def _laid_out(folder: Path, coverage: Coverage, report: Report) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError("a PDF", "pdf") from error
    fonts = open_fonts(folder / "fonts", coverage.files)
    content, warnings = typst.compile_with_warnings(
        folder / "report.typ",
        root=folder,
        font_paths=fonts,
        format="pdf",
        timestamp=int(report.made_at.replace(tzinfo=UTC).timestamp()),
    )
    if any("unknown font family" in warning.message for warning in warnings):
        raise FontMissingError(f"{coverage.files[0]} cannot be used as a font")
    return content
