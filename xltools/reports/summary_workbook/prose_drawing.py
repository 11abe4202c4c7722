"""How are sentences and headline figures drawn? Over several columns of the grid each, row by row.

Invariant: a headline figure is a number in its cell, its unit part of the format, so that it can be used further.
"""

from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xltools.reports.card_words import NOTHING, card_marked_change, card_remark, card_tone
from xltools.reports.document import Card, Cards, Paragraph
from xltools.reports.drawing.cell_limits import clean_text
from xltools.reports.drawing.looks import FIGURE_SIZE, LINKED, SMALL, TONES, Looks
from xltools.reports.joined_words import bracketed
from xltools.reports.summary_workbook.book_plan import BookPlan
from xltools.reports.summary_workbook.cell_values import written
from xltools.reports.summary_workbook.grid import CARD_COLUMNS, CARDS_A_ROW, FIRST_COLUMN
from xltools.reports.summary_workbook.number_formats import figure_format
from xltools.reports.summary_workbook.placed_blocks import PlacedBlock
from xltools.workbook.template import palette
from xltools.workbook.text_measure import text_width

_BULLET = "•  "
_CARD_ROWS = 5  # label, figure, change, remark, space
_LONGEST_UNIT = 4  # digits
_ACCENT = {"left": 5, "left_color": palette.PERSON}


def draw_paragraph(
    worksheet: Worksheet, looks: Looks, placed: PlacedBlock, paragraph: Paragraph, last_column: int
) -> None:
    """Write the sentences, each over the whole width."""
    row = placed.top
    if paragraph.title:
        worksheet.write_string(row, FIRST_COLUMN, clean_text(paragraph.title), looks.block_title())
        row += 1
    look = looks.sentence(paragraph.tone)
    for sentence in paragraph.sentences:
        text = clean_text((_BULLET if paragraph.bullets else "") + sentence)
        worksheet.merge_range(row, FIRST_COLUMN, row, last_column, "", look)
        worksheet.write_string(row, FIRST_COLUMN, text, look)
        row += 1


def draw_cards(worksheet: Worksheet, looks: Looks, book: BookPlan, placed: PlacedBlock, cards: Cards) -> None:
    """Write the cards, four in a row, line by line."""
    for start in range(0, len(cards.cards), CARDS_A_ROW):
        row = placed.top + start // CARDS_A_ROW * _CARD_ROWS
        for line, draw in enumerate((_draw_label, _draw_figure, _draw_change, _draw_remark)):
            for place, card in enumerate(cards.cards[start : start + CARDS_A_ROW]):
                draw(_CardLine(worksheet, looks, book, row + line, FIRST_COLUMN + place * CARD_COLUMNS), card)


class _CardLine(NamedTuple):
    """One row of one card."""

    worksheet: Worksheet
    looks: Looks
    book: BookPlan
    row: int
    column: int

    def merged(self, **properties: Any) -> Format:
        """Make the row of the card one cell; its look."""
        look = self.looks.card(**properties, **_ACCENT)
        last = self.column + CARD_COLUMNS - 1
        self.worksheet.merge_range(self.row, self.column, self.row, last, "", look)
        for column in range(self.column + 1, last + 1):  # an accent within the card would be drawn by some programs
            self.worksheet.write_blank(self.row, column, None, self.looks.card(**properties))
        return look


def _unit_fits(card: Card) -> bool:
    """Whether the unit is short enough to stand behind the large figure; else it stands behind the label."""
    return text_width(card.unit) <= _LONGEST_UNIT


def _draw_label(line: _CardLine, card: Card) -> None:
    label = clean_text(card.label if _unit_fits(card) else bracketed(card.label, card.unit))
    if card.goto is None:
        line.worksheet.write_string(line.row, line.column, label, line.merged(font_color=palette.MUTED))
    else:
        place = line.book.place(card.goto)
        line.worksheet.write_url(line.row, line.column, place.url, line.merged(**LINKED), label)


def _draw_figure(line: _CardLine, card: Card) -> None:
    number_format = figure_format(card.kind, card.unit if _unit_fits(card) else "")
    properties = {"font_size": FIGURE_SIZE, "bold": True, "font_color": palette.INK, "num_format": number_format}
    look = line.merged(**properties, shrink=True)  # a number that does not fit would be shown as a row of signs
    value = written(card.value, card.kind)
    if isinstance(value, int | float):
        line.worksheet.write_number(line.row, line.column, value, look)
    else:
        line.worksheet.write_string(line.row, line.column, NOTHING, look)


def _draw_change(line: _CardLine, card: Card) -> None:
    look = line.merged(**{"font_size": SMALL, **TONES[card_tone(card)]}, shrink=True)
    line.worksheet.write_string(line.row, line.column, card_marked_change(card), look)


def _draw_remark(line: _CardLine, card: Card) -> None:
    look = line.merged(font_size=SMALL, font_color=palette.MUTED, text_wrap=True)
    line.worksheet.write_string(line.row, line.column, clean_text(card_remark(card)), look)
