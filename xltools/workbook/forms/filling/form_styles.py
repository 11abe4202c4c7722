"""What does a cell format do with a text: how large is it, and does it go on in a second line?

Invariant: formats that exist keep index and look; one that wraps is made from one that does not, behind the others.
ECMA-376 part 1, §18.8.45 (xf), §18.8.1 (alignment), §18.8.22 (font).
"""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import attribute, children, is_true, parse_xml
from xltools.workbook.splicing.cell_styles import CellStyles, wrapping_format

_USUAL_SIZE = 11.0
_WRAP_BY_THEMSELVES = {"justify", "distributed"}


class TextLook(NamedTuple):
    """How a cell format shows a text.

    Attributes:
        size: Of its font, in points.
        wraps: Whether a long text goes on in a second line.
        indent: Steps that it stands away from the cell's edge.
    """

    size: float
    wraps: bool = False
    indent: int = 0


class FormStyles(CellStyles):
    """The cell formats of a form, and the wrapping ones that filling needs."""

    def __init__(self, package: Package) -> None:
        """Read the styles part.

        Raises:
            PatchRefusedError: It is spelled in a way that cannot be extended safely.
        """
        super().__init__(package)
        root = parse_xml(package.part(self.part), self.part) if package.has_part(self.part) else Element("styleSheet")
        sizes = [_size(font) for group in children(root, "fonts") for font in children(group, "font")]
        self._looks = [_look(xf, sizes) for group in children(root, "cellXfs") for xf in children(group, "xf")]
        normal = [xf for group in children(root, "cellStyleXfs") for xf in children(group, "xf")]
        self.default_size = _look(normal[0], sizes).size if normal else next(iter(sizes), _USUAL_SIZE)

    def look(self, style: int) -> TextLook:
        """How that format shows a text; an unknown one as the first does."""
        return self._looks[style if 0 <= style < len(self._looks) else 0] if self._looks else TextLook(_USUAL_SIZE)

    def wrapping(self, style: int) -> int:
        """The format like ``style`` in which a long text goes on in a second line; itself if it does that already."""
        if self.look(style).wraps:
            return style
        clone = wrapping_format(self._formats[style if 0 <= style < len(self._formats) else 0], self._prefix)
        if clone not in self._formats:
            self._formats.append(clone)
        return self._formats.index(clone)


def _size(font: Element) -> float:
    for element in children(font, "sz"):
        return _number(element.get("val"), _USUAL_SIZE)
    return _USUAL_SIZE


def _look(xf: Element, sizes: list[float]) -> TextLook:
    font = int(_number(xf.get("fontId"), 0))
    size = sizes[font] if 0 <= font < len(sizes) else _USUAL_SIZE
    for alignment in children(xf, "alignment"):
        by_itself = {alignment.get("horizontal"), alignment.get("vertical")} & _WRAP_BY_THEMSELVES
        wraps = is_true(attribute(alignment, "wrapText")) or bool(by_itself)
        return TextLook(size, wraps, int(_number(alignment.get("indent"), 0)))
    return TextLook(size)


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
