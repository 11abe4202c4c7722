"""How is a cell's value told in a line, and how to programs?

Invariant: a line stays one line that a terminal only shows: nothing in it moves the cursor or changes colours.
"""

from datetime import date, datetime, time, timedelta

from xltools.language.one_line import cut_short, one_line

_WIDTH = 60


def cell_words(value: object, *, whole: bool = False) -> str:
    """The value as people see it, shortened unless it is asked for as a whole."""
    if value is None or value == "":
        return "(empty)"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
    text = one_line(str(value))
    return text if whole else cut_short(text, _WIDTH)


def plain_value(value: object) -> object:
    """A value as JSON has words for it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta) else value
