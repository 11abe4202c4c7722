"""How wide are a sheet's columns? One grid for all tables that stand one below the other.

Invariant: a number has one column of the grid, as wide as any table asks for it; texts may extend over several, so that
a long text in one table widens no number of another.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from xltools.language.speaking import text
from xltools.reports.document import Cards, Column, ColumnKind, Section, Table, Value, scalar_of
from xltools.reports.summary_workbook.grid_spans import Span, Wish, spans_over
from xltools.workbook.text_measure import text_width

FIRST_COLUMN = 1  # column A is a margin
MARGIN_WIDTH = 2.0
CARD_COLUMNS, CARDS_A_ROW = 2, 4
TEXT_KINDS = frozenset({ColumnKind.TEXT, ColumnKind.LONG_TEXT})
CARD_COLUMN_WIDTH = 13.5
_FILLING_WIDTH, _PIECE = 12.0, 11.0
PAGE_WIDTHS = {False: 108.0, True: 150.0}  # digits across A4 at about 80 % of full size, upright and across
_LEAST = {ColumnKind.MOMENT: 17.5, ColumnKind.DATE: 13.0, ColumnKind.TREND: 16.0}
_WIDEST_BY_CONTENT = 30.0
_WIDEST_HEAD, _HEAD_LINES = 14, 3
_NARROWEST_TEXT, _NARROWEST_LONG = 16.0, 28.0
_TIGHTER = (1.0, 0.85, 0.7, 0.55, 0.4)  # of the width that long texts ask for, until the grid fits
_OVER = 1.2  # of the paper's width, printed smaller: long texts in narrow columns are worse
_MEASURED_ROWS = 200
_PADDING = 3
_FEWEST = 2  # columns that prose is written over: a single cell cannot be merged


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a sheet.

    Attributes:
        widths: Of the columns from `FIRST_COLUMN` on, in digits of the default font.
        spans: By table key: the columns of the grid that each of its columns takes.
    """

    widths: tuple[float, ...]
    spans: dict[str, tuple[Span, ...]]

    def column_widths(self, table: Table) -> tuple[float, ...]:
        """How wide each column of a table is."""
        return tuple(sum(self.widths[span.first : span.end]) for span in self.spans[table.key])


def plan_grid(section: Section) -> Grid:
    """The grid of a section's sheet: as wide as the paper, and wider only if numbers and names need it."""
    room = PAGE_WIDTHS[section.landscape]
    contents = {table.key: _content_widths(table) for table in _tables(section)}
    grid = _grid(section, contents, _TIGHTER[0])
    for part in _TIGHTER[1:]:
        if sum(grid.widths) <= room * _OVER or any(table.filterable for table in _tables(section)):
            break
        grid = _grid(section, contents, part)
    return grid


def pixels(width: float) -> int:
    """Of a column that is so many digits wide (ECMA-376 part 1, 18.3.1.13, digits of 7 pixels)."""
    return int(width * 7 + 5)


def head_words(head: str, width: float) -> str:
    """A column's head as it is written: its unit on a line of its own where both do not fit on one."""
    unit = text("signs.opening_bracket")
    if text_width(head) + _PADDING <= width or unit not in head.rstrip(unit):
        return head
    return head.replace(unit, "\n" + unit.lstrip(), 1).strip()


def _tables(section: Section) -> list[Table]:
    return [block for block in section.blocks if isinstance(block, Table)]


