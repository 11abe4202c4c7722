"""What does a clerk read first? Sheet 填写说明: procedure, steps, colours, every column of the register, every sheet.

Invariant: all that it says of columns and sheets comes from the definition; nobody parses this sheet.
"""

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text, texts
from xltools.language.words import Tab
from xltools.model.field import FieldDefinition
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.template import palette as looks
from xltools.workbook.template.generated_tabs import generated_purposes
from xltools.workbook.template.navigation import GUIDE_TAB_COLOUR, link_to, tab_order
from xltools.workbook.template.page_setup import set_up_reading_page
from xltools.workbook.template.template_styles import HAIRLINE_BELOW, HEAD_COLOURS, TemplateStyles
from xltools.workbook.text_measure import row_height, text_width, wrapped_lines

_WIDTHS = (2, 17, 12, 11, 46, 32)
_FIRST, _LAST = 1, 5
_SMALL = 9
_LONGEST_LABEL = 16
_WHITE_ON: dict[str, str | bool | int] = {"bold": True, "font_color": looks.WHITE}
_LEGEND: dict[str, dict[str, str | bool | int]] = {  # by the keys of the texts
    "person": {**_WHITE_ON, "bg_color": looks.PERSON},
    "proposed": {**_WHITE_ON, "bg_color": looks.PROPOSED},
    "tool": {**_WHITE_ON, "bg_color": looks.TOOL},
    "required": {**_WHITE_ON, "bg_color": looks.PERSON, "bottom": 2, "bottom_color": looks.CORAL},
    "required_at_times": {**_WHITE_ON, "bg_color": looks.PERSON, "bottom": 8, "bottom_color": looks.CORAL},
    "faulty": {**looks.FAULTY},
    "overdue": {**looks.OVERDUE},
    "due_soon": {**looks.DUE_SOON},
    "urgent": {**looks.URGENT},
    "closed": {**looks.CLOSED},
}


