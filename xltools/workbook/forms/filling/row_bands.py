"""Which rows of a form belong together where they are written more than once?

Invariant: bands never overlap, and no merged area lies partly in a band: it is inside, or the whole band is inside it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xltools.workbook.splicing.cell_addresses import Area


class Band(NamedTuple):
    """Rows, from the first to the last of them, that are written together.

    Attributes:
        table: The table for each of whose rows they are written; "" where they are written for a long text.
    """

    first: int
    last: int
    table: str = ""

    def overlaps(self, other: "Band") -> bool:
        """Whether they share a row."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, area: Area) -> bool:
        """Whether the area lies in these rows."""
        return self.first <= area.top and area.bottom <= self.last


class TornRowsError(Exception):
    """Rows that would have to be repeated for two reasons; names the row."""

    def __init__(self, row: int, why: str) -> None:
        self.row = row
        super().__init__(why)


def bands_of(demands: Iterable[tuple[Area, str]], merges: Sequence[Area]) -> tuple[Band, ...]:
    """The bands of a sheet, from top to bottom.

    Args:
        demands: The area of each cell with a placeholder, and the table that it asks for ("" for none).
        merges: The merged areas.

    Raises:
        TornRowsError: A row belongs to two tables, or a merged cell with a placeholder spans repeated rows.
    """
    asked = {Band(area.top, area.bottom, table) for area, table in demands}
    tables = _grown([band for band in asked if band.table], merges, neighbours=True)
    plain = _grown([band for band in asked if not band.table], merges, neighbours=False)
    free = [band for band in plain if not any(_inside(band, table) for table in tables)]
    for band in free:
        if any(band.overlaps(table) for table in tables):
            raise TornRowsError(
                band.first, "a merged cell with a placeholder spans rows that a table repeats. Part them"
            )
    return tuple(sorted([*tables, *free]))


def _inside(band: Band, table: Band) -> bool:
    return table.first <= band.first and band.last <= table.last


def _grown(bands: Iterable[Band], merges: Sequence[Area], *, neighbours: bool) -> list[Band]:
    """The bands with all that is tied to them; what was joined may be tied to still more."""
    before = sorted(bands)
    after = _joined([_tied(band, merges) for band in before], neighbours=neighbours)
    return after if after == before else _grown(after, merges, neighbours=neighbours)


def _tied(band: Band, merges: Sequence[Area]) -> Band:
    """The band with every row that a merged area ties to it."""
    for merge in merges:
        overlaps = merge.top <= band.last and band.first <= merge.bottom
        around = merge.top <= band.first and band.last <= merge.bottom
        if overlaps and not around and not band.holds(merge):
            return _tied(Band(min(band.first, merge.top), max(band.last, merge.bottom), band.table), merges)
    return band


def _joined(bands: Iterable[Band], *, neighbours: bool) -> list[Band]:
    """Bands that overlap become one; rows of one table that follow each other, too: they are repeated together."""
    joined: list[Band] = []
    for band in sorted(bands):
        before = joined[-1] if joined else None
        if before is None or band.first > before.last + (neighbours and band.table == before.table):
            joined.append(band)
        elif band.table != before.table:
            names = f"{before.table} and {band.table}"
            raise TornRowsError(band.first, f"the tables {names} stand in one row. Give each rows of its own")
        else:
            joined[-1] = Band(before.first, max(before.last, band.last), band.table)
    return joined
