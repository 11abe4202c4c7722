"""How does a layout become the workbook that a case is written into? Row by row from the title to the signatures.

Invariant: the same layout gives the same bytes; the workbook holds text and placeholders, never a formula.
"""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import speaking, text
from xltools.model.form_values import Composed
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.forms.building.form_layout import (
    COLUMNS,
    LABEL_COLUMNS,
    Entry,
    FormLayout,
    Section,
    shares,
)
from xltools.workbook.forms.building.form_page import set_up_form_page
from xltools.workbook.forms.building.form_styles import FormStyles
from xltools.workbook.forms.filling.placeholders import Placeholder, marks_in
from xltools.workbook.template.template_styles import CREATED, workbook_options
from xltools.workbook.text_measure import row_height, text_width

_LONGEST_TAB = 31
_LOGO_COLUMNS = 3
_TOP_HEIGHT, _TITLE_HEIGHT, _NOTE_HEIGHT, _BAND_HEIGHT, _ROW_HEIGHT, _SIGN_HEIGHT = 28, 34, 18, 19, 20, 32
_NOTES_ROW = 2
_NARROW = 2  # columns: moments and names look better centred
_DIGITS_A_COLUMN = 7


def build_form(layout: FormLayout, definition: RegisterDefinition) -> bytes:
    """Build the workbook of a form, with placeholders where a case's values will stand."""
    with speaking(definition.language):
        return _built(layout, definition)


def _built(layout: FormLayout, definition: RegisterDefinition) -> bytes:
    buffer = BytesIO()
    workbook = Workbook(buffer, workbook_options())
    properties = {"title": layout.title, "author": "xltools", "company": "xltools", "created": CREATED}
    workbook.set_properties(properties)
    worksheet = workbook.add_worksheet(layout.title[:_LONGEST_TAB])
    written = _FormWriter(worksheet, FormStyles(workbook))
    written.write_head(layout, definition)
    for section in layout.sections:
        written.write_section(section)
    set_up_form_page(worksheet, definition, _NOTES_ROW, written.row, for_customer=layout.for_customer)
    workbook.close()
    return buffer.getvalue()


class _FormWriter:
    """Writes downwards; ``row`` is the next row, from 0."""

    def __init__(self, worksheet: Worksheet, styles: FormStyles) -> None:
        self._worksheet = worksheet
        self._styles = styles
        self.row = 0

    def write_head(self, layout: FormLayout, definition: RegisterDefinition) -> None:
        """Room for a logo, the company, for whom it is; the title; register, number and day."""
        styles = self._styles
        number = definition.register_sheet.by_name[definition.numbering.field].header
        middle = COLUMNS - 2 * _LOGO_COLUMNS
        top = [("", _LOGO_COLUMNS, styles.small("left")), (_case(Composed.COMPANY.said), middle, styles.company())]
        purpose = "" if layout.for_customer else _case(Composed.PURPOSE.said)
        self._write(_TOP_HEIGHT, [*top, (purpose, _LOGO_COLUMNS, styles.small("right"))])
        self._write(_TITLE_HEIGHT, [(layout.title, COLUMNS, styles.title())])
        register = text("forms.labels.register", register=_case(Composed.REGISTER.said))
        day = _case(Composed.WRITTEN_AT.said, day_only=True)
        dated = text("forms.labels.number_and_day", number=_case(number), day=day)
        notes = [(register, COLUMNS // 2, styles.small("left"))]
        self._write(_NOTE_HEIGHT, [*notes, (dated, COLUMNS // 2, styles.small("right"))])

    def write_section(self, section: Section) -> None:
        """The band, then what is below it."""
        styles = self._styles
        if section.title:
            self._write(_BAND_HEIGHT, [(section.title, COLUMNS, styles.band())])
        if section.text:
            self._write(_height(_lines(section.text, COLUMNS)), [(section.text, COLUMNS, styles.value())])
        for row in section.rows:
            self._write_entries(row)
        if section.heads:
            self._write_grid(section)
        if section.table:
            self._write_table(section)
        for line in section.signatures:
            self._write_signatures(line)

    def _write_entries(self, row: Sequence[Entry]) -> None:
        styles = self._styles
        cells = []
        for entry, width in zip(row, shares([entry.columns for entry in row]), strict=True):
            if entry.label:
                cells.append((entry.label, LABEL_COLUMNS, styles.label()))
                width -= LABEL_COLUMNS
            cells.append((entry.value, width, styles.value()))
        lines = [max(entry.lines, _lines(entry.label, LABEL_COLUMNS)) for entry in row]
        self._write(_height(max(lines)), cells)

    def _write_grid(self, section: Section) -> None:
        styles = self._styles
        widths = shares([None] * len(section.heads))
        self._write_heads(section.heads, widths)
        for row in section.grid:
            looks = [styles.value(centred=True) if _asks(cell) else styles.label(centred=True) for cell in row]
            self._write(_ROW_HEIGHT, list(zip(row, widths, looks, strict=True)))

    def _write_table(self, section: Section) -> None:
        widths = shares([column.columns for column in section.columns])
        self._write_heads([column.head for column in section.columns], widths)
        texts = [section.pattern(column) for column in section.columns]
        looks = [self._styles.value(centred=width <= _NARROW) for width in widths]
        self._write(_ROW_HEIGHT, list(zip(texts, widths, looks, strict=True)))

    def _write_heads(self, heads: Sequence[str], widths: Sequence[int]) -> None:
        looks = [self._styles.label(centred=True)] * len(heads)
        height = _height(max(_lines(head, width) for head, width in zip(heads, widths, strict=True)))
        self._write(height, list(zip(heads, widths, looks, strict=True)))

    def _write_signatures(self, texts: Sequence[str]) -> None:
        styles = self._styles
        cells: list[tuple[str, int, Format]] = []
        for said, width in zip(texts, shares([None] * len(texts)), strict=True):
            cells += [(said, LABEL_COLUMNS, styles.sign_here()), ("", width - LABEL_COLUMNS, styles.sign_line())]
        self._write(_SIGN_HEIGHT, cells)

    def _write(self, height: float, cells: Sequence[tuple[str, int, Format]]) -> None:
        """One row of cells: what stands there, how many columns it takes, what it looks like."""
        self._worksheet.set_row(self.row, height)
        column = 0
        for said, width, look in cells:
            if width > 1:
                self._worksheet.merge_range(self.row, column, self.row, column + width - 1, said, look)
            else:
                self._worksheet.write(self.row, column, said, look)
            column += width
        self.row += 1


def _case(name: str, *, day_only: bool = False) -> str:
    return str(Placeholder("", name, day_only))


def _asks(said: str) -> bool:
    return bool(marks_in(said))


def _lines(said: str, columns: int) -> int:
    """Lines of a text of ours; a word of the layout may fill its cell, so this is less roomy than `wrapped_lines`."""
    return -(-text_width(said) // (columns * _DIGITS_A_COLUMN))


def _height(lines: int) -> float:
    return max(_ROW_HEIGHT, row_height(lines))
