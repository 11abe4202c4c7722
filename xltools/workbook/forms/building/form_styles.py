"""What do the cells of a form look like? Each by its purpose, in the colours and the font of the register templates.

Invariant: everything that is filled in wraps, so that no text is cut.
"""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xltools.workbook.template.palette import BANDS, INK, MUTED, TEXT
from xltools.workbook.template.template_styles import TemplateStyles

LINE = "#AEB9C6"  # darker than the hairlines of a sheet: these are printed, and people write between them
_THIN = 1
_TITLE_SIZE, _COMPANY_SIZE, _SMALL = 18, 11, 9
_FRAME = {"border": _THIN, "border_color": LINE}


class FormStyles:
    """The formats of one form, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._styles = TemplateStyles(workbook)

    def company(self) -> Format:
        """Whose form it is, above the title."""
        return self._styles.text(font_size=_COMPANY_SIZE, font_color=MUTED, align="center", text_wrap=True)

    def title(self) -> Format:
        """What the form is called."""
        return self._styles.text(font_size=_TITLE_SIZE, bold=True, font_color=INK, align="center", text_wrap=True)

    def small(self, align: str) -> Format:
        """What is noted beside and below the title."""
        return self._styles.text(font_size=_SMALL, font_color=MUTED, align=align, text_wrap=True)

    def band(self) -> Format:
        """The heading of a section."""
        return self._framed(bold=True, font_color=INK, bg_color=BANDS[0], indent=1)

    def label(self, *, centred: bool = False) -> Format:
        """What a value is, in front of it or above it."""
        place = {"align": "center"} if centred else {"indent": 1}
        return self._framed(font_color=INK, bg_color=BANDS[1], **place)

    def value(self, *, centred: bool = False) -> Format:
        """Where something is filled in."""
        place = {"align": "center"} if centred else {"indent": 1}
        return self._framed(font_color=TEXT, **place)

    def sign_here(self) -> Format:
        """What is to be written upon the line that follows."""
        return self._styles.text(font_color=TEXT, align="right", valign="bottom", text_wrap=True)

    def sign_line(self) -> Format:
        """The line to write upon."""
        return self._styles.text(bottom=_THIN, bottom_color=MUTED)

    def _framed(self, **properties: Any) -> Format:
        return self._styles.text(text_wrap=True, **_FRAME, **properties)
