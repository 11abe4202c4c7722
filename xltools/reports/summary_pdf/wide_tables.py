"""How is a table shown that is wider than the page? Its main columns as a row, the other filled cells as lines below.

Invariant: every column stands in the row or below it; only cells that nobody filled are not written below.
"""

from collections.abc import Sequence

from xltools.language.speaking import text
from xltools.reports.dimensions import unfilled
from xltools.reports.document import Column, ColumnKind
from xltools.reports.summary_pdf.column_widths import comfortable_widths, legible
from xltools.reports.typesetting.plain_text import clean
from xltools.reports.typesetting.typst_data import Data
from xltools.workbook.text_measure import text_width

_SIZE = 7.5  # points: letters of the row
_MOSTLY = 0.75  # so many cells of a column in the row are filled, and shortly: neither holes nor heaps of lines
_SHORT = 24  # digits: what a column of names holds on two lines


def columns_in_row(columns: Sequence[Column], words: Sequence[Sequence[str]], page: float) -> list[int]:
    """The places of the columns that stand side by side: all where they can be read so.

    Otherwise the first column, sparklines, and from left to right what is mostly filled and short, as much as has room.

    Args:
        columns: Of the table.
        words: What stands in each column, the words of its cells.
        page: Width between the margins in points.
    """
    if legible(columns, words, page):
        return list(range(len(columns)))
    widths = comfortable_widths(columns, words, _SIZE)
    chosen, room = [0], page - widths[0]
    drawn = [place for place, column in enumerate(columns) if place and column.kind is ColumnKind.TREND]
    filled = [place for place in range(1, len(columns)) if _for_the_row(columns[place], words[place])]
    for place in (*drawn, *filled):
        if widths[place] <= room:
            chosen.append(place)
            room -= widths[place]
    return sorted(chosen)


def lines_below(columns: Sequence[Column], cells: Sequence[Data], in_row: Sequence[int]) -> list[list[Data]]:
    """What stands below a row: a line of its long texts and one of its other cells, each after its column's head.

    Neighbours that say the same share their words: 「本期受理、去重计入：是」. Line breaks become spaces.

    Args:
        columns: Of the table.
        cells: Of the row, as `xltools.reports.summary_pdf.table_data` makes them.
        in_row: The places of the columns that stand in the row itself.
    """
    nothing = ("", unfilled())
    below = [place for place in range(len(cells)) if place not in in_row and cells[place]["words"] not in nothing]
    long = [place for place in below if columns[place].kind is ColumnKind.LONG_TEXT]
    short = [place for place in below if columns[place].kind is not ColumnKind.LONG_TEXT]
    lines = [_shared([(clean(columns[place].head), cells[place]) for place in places]) for places in (long, short)]
    return [line for line in lines if line]


def _for_the_row(column: Column, texts: Sequence[str]) -> bool:
    nothing = ("", unfilled())
    short = sum(each not in nothing and text_width(each) <= _SHORT for each in texts)
    return column.kind not in (ColumnKind.LONG_TEXT, ColumnKind.TREND) and short >= _MOSTLY * len(texts)


def _shared(pairs: Sequence[tuple[str, Data]]) -> list[Data]:
    shared: list[tuple[list[str], Data]] = []
    for head, cell in pairs:
        if shared and shared[-1][1] == cell:
            shared[-1][0].append(head)
        else:
            shared.append(([head], cell))
    return [{**cell, "head": _joined(heads), "words": cell["words"].replace("\n", " ")} for heads, cell in shared]


def _joined(heads: Sequence[str]) -> str:
    """The heads in a row, the group that one has in common with the one before it written once."""
    between = text("signs.colon")  # 「时限：首次响应」: columns of one group
    groups = [head.partition(between)[0] if between in head else None for head in heads]
    names = [
        head.removeprefix(f"{group}{between}") if group is not None and group == before else head
        for head, group, before in zip(heads, groups, [None, *groups], strict=False)
    ]
    return text("signs.list_separator").join(names)
