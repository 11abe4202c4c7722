"""Where do the rows of a form go when some are written more than once? What ends with them covers all their copies.

Invariant: a merged area is written once around what is repeated within it, and once a copy where it is repeated itself.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from xltools.workbook.forms.filling.row_bands import Band
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.cell_addresses import Area

_NOWHERE = Band(0, -1)


class RepeatedRows(RowShift):
    """How a form's rows move.

    Args:
        counts: How often each band is written, once at least.
    """

    def __init__(self, counts: Mapping[Band, int]) -> None:
        self._repeated = sorted((band, count) for band, count in counts.items() if count > 1)
        self._added = {band.last: (count - 1) * (band.last - band.first + 1) for band, count in counts.items()}
        super().__init__((), self._added)

    def span(self, top: int, bottom: int) -> tuple[int, int] | None:
        """As for any shift; but a print area, a rule or a range that ends with repeated rows holds all their copies."""
        found = super().span(top, bottom)
        return found and (found[0], found[1] + self._added.get(bottom, 0))

    def merged_areas(self, merges: Sequence[Area]) -> list[Area]:
        """The merged areas of the sheet, those of repeated rows for each copy."""
        return [moved for area in merges for moved in self._copies(area)]

    def _copies(self, area: Area) -> list[Area]:
        place = bisect_right(self._repeated, area.top, key=lambda item: item[0].first) - 1
        band, count = self._repeated[place] if place >= 0 else (_NOWHERE, 0)
        if band.holds(area):
            first, height = self.moved(area.top) or area.top, band.last - band.first + 1
            tops = [first + index * height for index in range(count)]
            return [area._replace(top=top, bottom=top + area.bottom - area.top) for top in tops]
        span = self.span(area.top, area.bottom) or (area.top, area.bottom)
        return [area._replace(top=span[0], bottom=span[1])]
