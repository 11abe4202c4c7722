"""What goes onto the pages? The whole report as plain data for the template: words, measures, labels, nothing to run.

Invariant: the data is JSON of words and numbers only; what it says is never read as markup or as a path.
"""

from collections.abc import Mapping

from xltools.language.speaking import spoken_language, text
from xltools.reports import chart_colours
from xltools.reports.card_words import card_arrow, card_change_words, card_remarks, card_tone, card_value_words
from xltools.reports.chart import Chart
from xltools.reports.document import Block, Card, Cards, Paragraph, Report, Section, Table
from xltools.reports.number_words import value_words
from xltools.reports.summary_pdf.chart_data import chart_data
from xltools.reports.summary_pdf.table_data import rows_on_paper, table_data
from xltools.reports.typesetting.plain_text import clean
from xltools.reports.typesetting.typst_data import Data
from xltools.workbook.template import palette

_LONG_SIDE, _SHORT_SIDE = 841.89, 595.28  # A4 in points
_MARGIN = 42.0
_NUMBER = "\0"  # stands where the template counts pages


def page_data(report: Report) -> Data:
    """Everything that the template shows, as JSON can hold it.

    Raises:
        ValueError: Two tables share a key, or a link or chart names what is not in the report.
    """
    tables = _tables(report)
    targets = _targets(report, tables)
    return {
        "title": clean(report.title),
        "period": clean(report.period),
        "company": clean(report.company),
        "department": clean(report.department),
        "made_at": value_words(report.made_at),
        "date": list(report.made_at.timetuple()[:6]),
        "margin": _MARGIN,
        "colours": _colours(),
        "words": _words(report),
        "sections": [_section(number, section, tables, targets) for number, section in enumerate(report.sections)],
    }


def _words(report: Report) -> Data:
    """What the template itself says."""
    made_at = value_words(report.made_at)
    language, _, region = spoken_language().partition("-")
    return {
        "language": language,
        "region": region.lower(),
        "contents": text("pdf.contents"),
        "pages": text("pdf.page_of_pages", page=_NUMBER, pages=_NUMBER).split(_NUMBER),
        "running_title": clean(text("pdf.running_title", title=report.title, period=report.period)),
        "running_owner": clean(text("pdf.running_owner", company=report.company, department=report.department)),
        "made_by": clean(text("pdf.made_by", department=report.department, made_at=made_at)),
        "gap": text("pdf.gap"),
        "clause": text("signs.clause"),
        "colon": text("signs.colon"),
        "sentence_ends": text("pdf.sentence_ends"),
        "measured": text("pdf.measured"),
    }


def _tables(report: Report) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                if block.key in tables:
                    raise ValueError(f"two tables are called {block.key!r}")
                tables[block.key] = block
    return tables


def _targets(report: Report, tables: Mapping[str, Table]) -> dict[str, str]:
    """The label of every table and anchor; a row that is not on paper is stood for by its table."""
    targets = {key: f"table-{number}" for number, key in enumerate(tables)}
    for number, table in enumerate(tables.values()):
        for place, anchor in table.anchors.items():
            targets[anchor] = f"row-{number}-{place}" if place < rows_on_paper(table) else targets[table.key]
    known = targets.keys()
    for name in report.links():
        if name not in known:
            raise ValueError(f"a link leads to {name!r}, which is nowhere in the report")
    return targets


def _section(number: int, section: Section, tables: dict[str, Table], targets: dict[str, str]) -> Data:
    width = (_LONG_SIDE if section.landscape else _SHORT_SIDE) - 2 * _MARGIN
    return {
        "label": f"section-{number}",
        "title": clean(section.title),
        "question": clean(section.question),
        "landscape": section.landscape,
        "blocks": [_block(block, tables, targets, width) for block in section.blocks],
    }


def _block(block: Block, tables: dict[str, Table], targets: dict[str, str], width: float) -> Data:
    match block:
        case Paragraph():
            sentences = [clean(sentence) for sentence in block.sentences]
            tone, title = block.tone.value, clean(block.title)
            return {"type": "paragraph", "title": title, "sentences": sentences, "bullets": block.bullets, "tone": tone}
        case Cards():
            return {"type": "cards", "cards": [_card(card, targets) for card in block.cards]}
        case Table():
            return table_data(block, targets, width)
        case Chart():
            if block.table not in tables:
                raise ValueError(f"a chart is drawn over {block.table!r}, which is no table of the report")
            return chart_data(block, tables[block.table])


def _card(card: Card, targets: dict[str, str]) -> Data:
    return {
        "label": clean(card.label),
        "value": card_value_words(card),
        "unit": clean(card.unit) if card.value is not None else "",
        "change": card_change_words(card),
        "mark": card_arrow(card),
        "tone": card_tone(card).value,
        "small": [clean(words) for words in card_remarks(card)],
        "goto": targets[card.goto] if card.goto is not None else None,
    }


def _colours() -> Data:
    """By what they are for, the same as in the workbook."""
    return {
        "ink": palette.INK,
        "text": palette.TEXT,
        "muted": palette.MUTED,
        "link": palette.LINK,
        "hairline": palette.HAIRLINE,
        "paper": palette.PAPER,
        "accent": palette.CORAL,
        "band": palette.BANDS[1],
        "good": chart_colours.GOOD_TEXT,
        "bad": palette.FAULTY["font_color"],
        "bad_ground": palette.FAULTY["bg_color"],
        "warning": palette.DUE_SOON["font_color"],
        "warning_ground": palette.DUE_SOON["bg_color"],
        "bar": chart_colours.DATA_BAR,
        "grid": chart_colours.GRID,
        "axis": chart_colours.AXIS,
        "trend": chart_colours.SERIES[0],
    }
