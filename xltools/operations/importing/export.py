"""What is an export? Heads and rows as another system wrote them, before anybody knows what they mean.

Invariant: every row that holds anything is there, with the number under which a spreadsheet program shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xltools.language.speaking import in_every_language
from xltools.model.cell_edit import ReadValue

MAXIMUM_BYTES = 100 * 1024 * 1024
MAXIMUM_ROWS = 200_000
SEARCHED_ROWS = 60  # titles above the heads are few


def begins_returned(heads: Sequence[object]) -> bool:
    """Whether heads begin as those of a workbook that we gave back, in whatever language."""
    return (
        len(heads) > 1
        and heads[0] in in_every_language("imports.heads.line")
        and heads[1] in in_every_language("imports.heads.problem")
    )


def is_key_head(head: str) -> bool:
    """Whether a head is that of the column in which a workbook that we gave back keeps its rows' keys."""
    return head in in_every_language("imports.heads.key")


class ExportRow(NamedTuple):
    """One row.

    Attributes:
        line: Its number from 1, as a spreadsheet program shows it.
        cells: What stands in it, '' where nothing does.
        broken: Positions of cells that show an error value.
        uncomputed: Positions of cells whose formulas were not reckoned yet; nothing stands in them so far.
    """

    line: int
    cells: Sequence[ReadValue]
    broken: frozenset[int] = frozenset()
    uncomputed: frozenset[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.broken | self.uncomputed and not any(
            cell.strip() if isinstance(cell, str) else cell is not None for cell in self.cells
        )


@dataclass(frozen=True, slots=True)
class RawExport:
    """All rows of one sheet or text file, heads and titles included.

    Attributes:
        rows: From the first row on; blank ones are left out.
        even: Whether every row has as many cells as there are columns, as in a sheet.
        marks: What a returned workbook says of itself: names of `xltools.reports.returned_rows`, with their values.
        title: The tab; "" of a text file.
    """

    rows: Sequence[ExportRow]
    even: bool
    marks: dict[str, str]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """One export, taken apart.

    Attributes:
        name: The name of the file that the rows came in at first.
        heads: The heads, "" where a column has none.
        rows: The rows below them.
        head_line: The number of the row of the heads.
        even: Whether every row has as many cells as there are heads.
    """

    name: str
    heads: tuple[str, ...]
    rows: Sequence[ExportRow]
    head_line: int
    even: bool

    @property
    def is_returned(self) -> bool:
        """Whether it is a workbook of faulty rows that we gave back, and people corrected."""
        return begins_returned(self.heads)

    @property
    def own_columns(self) -> tuple[int, ...]:
        """Positions of the columns that the source has, without those that a returned workbook adds."""
        if not self.is_returned:
            return tuple(range(len(self.heads)))
        return tuple(place for place, head in enumerate(self.heads) if place > 1 and not is_key_head(head))