class GuideWriter:
    """Writes the guide from top to bottom; `row` is the next free row, from 0."""

    def __init__(self, worksheet: Worksheet, styles: TemplateStyles, definition: RegisterDefinition) -> None:
        self._sheet, self._styles, self._definition = worksheet, styles, definition
        self.row = 0

    def write(self) -> None:
        """Write the whole sheet."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width)
        self._title()
        if self._definition.guide:
            self._section(text("template.guide.how_to"))
        for paragraph in self._definition.guide:
            self._paragraph(paragraph)
        self._section(text("template.guide.legend"))
        self._legend()
        self._section(text("template.guide.sheets"))
        self._sheets()
        self._section(text("template.guide.fields", sheet=self._definition.register_sheet.title))
        self._fields()
        self._stamp()
        self._sheet.hide_gridlines(2)
        self._sheet.set_tab_color(GUIDE_TAB_COLOUR)
        self._sheet.set_selection(0, 0, 0, 0)
        set_up_reading_page(self._sheet, self._definition.title)

    def _title(self) -> None:
        for column in range(_LAST + 1):
            self._sheet.write_blank(0, column, None, self._styles.text(bg_color=looks.INK))
        title = self._styles.text(font_size=18, bold=True, font_color=looks.WHITE, bg_color=looks.INK)
        self._sheet.write_string(0, _FIRST, self._definition.title, title)
        self._sheet.set_row(0, 46)
        self.row = 1
        purpose = self._styles.purpose(font_size=10, text_wrap=True)
        self._sheet.write_blank(self.row, 0, None, purpose)
        self._across(_FIRST, _LAST, self._definition.procedure, purpose)

    def _section(self, heading: str) -> None:
        self._sheet.set_row(self.row, 12)
        self.row += 1
        line = {"bottom": 2, "bottom_color": looks.INK}
        for column in range(_FIRST, _LAST + 1):
            self._sheet.write_blank(self.row, column, None, self._styles.text(**line))
        heading_format = self._styles.text(font_size=13, bold=True, font_color=looks.INK, **line)
        self._sheet.write_string(self.row, _FIRST, heading, heading_format)
        self._sheet.set_row(self.row, 26)
        self.row += 1

    def _paragraph(self, paragraph: str) -> None:
        """A paragraph such as ``登记：……`` gets its first word as a label."""
        label, colon, rest = paragraph.partition(text("signs.colon"))
        plain = self._styles.text(text_wrap=True, indent=1, **HAIRLINE_BELOW)
        if colon and text_width(label) <= _LONGEST_LABEL:
            bold = self._styles.text(bold=True, indent=1, font_color=looks.PERSON, **HAIRLINE_BELOW)
            self._sheet.write_string(self.row, _FIRST, label, bold)
            self._across(_FIRST + 1, _LAST, rest, plain)
        else:
            self._across(_FIRST, _LAST, paragraph, plain)

    def _legend(self) -> None:
        for key, look in _LEGEND.items():
            sample, meaning = text(f"template.guide.samples.{key}"), text(f"template.guide.meanings.{key}")
            self._sheet.write_string(self.row, _FIRST, sample, self._styles.text(indent=1, **look))
            self._across(_FIRST + 1, _LAST, meaning, self._styles.text(text_wrap=True, indent=1, **HAIRLINE_BELOW))

    def _fields(self) -> None:
        for column, head in enumerate(texts("template.guide.heads").values(), start=_FIRST):
            head_format = self._styles.text(bold=True, indent=1, font_color=looks.WHITE, bg_color=looks.INK)
            self._sheet.write_string(self.row, column, head, head_format)
        self._sheet.set_row(self.row, 22)
        self.row += 1
        for field in self._definition.register_sheet.fields:
            if not field.hidden:
                self._field(field)

    def _field(self, field: FieldDefinition) -> None:
        cells = (field.header, text(f"template.guide.who.{field.owner}"), _required(field), field.hint, field.example)
        colours = (HEAD_COLOURS[field.owner], looks.MUTED, looks.CORAL, looks.TEXT, looks.MUTED)
        for column, (cell, colour) in enumerate(zip(cells, colours, strict=True), start=_FIRST):
            cell_format = self._styles.text(
                font_size=_SMALL,
                indent=1,
                font_color=colour,
                text_wrap=True,
                bold=column in (_FIRST, _FIRST + 2),
                **HAIRLINE_BELOW,
            )
            self._sheet.write_string(self.row, column, cell, cell_format)
        lines = max(
            wrapped_lines(cell, _WIDTHS[column] * 10 / _SMALL - 1) for column, cell in enumerate(cells, start=_FIRST)
        )
        self._next(lines)

    def _sheets(self) -> None:
        purposes = generated_purposes() | {sheet.title: sheet.purpose for sheet in self._definition.sheets}
        purposes[Tab.LISTS.said] = text("template.lists.purpose")
        for tab in tab_order(self._definition)[1:]:
            link = self._styles.link(indent=1, **HAIRLINE_BELOW)
            self._sheet.write_url(self.row, _FIRST, link_to(tab), link, tab, text("template.guide.go_to", tab=tab))
            self._across(
                _FIRST + 1, _LAST, purposes[tab], self._styles.text(text_wrap=True, indent=1, **HAIRLINE_BELOW)
            )

    def _stamp(self) -> None:
        stamp = text("template.guide.stamp", name=self._definition.name, version=self._definition.version)
        self._sheet.set_row(self.row, 12)
        self._sheet.write_string(self.row + 1, _FIRST, stamp, self._styles.text(font_size=8, font_color=looks.MUTED))

    def _across(self, first: int, last: int, said: str, cell_format: Format) -> None:
        """Text over several columns; merged, since nobody moves columns here, and with a height, since merged."""
        self._sheet.merge_range(self.row, first, self.row, last, said, cell_format)
        self._next(wrapped_lines(said, sum(_WIDTHS[first : last + 1])))

    def _next(self, lines: int) -> None:
        self._sheet.set_row(self.row, row_height(lines))
        self.row += 1


def _required(field: FieldDefinition) -> str:
    if field.required:
        return text("template.guide.required.always")
    return text("template.guide.required.at_times") if field.required_when else ""


def write_guide_sheet(worksheet: Worksheet, styles: TemplateStyles, definition: RegisterDefinition) -> None:
    """Write sheet 填写说明."""
    GuideWriter(worksheet, styles, definition).write()
