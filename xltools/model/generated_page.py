"""What stands on a sheet that each refresh writes anew (待办, 总览)? Headings and tables of plain values, with links.

Invariant: nothing here knows the xlsx format, and nothing on such a page is ever read back as a fact.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Emphasis(StrEnum):
    """How a row of a page looks; words in the row say the same."""

    PLAIN = "plain"
    URGENT = "urgent"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"


class Link(NamedTuple):
    """A text that leads to a row of a sheet of the same workbook."""

    text: str
    sheet: str
    row: int


PageValue = str | int | float | datetime | Link | None


class PageColumn(NamedTuple):
    """A column of a page's table; ``width`` in characters of the default font, long texts wrap where ``wraps``."""

    head: str
    width: float
    wraps: bool = False


class PageRow(NamedTuple):
    """A row: one value for each column."""

    values: tuple[PageValue, ...]
    emphasis: Emphasis = Emphasis.PLAIN


class PageTable(NamedTuple):
    """A titled table; ``remark`` stands under it, for instance how many rows were left out."""

    title: str
    columns: tuple[PageColumn, ...]
    rows: Sequence[PageRow]
    remark: str = ""


class GeneratedPage(NamedTuple):
    """One sheet: its tab, a heading, a line under it, and tables one below the other.

    Attributes:
        once: It is written once, not by each refresh.
    """

    title: str
    heading: str
    subheading: str
    tables: tuple[PageTable, ...]
    once: bool = False
