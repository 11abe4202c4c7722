"""On what paper is a sheet printed? Size, margins, scale, what is printed, where pages end, heads and feet.

Invariant: a sheet that says nothing is printed on A4 upright with Excel's own margins; nothing here is an error.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.model.cell_address import column_number
from xltools.reports.form_pdf.xml_numbers import boolean, number, whole
from xltools.workbook.packaging.safe_xml import children, descendants, local_name
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW, Area, parse_area
from xltools.workbook.template.palette import A4

_INCH = 72.0
_MILLIMETRE = _INCH / 25.4
# Width and height in points by ST_PaperSize's numbers (ECMA-376 part 1, §18.3.1.63).
_PAPERS = {
    1: (612.0, 792.0), 3: (792.0, 1224.0), 5: (612.0, 1008.0), 7: (522.0, 756.0),
    8: (297 * _MILLIMETRE, 420 * _MILLIMETRE), 9: (210 * _MILLIMETRE, 297 * _MILLIMETRE),
    11: (148 * _MILLIMETRE, 210 * _MILLIMETRE), 12: (257 * _MILLIMETRE, 364 * _MILLIMETRE),
    13: (182 * _MILLIMETRE, 257 * _MILLIMETRE), 66: (420 * _MILLIMETRE, 594 * _MILLIMETRE),
    70: (105 * _MILLIMETRE, 148 * _MILLIMETRE),
}  # fmt: skip
_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75, "header": 0.3, "footer": 0.3}
_WIDEST_MARGIN = 0.4  # of the paper: more would leave no room to print in
_SCALES = (10, 400)  # per cent
_LINES = re.compile(r"\$?([A-Za-z]{1,3})\$?:\$?([A-Za-z]{1,3})|\$?([0-9]{1,7}):\$?([0-9]{1,7})")
_PART = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")


class Margins(NamedTuple):
    """Distances from the paper's edges in points; ``header`` and ``footer`` those of the running lines."""

    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float


class PageSetup(NamedTuple):
    """How one sheet is printed.

    Attributes:
        width: Of the paper as it lies, in points; so is ``height``.
        scale: 1.0 is life size; used where ``fit`` is None.
        fit: Pages side by side and below each other that all has to fit on; 0 for as many as are needed.
        areas: What is printed; none: everything that can be seen.
        title_rows: First and last of the rows repeated on each page.
        title_columns: First and last of the columns repeated on each page.
        row_breaks: Rows behind which a page ends.
        column_breaks: Columns behind which a page ends.
        first_page: The number of the first page, where it is not counted on.
        running: The codes of heads and feet: ``oddHeader``, ``firstFooter`` … (§18.3.1.46).
    """

    width: float
    height: float
    margins: Margins
    scale: float = 1.0
    fit: tuple[int, int] | None = None
    centred: bool = False
    centred_down: bool = False
    lines: bool = False
    areas: tuple[Area, ...] = ()
    title_rows: tuple[int, int] | None = None
    title_columns: tuple[int, int] | None = None
    row_breaks: frozenset[int] = frozenset()
    column_breaks: frozenset[int] = frozenset()
    first_page: int | None = None
    running: Mapping[str, str] = {}

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins in points."""
        margins = self.margins
        return self.width - margins.left - margins.right, self.height - margins.top - margins.bottom


def page_setup(sheet: Element, names: Mapping[str, str]) -> PageSetup:
    """The print set-up of a sheet.

    Args:
        sheet: The root of its part.
        names: What its names ``_xlnm.Print_Area`` and ``_xlnm.Print_Titles`` refer to.
    """
    setup, options = _child(sheet, "pageSetup"), _child(sheet, "printOptions")
    width, height = _PAPERS.get(whole(setup, "paperSize", A4), _PAPERS[A4])
    if setup.get("orientation") == "landscape":
        width, height = height, width
    fits = any(boolean(one, "fitToPage") for one in descendants(_child(sheet, "sheetPr"), "pageSetUpPr"))
    rows, columns = _titles(names.get("_xlnm.Print_Titles", ""))
    return PageSetup(
        width,
        height,
        _margins(_child(sheet, "pageMargins"), width, height),
        scale=min(max(whole(setup, "scale", 100), _SCALES[0]), _SCALES[1]) / 100,
        fit=(max(0, whole(setup, "fitToWidth", 1)), max(0, whole(setup, "fitToHeight", 1))) if fits else None,
        centred=boolean(options, "horizontalCentered"),
        centred_down=boolean(options, "verticalCentered"),
        lines=boolean(options, "gridLines"),
        areas=_areas(names.get("_xlnm.Print_Area", "")),
        title_rows=rows,
        title_columns=columns,
        row_breaks=_breaks(sheet, "rowBreaks"),
        column_breaks=_breaks(sheet, "colBreaks"),
        first_page=whole(setup, "firstPageNumber", 1) if boolean(setup, "useFirstPageNumber") else None,
        running=_running(_child(sheet, "headerFooter")),
    )


def _child(element: Element, name: str) -> Element:
    return next(iter(children(element, name)), Element(name))


def _margins(element: Element, width: float, height: float) -> Margins:
    found = {name: max(0.0, number(element, name, usual)) * _INCH for name, usual in _MARGINS.items()}
    across, down = width * _WIDEST_MARGIN, height * _WIDEST_MARGIN
    return Margins(**{side: min(size, across if side in ("left", "right") else down) for side, size in found.items()})


def _running(element: Element) -> dict[str, str]:
    codes = {local_name(one.tag): "".join(one.itertext()) for one in element}
    for kind, asked in (("first", "differentFirst"), ("even", "differentOddEven")):
        for name in (f"{kind}Header", f"{kind}Footer"):
            if boolean(element, asked):
                codes.setdefault(name, "")
            else:
                codes.pop(name, None)
    return codes


def _breaks(sheet: Element, group: str) -> frozenset[int]:
    return frozenset(whole(one, "id") for one in descendants(_child(sheet, group), "brk"))


def _parts(reference: str) -> list[str]:
    """The addresses that a name refers to, without the sheet's name."""
    return [part.rpartition("!")[2].strip() for part in _PART.findall(reference)]


def _areas(reference: str) -> tuple[Area, ...]:
    """The areas of a list of addresses; none where it is a formula, of which nobody can tell what it yields."""
    found = [_area(part) for part in _parts(reference)]
    return tuple(area for area in found if area is not None) if None not in found else ()


def _area(text: str) -> Area | None:
    rows, columns = _lines(text)
    if rows is not None:
        return Area(rows[0], 1, rows[1], MAX_COLUMN)
    if columns is not None:
        return Area(1, columns[0], MAX_ROW, columns[1])
    return parse_area(text)


def _titles(reference: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    found = [_lines(part) for part in _parts(reference)]
    rows = next((rows for rows, _ in found if rows is not None), None)
    return rows, next((columns for _, columns in found if columns is not None), None)


def _lines(text: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Whole rows such as ``$1:$4``, or whole columns such as ``$A:$B``."""
    match = _LINES.fullmatch(text)
    if match is None:
        return None, None
    if match[3]:
        first, last = sorted((int(match[3]), int(match[4])))
        return (max(1, first), last), None
    first, last = sorted((column_number(match[1]), column_number(match[2])))
    return None, (first, last)
