"""Which rows and columns stand on which pages? Print areas cut at page breaks and at the paper's right edge.

Invariant: each visible row and column of what is printed stands in exactly one block, but titles, which are repeated.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from xltools.reports.form_pdf.page_setup import PageSetup
from xltools.reports.form_pdf.sheet_reading import FormSheet
from xltools.workbook.splicing.cell_addresses import Area

_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 3_000, 256, 60_000  # more is no form
_SMALLEST = 0.1  # scale, as in Excel
_SLACK = 0.01  # points that rounding may add up to
_TITLE_SHARE = 0.5  # of a page; titles beyond it would leave no room for what they head
_MOST_TITLES = 200


class Block(NamedTuple):
    """What begins on a page of its own and goes on downwards from there.

    Attributes:
        rows: Numbers of the rows, hidden ones left out.
        titles: How many of the first rows stand before those that are repeated, and the end of those that are;
            equal where none are.
        columns: Numbers of the columns, hidden ones left out.
        scale: By which sizes are multiplied.
        one_page: It has to fit on one page, whatever its texts need.
    """

    rows: tuple[int, ...]
    titles: tuple[int, int]
    columns: tuple[int, ...]
    scale: float
    one_page: bool


class Cut(NamedTuple):
    """The blocks of a sheet in the order of printing, and a line for what was left out."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...]


def cut(sheet: FormSheet) -> Cut:
    """The pages of a sheet, down and then over (ECMA-376 part 1, §18.3.1.63); none if there is nothing to be seen."""
    seen = _seen(sheet)
    if seen is None:
        return Cut((), ())
    areas = [_within(area, seen) for area in sheet.setup.areas or (seen,)]
    kept = [_bounded(area) for area in areas]
    blocks = [block for area in kept for block in _blocks(sheet, area)]
    why = (
        f"sheet {sheet.title}: only the first rows and columns are in the PDF, for a form is smaller. Set a print area"
    )
    return Cut(tuple(blocks), (why,) if kept != areas else ())


def _within(area: Area, seen: Area) -> Area:
    return area._replace(bottom=min(area.bottom, seen.bottom), right=min(area.right, seen.right))


def _bounded(area: Area) -> Area:
    right = min(area.right, area.left + _MOST_COLUMNS - 1)
    rows = min(_MOST_ROWS, _MOST_CELLS // max(1, right - area.left + 1))
    return area._replace(bottom=min(area.bottom, area.top + rows - 1), right=right)


def _seen(sheet: FormSheet) -> Area | None:
    """From the first cell to the last that shows anything, pictures and merged areas with content included."""
    places = [place for place, cell in sheet.cells.items() if cell.runs or cell.look.is_seen()]
    spans = {(area.top, area.left): area for area in sheet.merged}
    ends = [(spans[place].bottom, spans[place].right) if place in spans else place for place in places]
    ends += [(picture.row, picture.column) for picture in sheet.pictures]
    if not ends:
        return None
    return Area(1, 1, max(row for row, _ in ends), max(column for _, column in ends))


def _blocks(sheet: FormSheet, area: Area) -> list[Block]:
    setup, sizes = sheet.setup, sheet.sizes
    rows = [row for row in range(area.top, area.bottom + 1) if sizes.height(row) > 0]
    columns = [column for column in range(area.left, area.right + 1) if sizes.width(column) > 0]
    if not rows or not columns:
        return []
    across, down = setup.fit or (0, 0)
    scale = _scale(setup, sum(map(sizes.width, columns)), sum(map(sizes.height, rows)))
    room = tuple(side / scale for side in setup.room)
    title_rows = _repeated(setup.title_rows, sizes.height, room[1])
    title_columns = _repeated(setup.title_columns, sizes.width, room[0])
    bands = [tuple(columns)] if across == 1 else _bands(columns, title_columns, setup, sizes.width, room[0])
    pieces = [rows] if down else _pieces(rows, setup.row_breaks)
    return [Block(*_titled(piece, title_rows), band, scale, down == 1) for band in bands for piece in pieces]


def _scale(setup: PageSetup, width: float, height: float) -> float:
    if setup.fit is None:
        return setup.scale
    shares = (pages * side / size for pages, side, size in zip(setup.fit, setup.room, (width, height), strict=True))
    return max(_SMALLEST, min([1.0, *(share for share in shares if share > 0)]))


def _repeated(titles: tuple[int, int] | None, size: Callable[[int], float], room: float) -> list[int]:
    """The visible ones of titles; none where they would leave too little room for what they head."""
    if titles is None or titles[1] - titles[0] >= _MOST_TITLES:
        return []
    found = [place for place in range(titles[0], titles[1] + 1) if size(place) > 0]
    return found if sum(map(size, found)) <= room * _TITLE_SHARE else []


def _pieces(rows: Sequence[int], breaks: frozenset[int]) -> list[list[int]]:
    """The rows between page breaks; a break behind a hidden row counts as well."""
    pieces: list[list[int]] = [[]]
    for before, row in zip([rows[0], *rows], rows, strict=False):
        if any(place in breaks for place in range(before, row)):
            pieces.append([])
        pieces[-1].append(row)
    return pieces


def _bands(
    columns: Sequence[int], titles: Sequence[int], setup: PageSetup, width: Callable[[int], float], room: float
) -> list[tuple[int, ...]]:
    """The columns that stand on a page side by side, repeated ones first; a column wider than the page stands alone."""
    bands: list[tuple[int, ...]] = []
    used = 0.0
    for piece in _pieces(columns, setup.column_breaks):
        new = True
        for column in piece:
            if new or used + width(column) > room + _SLACK:
                lead = tuple(titles) if bands and titles and column > titles[-1] else ()
                bands.append(lead)
                used = sum(map(width, lead))
            bands[-1] = (*bands[-1], column)
            used += width(column)
            new = False
    return bands


def _titled(rows: Sequence[int], titles: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, int]]:
    """The rows with the repeated ones before them unless they hold them, and where those stand."""
    if not titles or rows[-1] < titles[-1] or titles[0] < rows[0] <= titles[-1]:
        return tuple(rows), (0, 0)
    if rows[0] > titles[-1]:
        return (*titles, *rows), (0, len(titles))
    first = bisect_left(rows, titles[0])
    return tuple(rows), (first, first + len(titles))
