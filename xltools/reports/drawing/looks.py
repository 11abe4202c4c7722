"""What does each kind of cell look like? Formats by what they are for, in the colours of the templates.

Invariant: a tone is a colour on top of words or signs that say the same, so nothing is lost in grey print.
"""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from xltools.reports.chart_colours import GOOD_TEXT
from xltools.reports.document import Tone
from xltools.workbook.template import palette

SIZE, SMALL, TITLE_SIZE, SHEET_TITLE_SIZE, FIGURE_SIZE = 10, 9, 12, 16, 20
TONES: dict[Tone, dict[str, str | bool]] = {
    Tone.PLAIN: {},
    Tone.GOOD: {"font_color": GOOD_TEXT},
    Tone.BAD: {"font_color": str(palette.FAULTY["font_color"]), "bold": True},
    Tone.WARNING: dict(palette.DUE_SOON),
    Tone.FAINT: {"font_color": palette.MUTED, "italic": True},
}
_BAND = {"bg_color": palette.PAPER, "valign": "vcenter"}
_CARD = {"bg_color": palette.PAPER, "align": "left", "valign": "vcenter", "indent": 1}
_LISTED = {"valign": "top", "align": "left", "indent": 1, "bottom": 1, "bottom_color": palette.HAIRLINE}
LINKED = {"font_color": palette.LINK, "underline": 1}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.disagreeing = workbook.add_format(palette.FAULTY)  # over another format: neither font nor size
        self._known: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties; font, size and colour of plain text where they are not given."""
        wanted = {"font_name": palette.font(), "font_size": SIZE, "font_color": palette.TEXT, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._known:
            self._known[key] = self._workbook.add_format(wanted)
        return self._known[key]

    def band(self, **properties: Any) -> Format:
        """On the ground of the title band."""
        return self.of(**{**_BAND, **properties})

    def card(self, **properties: Any) -> Format:
        """On the ground of a card."""
        return self.of(**{**_CARD, **properties})

    def listed(self, **properties: Any) -> Format:
        """A cell of a list that is read line by line: at its top left, a hairline below."""
        return self.of(**{**_LISTED, **properties})

    def sentence(self, tone: Tone) -> Format:
        """Prose over several columns."""
        return self.of(text_wrap=True, valign="top", **TONES[tone])

    def block_title(self) -> Format:
        """Above a table or paragraph."""
        return self.of(font_size=TITLE_SIZE, bold=True, font_color=palette.INK, valign="vcenter")

    def note(self) -> Format:
        """Below a table."""
        return self.of(font_size=SMALL, font_color=palette.MUTED, text_wrap=True, valign="top")

    def head(self, *, numeric: bool) -> Format:
        """The head of a column, aligned as what stands below it."""
        return self.of(
            bold=True, font_color=palette.WHITE, bg_color=palette.INK, text_wrap=True, valign="vcenter",
            align="right" if numeric else "left", indent=1, left=1, left_color=palette.WHITE,
        )  # fmt: skip

    def body(self, number_format: str, *, numeric: bool, tone: Tone, total: bool, link: bool) -> Format:
        """A cell of a table."""
        properties: dict[str, Any] = {
            "num_format": number_format, "valign": "vcenter", "indent": 1, "bottom": 1,
            "bottom_color": palette.HAIRLINE, "align": "right" if numeric else "left", "text_wrap": not numeric,
        }  # fmt: skip
        if total:
            edge = {"top": 1, "top_color": palette.INK, "bottom_color": palette.INK}
            properties |= {"bold": True, "bg_color": palette.PAPER, **edge}
        if link:
            properties |= LINKED
        return self.of(**{**properties, **TONES[tone]})