def _grid(section: Section, contents: Mapping[str, Sequence[float]], part: float) -> Grid:
    tables = sorted(_tables(section), key=lambda table: -len(table.columns))
    wishes = {table.key: _wishes(table, contents[table.key], part) for table in tables}
    cards = any(isinstance(block, Cards) for block in section.blocks)
    widths = [CARD_COLUMN_WIDTH] * (CARD_COLUMNS * CARDS_A_ROW * cards)
    for asked in wishes.values():
        if not widths:
            widths = list(_pieces(asked) if len(tables) > 1 else (wish.width for wish in asked))
            _fill(widths, PAGE_WIDTHS[section.landscape])
        widths += [0.0] * (len(asked) - len(widths))
        _widen(widths, asked, spans_over(widths, asked))
    _fill(widths, PAGE_WIDTHS[section.landscape])
    spans = {}
    for table in tables:
        spans[table.key] = spans_over(widths, _wishes(table, contents[table.key]))
        if table.columns and table.columns[-1].kind is ColumnKind.LONG_TEXT and not table.filterable:
            spans[table.key] = (*spans[table.key][:-1], Span(spans[table.key][-1].first, len(widths)))
    for key, asked in wishes.items():
        _widen(widths, asked, spans[key])
    return Grid(tuple(widths), spans) if cards else _without_unused_edges(widths, spans)


def _wishes(table: Table, contents: Sequence[float], part: float = 1.0) -> list[Wish]:
    return [_wish(table, column, content, part) for column, content in zip(table.columns, contents, strict=True)]


def _wish(table: Table, column: Column, content: float, part: float) -> Wish:
    least = max(column.width, _LEAST.get(column.kind, 0.0), _head_width(column))
    if column.kind is ColumnKind.TEXT:
        least = max(least, min(content, max(_WIDEST_BY_CONTENT * part, _NARROWEST_TEXT)))
    if column.kind is ColumnKind.LONG_TEXT:
        least = max(column.width * part, min(column.width, _NARROWEST_LONG))
    return Wish(least, column.kind in TEXT_KINDS and not table.filterable, column.kind is ColumnKind.LONG_TEXT)


def _head_width(column: Column) -> int:
    """What a head needs that may take some lines."""
    whole = text_width(head_words(column.head, 0))
    return max(min(whole, _WIDEST_HEAD), math.ceil(whole / _HEAD_LINES) + 1) + _PADDING


def _content_widths(table: Table) -> list[float]:
    """What the texts of each column of short texts need, as far as that is not too much to ask."""
    rows = [*islice(table.rows, _MEASURED_ROWS), *([table.total] if table.total else [])]
    return [
        min(max((_width(row[place]) for row in rows), default=0), _WIDEST_BY_CONTENT)
        if column.kind is ColumnKind.TEXT
        else 0
        for place, column in enumerate(table.columns)
    ]


def _width(value: Value) -> float:
    scalar = scalar_of(value)
    return text_width(scalar) + _PADDING if isinstance(scalar, str) else 0


def _pieces(wishes: Sequence[Wish]) -> Iterator[float]:
    """A column for each number, several for a long text: numbers of other tables can stand there."""
    for wish in wishes:
        count = max(1, int(wish.width / _PIECE)) if wish.elastic else 1
        yield from [wish.width / count] * count


def _widen(widths: list[float], wishes: Sequence[Wish], spans: Sequence[Span]) -> None:
    for wish, span in zip(wishes, spans, strict=True):
        lacking = wish.width - sum(widths[span.first : span.end])
        if lacking > 0:
            widths[span.end - 1] += lacking


def _fill(widths: list[float], room: float) -> None:
    while sum(widths) < room or len(widths) < _FEWEST:
        widths.append(min(_FILLING_WIDTH, max(room - sum(widths), 2.0)))


def _without_unused_edges(widths: Sequence[float], spans: dict[str, tuple[Span, ...]]) -> Grid:
    """The grid with columns made one that every table takes together; those behind all tables stay."""
    last = max((span.end for each in spans.values() for span in each), default=0)
    used = {edge for each in spans.values() for span in each for edge in span}
    edges = sorted(used | {0} | set(range(last, len(widths) + 1)))
    if len(edges) <= _FEWEST:
        return Grid(tuple(widths), spans)
    number = {edge: place for place, edge in enumerate(edges)}
    joined = tuple(sum(widths[left:right]) for left, right in pairwise(edges))
    moved = {key: tuple(Span(number[s.first], number[s.end]) for s in each) for key, each in spans.items()}
    return Grid(joined, moved)
