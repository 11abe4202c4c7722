"""How does a page come out of the printer? A4, one page wide; what is no single long list breaks between its tables.

Invariant: a table goes over the end of a page only where it is higher than one, and its title never stands there alone.
ECMA-376 part 1, §18.3.1.63 (pageSetup), §18.3.1.73 (rowBreaks).
"""

import math
from collections.abc import Iterator
from itertools import pairwise

from xltools.language.speaking import text
from xltools.workbook.generated.page_layout import PageGrid
from xltools.workbook.splicing.cell_text import escaped
from xltools.workbook.template.palette import A4, footer_font

_LONGEST_HEADING = 60  # a head on paper has room for 255 characters, codes included
_UPRIGHT_WIDTH = 110  # digits of the default font across an upright page, at 85 %
_FULL_SIZE = {"portrait": (94.0, 740.0), "landscape": (131.0, 494.0)}  # what a page holds: digits across, points down
_LOWER = 0.96  # fonts differ from machine to machine: estimates leave some room
_BEGINNING = 5  # rows of a table that is higher than a page: fewer are not left at the foot of one
_LAST_COLUMN = 16383


def paper(grid: PageGrid, heading: str, printer: bytes, *, is_list: bool) -> bytes:
    """The elements from ``printOptions`` to ``rowBreaks``.

    A list is made one page wide by the program that prints it (``fitToPage``). With that Excel takes no notice of page
    breaks, so the scale of any other page is written as a number.

    Args:
        grid: The page's cells.
        heading: Stands at the head of each sheet of paper.
        printer: The attribute that names the printer's own settings; empty without one.
        is_list: Whether the page is one long list, whose heads are repeated.
    """
    way = "landscape" if sum(grid.widths) > _UPRIGHT_WIDTH else "portrait"
    scale = 100 if is_list else _scale(grid, way)
    size = b'fitToHeight="0"' if is_list else b'scale="%d"' % scale
    breaks = [] if is_list else list(_breaks(grid, _FULL_SIZE[way][1] * _LOWER * 100 / scale))
    return b"".join(
        (
            b'<printOptions horizontalCentered="1"/>',
            b'<pageMargins left="0.4" right="0.4" top="0.75" bottom="0.65" header="0.35" footer="0.3"/>',
            b'<pageSetup paperSize="%d" %b orientation="%b"%b/>' % (A4, size, way.encode(), printer),
            _head_and_foot(heading),
            _row_breaks(breaks),
        )
    )


def _scale(grid: PageGrid, way: str) -> int:
    """Per cent; 10 is the smallest that workbooks can name."""
    return max(10, min(100, math.floor(100 * _FULL_SIZE[way][0] / sum(grid.widths))))


def _breaks(grid: PageGrid, height: float) -> Iterator[int]:
    """The rows behind which a page ends, where ``height`` points go on each."""
    starts = [*grid.tables, len(grid.heights) + 1]
    used = sum(grid.heights[: starts[0] - 1])
    for start, end in pairwise(starts):
        heights = grid.heights[start - 1 : end - 1]
        wanted = sum(heights)
        needed = wanted if wanted <= height else sum(heights[:_BEGINNING])
        if used + needed > height:
            yield start - 1
            used = 0.0
        used = (used + wanted) % height if used + wanted > height else used + wanted


def _row_breaks(rows: list[int]) -> bytes:
    if not rows:
        return b""
    each = b"".join(b'<brk id="%d" max="%d" man="1"/>' % (row, _LAST_COLUMN) for row in rows)
    return b'<rowBreaks count="%d" manualBreakCount="%d">%b</rowBreaks>' % (len(rows), len(rows), each)


def _head_and_foot(heading: str) -> bytes:
    font = footer_font()
    head = f"&L{font}{heading[:_LONGEST_HEADING].replace('&', '&&')}&R{font}&A"
    foot = f"&L{font}{text('pages.paper.printed')}&R{font}{text('pages.paper.page')}"
    return b"<headerFooter><oddHeader>%b</oddHeader><oddFooter>%b</oddFooter></headerFooter>" % (
        escaped(head),
        escaped(foot),
    )
