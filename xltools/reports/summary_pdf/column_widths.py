"""How wide is each column on the page, and how large the letters? As large as lets the table be read in comfort.

Invariant: the widths add up to no more than the page has.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xltools.reports.document import Column, ColumnKind
from xltools.reports.typesetting.plain_text import head_parts, widest_word
from xltools.workbook.text_measure import text_width

WIDEST_HEAD = 12  # digits: a longer piece of a head wraps
_COMFORTABLE = (9.0, 8.5, 8.0, 7.5, 7.0)  # points; below, print is hard to read
_CROWDED = (8.0, 7.5, 7.0)  # rather broken names than smaller letters
_CROWD = 14  # columns; more of them, broken so, cannot be read whatever the size of their letters
_DIGIT = 0.56  # width of a digit in letter sizes, in the fonts for Chinese
_PADDING = 0.5  # left and right of a cell each, in letter sizes
_SHORT_TEXT = 12  # digits: a name of a department is not broken, where that can be had
_USUAL = 0.75  # so many of a column's texts are no longer than its usual one
_OF_LONG_TEXT = 0.75  # what long texts are content with, of the width that their author asked for
_NEARLY_FULL = 2.0  # a table that asks for half of the page gets all of it
_STRETCHED = 1.7  # a narrower one stays narrow, else its numbers would stand far from their names
_TREND = 60.0  # points that a sparkline needs

Widths = list[float]


class Fitted(NamedTuple):
    """A table's measures in points.

    Attributes:
        size: Of the letters.
        padding: Left and right of the words in a cell.
        widths: Of the columns.
    """

    size: float
    padding: float
    widths: tuple[float, ...]


def legible(columns: Sequence[Column], words: Sequence[Sequence[str]], page: float) -> bool:
    """Whether the table can be read with all its columns side by side. Arguments as for `fitted`."""
    smallest = _COMFORTABLE[-1]
    narrow = sum(comfortable_widths(columns, words, smallest)) <= page
    least = [_unbroken(*pair) for pair in zip(columns, words, strict=True)]
    return narrow or (len(columns) <= _CROWD and sum(_in_points(columns, least, smallest)) <= page)


def comfortable_widths(columns: Sequence[Column], words: Sequence[Sequence[str]], size: float) -> list[float]:
    """The width in points with which each column reads well in letters of that size."""
    return _in_points(columns, [_roomy(*pair) for pair in zip(columns, words, strict=True)], size)


def fitted(columns: Sequence[Column], words: Sequence[Sequence[str]], page: float) -> Fitted:
    """Letter size and column widths of a table.

    Args:
        columns: What the author asks for.
        words: What stands in each column, the words of its cells.
        page: Width between the margins in points.
    """
    pairs = list(zip(columns, words, strict=True))
    least = [_unbroken(column, texts) for column, texts in pairs]
    roomy = [_roomy(*pair) for pair in pairs]
    for digits, sizes in ((roomy, _COMFORTABLE), (least, _CROWDED)):
        size, narrowest = _largest(columns, digits, sizes, page)
        if sum(narrowest) <= page:
            break
    if sum(narrowest) > page:
        widths = [width * page / sum(narrowest) for width in narrowest]
    else:
        widths = _shared(pairs, narrowest, size, page)
    return Fitted(size, size * _PADDING, tuple(widths))


def _largest(columns: Sequence[Column], digits: Widths, sizes: Sequence[float], page: float) -> tuple[float, Widths]:
    """The largest letters in which so many digits have room, else the smallest; and the widths in points."""
    for size in sizes:
        widths = _in_points(columns, digits, size)
        if sum(widths) <= page:
            break
    return size, widths


def _shared(pairs: list[tuple[Column, Sequence[str]]], narrowest: Widths, size: float, page: float) -> Widths:
    """What is left goes to what is content with no more than its author asked for, then to texts of usual length.

    Where something is left then, a table of half of the page's width is stretched to all of it.
    """
    columns = [column for column, _ in pairs]
    asked = _in_points(columns, [column.width for column in columns], size)
    lengths = [sorted(map(text_width, texts)) or [0] for _, texts in pairs]
    needed = _in_points(columns, [each[-1] for each in lengths], size)
    usual = _in_points(columns, [each[int(len(each) * _USUAL)] for each in lengths], size)
    modest = [min(pair) for pair in zip(asked, needed, strict=True)]
    widths = narrowest
    for goal in (modest, usual, needed, asked):
        missing = [max(aim - width, 0.0) for aim, width in zip(goal, widths, strict=True)]
        part = min((page - sum(widths)) / sum(missing), 1.0) if any(missing) else 0.0
        widths = [width + lack * part for width, lack in zip(widths, missing, strict=True)]
    factor = page / sum(widths) if sum(widths) * _NEARLY_FULL >= page else _STRETCHED
    return [width * factor for width in widths]


def _unbroken(column: Column, texts: Sequence[str]) -> float:
    """Digits that no line break can make less: numbers stand whole, moments may leave their time to the next line."""
    whole = column.kind not in (ColumnKind.TEXT, ColumnKind.LONG_TEXT, ColumnKind.MOMENT)
    return max((widest_word(column.head), *map(text_width if whole else widest_word, texts)))


def _roomy(column: Column, texts: Sequence[str]) -> float:
    return max(_comfortable(column, texts), _unbroken(column, texts))


def _comfortable(column: Column, texts: Sequence[str]) -> float:
    """Digits with which the column reads well: short texts and the pieces of its head stay on a line."""
    heads = [min(text_width(part), WIDEST_HEAD) for part in head_parts(column.head)]
    needed = max(map(text_width, texts), default=0)
    if column.kind is ColumnKind.TEXT:
        needed = min(needed, _SHORT_TEXT)
    if column.kind is ColumnKind.LONG_TEXT:
        needed = min(needed, round(column.width * _OF_LONG_TEXT))
    return max(needed, *heads, 1)


def _in_points(columns: Sequence[Column], digits: Sequence[float], size: float) -> Widths:
    widths = [number * size * _DIGIT + 2 * size * _PADDING for number in digits]
    pairs = zip(columns, widths, strict=True)
    return [max(width, _TREND) if column.kind is ColumnKind.TREND else width for column, width in pairs]
