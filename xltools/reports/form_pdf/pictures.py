"""Which pictures lie on a sheet, where and how large? The anchors of its drawing, as points from a cell.

Invariant: what cannot be shown is told in one line each and never stops the page. ECMA-376 part 1, §20.5.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.reports.form_pdf.sheet_sizes import SheetSizes
from xltools.reports.form_pdf.xml_numbers import boolean, finite, number
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import attribute, children, descendants, local_name

_EMU_A_POINT = 12_700
_PER_CENT_MILLE = 100_000
_LARGEST = 5_000.0  # points; no paper is larger
_FARTHEST = 2_000  # rows or columns that a picture can reach over
_THINGS = {"graphicFrame": "a chart", "sp": "a shape or text box", "cxnSp": "a line", "grpSp": "a group of drawings"}
_CONTENT = ("pic", "graphicFrame", "sp", "cxnSp", "grpSp", "AlternateContent", "contentPart")
_KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"))


class Picture(NamedTuple):
    """A picture on a sheet.

    Attributes:
        row: Of the cell in which its upper left corner lies; ``column`` likewise.
        across: How far from that cell's left edge, in points; ``down`` from its upper edge.
        width: In points; so is ``height``.
        data: The file's bytes.
        suffix: Of a file of its kind: ``png``, ``jpg`` or ``gif``.
        cut: Parts of the picture that are cut off left, at the top, right and at the bottom: 0.25 is a quarter.
        name: What the workbook calls it.
    """

    row: int
    column: int
    across: float
    down: float
    width: float
    height: float
    data: bytes
    suffix: str
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    name: str = ""


class _Mark(NamedTuple):
    """A point of the sheet: its cell, and how far from that cell's edges in points."""

    row: int
    down: float
    column: int
    across: float


class Drawn(NamedTuple):
    """What lies on a sheet: its pictures, and a line for each thing that is left out."""

    pictures: tuple[Picture, ...]
    warnings: tuple[str, ...]


def pictures_of(package: Package, part: str, sizes: SheetSizes) -> Drawn:
    """The pictures of a sheet.

    Args:
        package: The workbook.
        part: Of the sheet.
        sizes: Of its columns and rows.

    Raises:
        UnreadableWorkbookError: The drawing is no XML.
    """
    drawing = package.related(part, "drawing")
    if drawing is None:
        return Drawn((), ())
    pictures: list[Picture] = []
    warnings: list[str] = []
    for anchor, thing in _things(package.xml(drawing)):
        kind = local_name(thing.tag)
        name = next((one.get("name", "") for one in descendants(thing, "cNvPr")), "")
        if any(boolean(one, "hidden") for one in descendants(thing, "cNvPr")):
            continue
        if kind != "pic":
            warnings.append(f"{_THINGS.get(kind, 'a drawing')} is left out of the PDF ({name})")
            continue
        picture = _picture(package, drawing, anchor, thing, sizes)
        if picture is None:
            warnings.append(f"a picture is left out of the PDF: only PNG, JPEG and GIF can be shown ({name})")
        else:
            pictures.append(picture._replace(name=name))
    return Drawn(tuple(pictures), tuple(warnings))


def _things(drawing: Element) -> Iterator[tuple[Element, Element]]:
    """Each anchor that is printed, with what it holds."""
    for anchor in drawing:
        printed = all(boolean(one, "fPrintsWithSheet", otherwise=True) for one in children(anchor, "clientData"))
        for thing in anchor:
            if printed and local_name(thing.tag) in _CONTENT:
                yield anchor, thing


def _picture(package: Package, drawing: str, anchor: Element, thing: Element, sizes: SheetSizes) -> Picture | None:
    data = _data(package, drawing, thing)
    suffix = next((suffix for start, suffix in _KINDS if data.startswith(start)), None)
    if suffix is None:
        return None
    start, end = _mark(anchor, "from"), _mark(anchor, "to")
    width, height = _extent(anchor, thing)
    if start is None:
        start = _Mark(1, 0.0, 1, 0.0)
        for position in children(anchor, "pos"):
            x, y = (number(position, name) / _EMU_A_POINT for name in ("x", "y"))
            start = _Mark(*sizes.row_at(y), *sizes.column_at(x))
    elif end is not None:
        width = _between(start.column, start.across, end.column, end.across, sizes.width)
        height = _between(start.row, start.down, end.row, end.down, sizes.height)
    width, height = (min(max(size, 0.0), _LARGEST) for size in (width, height))
    return Picture(start.row, start.column, start.across, start.down, width, height, data, suffix, _cut(thing))


def _mark(anchor: Element, name: str) -> _Mark | None:
    for mark in children(anchor, name):
        texts = {local_name(one.tag): one.text or "" for one in mark}
        row, down, column, across = (finite(texts.get(key, "")) or 0.0 for key in ("row", "rowOff", "col", "colOff"))
        return _Mark(max(0, int(row)) + 1, down / _EMU_A_POINT, max(0, int(column)) + 1, across / _EMU_A_POINT)
    return None


def _between(first: int, before: float, last: int, within: float, size: Callable[[int], float]) -> float:
    """From a point in one row or column to a point in another; hidden ones take no room."""
    return sum(size(place) for place in range(first, min(last, first + _FARTHEST))) - before + within


def _extent(anchor: Element, thing: Element) -> tuple[float, float]:
    for extent in (*children(anchor, "ext"), *descendants(thing, "ext")):
        if extent.get("cx"):
            return number(extent, "cx") / _EMU_A_POINT, number(extent, "cy") / _EMU_A_POINT
    return 0.0, 0.0


def _cut(thing: Element) -> tuple[float, float, float, float]:
    for source in descendants(thing, "srcRect"):
        left, top, right, bottom = (
            min(max(number(source, side) / _PER_CENT_MILLE, 0.0), 1.0) for side in ("l", "t", "r", "b")
        )
        if left + right < 1 and top + bottom < 1:
            return left, top, right, bottom
    return 0.0, 0.0, 0.0, 0.0


def _data(package: Package, drawing: str, thing: Element) -> bytes:
    wanted = {attribute(one, "embed") for one in descendants(thing, "blip")}
    for arrow in package.relationships(drawing):
        if arrow.id in wanted and not arrow.external and package.has_part(arrow.target):
            return package.part(arrow.target)
    return b""
