"""Does a value fit into one row of a page? Rows are no higher than 409 points, and print what lies within them.

Invariant: the pieces of a text, put behind each other, are the text.
"""

from datetime import datetime

from xltools.model.register import Value
from xltools.reports.drawing.cell_limits import clean_text
from xltools.workbook.text_measure import wrapped_lines

FILLED_LINES = 25  # 25 lines take 394 points


def in_pieces(value: Value, width: float) -> list[Value]:
    """A value as it is written into cells below each other, in a column so many digits wide; one piece as a rule."""
    if not isinstance(value, str):
        return [value]
    rest, pieces = clean_text(value), list[Value]()
    while wrapped_lines(rest, width) > FILLED_LINES:
        signs = _signs_that_fit(rest, width)
        pieces.append(rest[:signs])
        rest = rest[signs:]
    return [*pieces, rest]


def shown_text(value: Value) -> str:
    """About what a cell shows, to measure it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _signs_that_fit(text: str, width: float) -> int:
    """The longest beginning that one row takes, one sign at least."""
    fits, too_many = 1, len(text)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if wrapped_lines(text[:middle], width) <= FILLED_LINES:
            fits = middle
        else:
            too_many = middle
    return fits
