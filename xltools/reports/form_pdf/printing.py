"""How does a filled form become a PDF? Its sheets as data and our template, laid out by typst.

Invariant: the same workbook, fonts, moment and name give the same bytes, whatever was printed before.
"""

import json
import shutil
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, Self, cast

from xltools.reports.form_pdf.page_data import page_data
from xltools.reports.form_pdf.pictures import Picture
from xltools.reports.form_pdf.sheet_reading import FormSheet, read_sheets
from xltools.reports.typesetting.font_faces import characters_of
from xltools.reports.typesetting.font_folder import open_fonts
from xltools.reports.typesetting.fonts import ReportFonts
from xltools.reports.typesetting.glyph_coverage import Coverage, cover
from xltools.reports.typesetting.written_pdf import WrittenPdf, date_in_pdf, written_pdf
from xltools.workbook.packaging.package import open_package

_TEMPLATES = ("form.typ", "cells.typ")


class FormPrinter:
    """Prints filled forms: what they share is made ready once. Not for several threads at a time.

    Args:
        fonts: From `find_fonts`; the names of fonts in the workbook are not looked at.

    Raises:
        MissingExtraError: typst or fontTools is not installed.
    """

    def __init__(self, fonts: ReportFonts) -> None:
        self._fonts = fonts
        self._covered: dict[frozenset[str], Coverage] = {}
        self._root = root = Path(mkdtemp(prefix="xltools-pdf-"))
        self._remove = weakref.finalize(self, shutil.rmtree, root, ignore_errors=True)
        bold = () if fonts.bold is None else (fonts.bold,)
        self._opened = open_fonts(root / "fonts", (fonts.text.path, *bold, *fonts.further))
        for template in _TEMPLATES:
            (root / template).write_bytes(files(__package__).joinpath(template).read_bytes())
        import typst

        self._compiler = typst.Compiler(root / _TEMPLATES[0], root=root, font_paths=self._opened)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the printer's folder; it cannot print any more."""
        self._remove()

    def printed(self, workbook: bytes, made_at: datetime, name: str = "") -> WrittenPdf:
        """What Excel would print of the workbook, its fonts embedded.

        Args:
            workbook: An .xlsx or .xlsm package.
            made_at: What running lines call today, and the date of the PDF.
            name: What running lines call the file.

        Raises:
            UnreadableWorkbookError: The bytes are not a workbook that can be read safely.
            FontMissingError: typst cannot use the font.
        """
        import typst

        sheets = read_sheets(open_package(workbook))
        with self._filed(sheets) as pictures:
            try:
                return self._laid_out(sheets, pictures, made_at, name)
            except typst.TypstError:
                shown = {picture: file for picture, file in pictures.items() if self._can_show(file)}
                if len(shown) == len(pictures):
                    raise
            written = self._laid_out(sheets, shown, made_at, name)
        left_out = [picture.name for picture in pictures if picture not in shown]
        told = (f"a picture is left out of the PDF: its file is damaged ({one})" for one in left_out)
        return WrittenPdf(written.content, (*written.warnings, *told))

    def _laid_out(
        self, sheets: Sequence[FormSheet], pictures: Mapping[Picture, str], made_at: datetime, name: str
    ) -> WrittenPdf:
        pages = page_data(sheets, pictures, made_at, name)
        coverage = self._coverage(set(json.dumps(pages.data, ensure_ascii=False)))
        data: dict[str, Any] = {"families": coverage.families, "fake_bold": self._fonts.bold is None, **pages.data}
        content, warnings = self._compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"data": coverage.shown(json.dumps(data, ensure_ascii=False, separators=(",", ":")))},
            timestamp=date_in_pdf(made_at),
            pdf_tags=False,  # a form is not read aloud, and its tags would be most of the file
        )
        return written_pdf(cast("bytes", content), warnings, coverage, pages.warnings)

    def _coverage(self, signs: set[str]) -> Coverage:
        """The fonts for these signs; most forms need none but the text's, so only the rare signs are told apart."""
        known = characters_of(self._fonts.text)
        rare = frozenset(sign for sign in signs if ord(sign) not in known)
        if rare not in self._covered:
            self._covered[rare] = cover(rare, self._fonts)
        return self._covered[rare]

    @contextmanager
    def _filed(self, sheets: Sequence[FormSheet]) -> Iterator[dict[Picture, str]]:
        """The pictures as files, for typst reads files only; named by what is in them, for it remembers by name."""
        pictures = {picture: "" for sheet in sheets for picture in sheet.pictures}
        for picture in pictures:
            pictures[picture] = f"{sha256(picture.data).hexdigest()}.{picture.suffix}"
            (self._root / pictures[picture]).write_bytes(picture.data)
        try:
            yield pictures
        finally:
            for file in set(pictures.values()):
                (self._root / file).unlink(missing_ok=True)

    def _can_show(self, file: str) -> bool:
        import typst

        try:
            # By a compiler of its own: one that is given another text keeps it.
            typst.Compiler(f'#image("{file}")'.encode(), root=self._root, font_paths=self._opened).compile(format="pdf")
        except typst.TypstError:
            return False
        return True
