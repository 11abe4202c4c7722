"""How is a page written as a worksheet part? Whole, from its first byte to its last.

Invariant: every text is text, whatever it begins with; no cell holds a formula. ECMA-376 part 1, §18.3.1.99
(worksheet): the order of its children is fixed.
"""

from collections.abc import Mapping
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.language.words import Tab
from xltools.model.cell_address import address
from xltools.model.generated_page import GeneratedPage, Link
from xltools.workbook.generated.kept_features import KeptFeatures
from xltools.workbook.generated.page_layout import FIRST_HEAD_ROW, MARK_ROW, CellRole, PageGrid, PlacedCell
from xltools.workbook.generated.page_paper import paper
from xltools.workbook.packaging.package import Package
from xltools.workbook.splicing.cell_text import escaped
from xltools.workbook.splicing.cell_xml import CellXml
from xltools.workbook.template.palette import TOOL

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "purl.oclc.org"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PADDING = 0.7109375  # what Excel adds to a width in characters (§18.3.1.13)


def has_fixed_heads(title: str) -> bool:
    """Whether a page is one long list: its heads stay in sight, and stand on each sheet of paper."""
    return title in (Tab.TODO.said, Tab.NOTICES.said)


class SheetDialect(NamedTuple):
    """How a package is written.

    Attributes:
        main: The namespace of spreadsheets, Transitional or Strict.
        office: The namespace of relationship identities, likewise.
        date1904: Its day 0.
    """

    main: str
    office: str
    date1904: bool

    @property
    def is_strict(self) -> bool:
        """Whether the package speaks the Strict dialect (ECMA-376 part 1, annex A)."""
        return _STRICT in self.main


def dialect_of(package: Package) -> SheetDialect:
    """How the package's workbook part is written."""
    main = package.xml(package.workbook_part).tag.partition("}")[0].removeprefix("{")
    return SheetDialect(main, _STRICT_OFFICE if _STRICT in main else OFFICE, package.date1904)


def page_xml(
    page: GeneratedPage,
    grid: PageGrid,
    formats: Mapping[CellRole, int],
    dialect: SheetDialect,
    kept: KeptFeatures,
) -> bytes:
    """The worksheet part of a page.

    Args:
        page: The page.
        grid: Its cells.
        formats: The index of the cell format of each role.
        dialect: How the package is written.
        kept: What is taken over from the part before.

    Raises:
        PatchRefusedError: A text cannot stand in a cell.
    """
    rows = _rows(page.title, grid, formats, CellXml(b"", dialect.date1904))
    links = b"".join(_hyperlink(cell, cell.link) for cell in grid.cells if cell.link is not None)
    is_list = has_fixed_heads(page.title)
    last = address(max(len(grid.heights), 1), len(grid.widths)).encode()
    return b"".join(
        (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<worksheet xmlns="{dialect.main}" xmlns:r="{dialect.office}">'.encode(),
            f'<sheetPr><tabColor rgb="FF{TOOL[1:]}"/><pageSetUpPr fitToPage="{is_list:d}"/></sheetPr>'.encode(),
            b'<dimension ref="A1:%b"/>' % last,
            _view(page.title, kept.view),
            b'<sheetFormatPr defaultRowHeight="18"/>',
            _columns(grid.widths),
            b"<sheetData>" + rows + b"</sheetData>",
            kept.protection,
            b"<hyperlinks>" + links + b"</hyperlinks>" if links else b"",
            paper(grid, page.heading, kept.printer, is_list=is_list),
            kept.drawings,
            b"</worksheet>",
        )
    )


def _view(title: str, marks: bytes) -> bytes:
    """Rows above the first table's data stay in sight on a long list, else the page's heading does."""
    fixed = FIRST_HEAD_ROW if has_fixed_heads(title) else MARK_ROW
    return (
        b'<sheetViews><sheetView showGridLines="0"%b workbookViewId="0">'
        b'<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>'
        b'<selection pane="bottomLeft" activeCell="A%d" sqref="A%d"/></sheetView></sheetViews>'
    ) % (marks, fixed, fixed + 1, fixed + 1, fixed + 1)


def _columns(widths: tuple[float, ...]) -> bytes:
    columns = b"".join(
        b'<col min="%d" max="%d" width="%b" customWidth="1"/>' % (place, place, repr(width + _PADDING).encode())
        for place, width in enumerate(widths, start=1)
    )
    return b"<cols>" + columns + b"</cols>"


def _rows(title: str, grid: PageGrid, formats: Mapping[CellRole, int], cells: CellXml) -> bytes:
    by_row: dict[int, list[bytes]] = {row: [] for row in range(1, len(grid.heights) + 1)}
    for cell in grid.cells:
        by_row[cell.row].append(_cell(title, cell, formats, cells))
    return b"".join(
        b'<row r="%d" ht="%b" customHeight="1">%b</row>' % (row, repr(grid.heights[row - 1]).encode(), b"".join(parts))
        for row, parts in by_row.items()
    )


def _cell(title: str, cell: PlacedCell, formats: Mapping[CellRole, int], cells: CellXml) -> bytes:
    place = address(cell.row, cell.column)
    try:
        tail = cells.written(cell.value).tail
    except ValueError as error:
        raise PatchRefusedError(f"{title}!{place}", str(error), "Correct the value") from error
    return b'<c r="%b" s="%d"%b' % (place.encode(), formats[cell.role], tail)


def _hyperlink(cell: PlacedCell, link: Link) -> bytes:
    sheet = link.sheet.replace("'", "''")
    place = address(cell.row, cell.column).encode()
    return b'<hyperlink ref="%b" location="%b" display="%b"/>' % (
        place,
        _quoted(f"'{sheet}'!A{link.row}"),
        _quoted(link.text),
    )


def _quoted(text: str) -> bytes:
    return escaped(text).replace(b'"', b"&quot;").replace(b"\n", b"&#10;").replace(b"\t", b"&#9;")
