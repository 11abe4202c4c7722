"""What does a sheet of the workbook show now? Values compared cell by cell with a page's, and whether it is ours.

Invariant: a sheet that holds anything and does not bear our mark is somebody's own.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from xltools.language.speaking import in_every_language
from xltools.model.cell_address import column_number
from xltools.model.cell_edit import CellValue
from xltools.workbook.generated.page_layout import OWNERSHIP_MARK, SUBHEADING_ROW, PageGrid
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.splicing.cell_text import escaped
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.splicing.date_serials import serial
from xltools.workbook.splicing.shared_strings import SharedStrings
from xltools.workbook.splicing.sheet_xml import SheetXml, attributes

_CELLS_WITH_MARK = 500  # people may put a few rows above it
_HALF_A_SECOND = 0.5 / 86_400  # programs keep fifteen digits of a moment
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?(?:/>|>(.*?)</c>)', re.DOTALL
)
_DRAWN = frozenset({"drawing", "vmlDrawing"})

Place = tuple[int, int]


class _Content(NamedTuple):
    """A cell that holds something: its type, and what stands between its tags."""

    type: bytes
    inner: bytes


class PageContents:
    """The cells of one worksheet, compared without being turned into values all at once."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self._package, self._sheet = package, sheet
        self._xml = SheetXml(sheet.name, package.part(sheet.part))
        self._cells = CellXml(self._xml.prefix, package.date1904)
        self._shared = SharedStrings(package)

    @property
    def is_ours(self) -> bool:
        """Whether the sheet bears our mark, or holds nothing that could be lost."""
        first = islice(self._contents.values(), _CELLS_WITH_MARK)
        marks = in_every_language(OWNERSHIP_MARK)
        if any(self._holds(content, mark) for content in first for mark in marks):
            return True
        drawn = any(arrow.kind in _DRAWN for arrow in self._package.relationships(self._sheet.part))
        return not drawn and not self._contents

    def shows(self, grid: PageGrid) -> bool:
        """Whether every value of the page stands in its cell and nothing stands elsewhere.

        The line under the heading may differ: it says when the page was written, which alone is not worth a write.
        """
        wanted: dict[Place, CellValue] = {
            (cell.row, cell.column): cell.value
            for cell in grid.cells
            if cell.value is not None and cell.row != SUBHEADING_ROW
        }
        here = self._contents
        if here.keys() - {(SUBHEADING_ROW, 1)} != wanted.keys():
            return False
        return all(self._holds(here[place], value) for place, value in wanted.items())

    @cached_property
    def _contents(self) -> dict[Place, _Content]:
        return dict(self._filled())

    @property
    def places(self) -> set[Place]:
        """Row and column of every cell that holds something."""
        return set(self._contents)

    def _filled(self) -> Iterator[tuple[Place, _Content]]:
        xml = self._xml
        if xml.scan is xml.body and not xml.prefix:
            plain = list(_PLAIN_CELL.finditer(xml.body, xml.data_start, xml.data_end))
            if len(plain) == xml.body.count(b"<c ", xml.data_start, xml.data_end):
                return self._filled_plainly(plain)
        return self._filled_exactly()

    def _filled_plainly(self, cells: Iterable[re.Match[bytes]]) -> Iterator[tuple[Place, _Content]]:
        """Almost every program spells all cells alike; then this is five times as fast."""
        for letters, row, kind, inner in (cell.groups() for cell in cells):
            if inner and not self._cells.is_empty(inner):
                yield (int(row), column_number(letters.decode())), _Content(kind or b"", inner)

    def _filled_exactly(self) -> Iterator[tuple[Place, _Content]]:
        numbers, starts = self._xml.rows
        close = len(b"</" + self._xml.prefix + b"c>")
        for number, start, end in zip(numbers, starts, [*starts[1:], self._xml.data_end], strict=False):
            for column, cell_start, tag_end, cell_end in self._xml.cells(number, start, end):
                inner = self._xml.body[tag_end + 1 : cell_end - close]
                if inner and not self._cells.is_empty(inner):
                    tag = attributes(self._xml.scan[cell_start:tag_end])
                    yield (number, column), _Content(tag.get(b"t", b""), inner)

    def _holds(self, content: _Content, value: CellValue) -> bool:
        try:
            found = None if self._cells.formula in content.inner else self._cells.read(content.type, content.inner)
        except ValueError:
            return False
        if isinstance(value, str):
            if content.type == b"s":
                return isinstance(found, float) and self._shared.holds(int(found), escaped(value), value)
            return found == value
        if content.type not in {b"", b"n"} or not isinstance(found, float):
            return False
        if isinstance(value, datetime):
            return abs(found - serial(value, self._package.date1904)) < _HALF_A_SECOND
        return isinstance(value, int | float) and found == value
