"""Which look has a format's number? The tables of a styles part, put together (ECMA-376 part 1, §18.8).

Invariant: a number that the tables do not know has the look of a plain cell; a damaged table is never an error.
"""

from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element

from xltools.language.speaking import spoken_language, texts
from xltools.reports.form_pdf.colours import Colours, mixed
from xltools.reports.form_pdf.looks import Edge, Letters, Look
from xltools.reports.form_pdf.xml_numbers import boolean, number, whole
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import children, descendants, local_name, parse_xml

T = TypeVar("T")

_BLACK, _WHITE = "000000", "FFFFFF"
_SIZES = (1.0, 409.0)  # points that a font can have
_STEPS = 250  # of indent at most
_SIDES_OF_PATTERN = ("fgColor", "bgColor")
_SIDES = {"left": "left", "right": "right", "start": "left", "end": "right", "top": "top", "bottom": "bottom"}
# How much of the area a pattern covers, roughly; the striped ones as their stripes are wide.
_COVERED = {
    "darkGray": 0.75, "mediumGray": 0.5, "lightGray": 0.25, "gray125": 0.125, "gray0625": 0.0625,
    "darkHorizontal": 0.5, "darkVertical": 0.5, "darkDown": 0.5, "darkUp": 0.5, "darkGrid": 0.6, "darkTrellis": 0.75,
    "lightHorizontal": 0.25, "lightVertical": 0.25, "lightDown": 0.25, "lightUp": 0.25, "lightGrid": 0.4,
    "lightTrellis": 0.4,
}  # fmt: skip


class Looks:
    """The looks of one styles part.

    Attributes:
        default: Name and size of the font that columns are measured in.
    """

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        root = Element("styleSheet") if styles is None else styles
        self._colours = Colours(theme, descendants(root, "rgbColor"))
        self._codes = {whole(one, "numFmtId"): one.get("formatCode", "") for one in _listed(root, "numFmts", "numFmt")}
        fonts = _listed(root, "fonts", "font")
        names = [one.get("val", "") for font in fonts[:1] for one in children(font, "name")]
        self._letters = [self.letters(font, Letters()) for font in fonts]
        self.default = (names[0] if names else "", self._letters[0].size if fonts else Letters().size)
        self._grounds = [self._ground(fill) for fill in _listed(root, "fills", "fill")]
        self._borders = [self._edges(border) for border in _listed(root, "borders", "border")]
        self._looks = [self._look(form) for form in _listed(root, "cellXfs", "xf")]

    def of(self, index: int) -> Look:
        """The look of the cells with that ``s``."""
        return self._looks[index] if 0 <= index < len(self._looks) else Look()

    def letters(self, font: Element, base: Letters) -> Letters:
        """A ``font`` or a run's ``rPr``; what it does not say is taken from ``base``."""
        said = {local_name(one.tag): one for one in font}
        underline = said["u"].get("val", "single") if "u" in said else "none"
        raised = said["vertAlign"].get("val", "") if "vertAlign" in said else ""
        size = number(said["sz"], "val", base.size) if "sz" in said else base.size
        return Letters(
            size=min(max(size, _SIZES[0]), _SIZES[1]),
            bold="b" in said and boolean(said["b"], "val", otherwise=True),
            italic="i" in said and boolean(said["i"], "val", otherwise=True),
            underline="" if underline == "none" else "double" if underline.startswith("double") else "single",
            strike="strike" in said and boolean(said["strike"], "val", otherwise=True),
            colour=self._colours.of(said.get("color")) or _BLACK,
            raised=raised if raised in ("superscript", "subscript") else "",
        )

    def _ground(self, fill: Element) -> str | None:
        for gradient in children(fill, "gradientFill"):
            stops = [self._colours.of(one) for one in descendants(gradient, "color")]
            return stops[0] if stops else None
        for pattern in children(fill, "patternFill"):
            kind = pattern.get("patternType", "none")
            front, back = (self._colours.of(next(iter(children(pattern, name)), None)) for name in _SIDES_OF_PATTERN)
            if kind == "solid":
                return front
            if kind in _COVERED:
                return mixed(front or _BLACK, back or _WHITE, _COVERED[kind])
        return None

    def _edges(self, border: Element) -> dict[str, Edge]:
        edges: dict[str, Edge] = {}
        for side in border:
            name = _SIDES.get(local_name(side.tag))
            style = side.get("style", "none")
            if name and style != "none":
                edges[name] = Edge(style, self._colours.of(next(iter(children(side, "color")), None)) or _BLACK)
        return edges

    def _look(self, form: Element) -> Look:
        alignment = next(iter(children(form, "alignment")), Element("alignment"))
        format_id = whole(form, "numFmtId")
        return Look(
            letters=_at(self._letters, whole(form, "fontId"), Letters()),
            ground=_at(self._grounds, whole(form, "fillId"), None),
            **_at(self._borders, whole(form, "borderId"), {}),
            horizontal=alignment.get("horizontal", "general"),
            vertical=alignment.get("vertical", "bottom"),
            wrap=boolean(alignment, "wrapText"),
            shrink=boolean(alignment, "shrinkToFit"),
            indent=min(max(whole(alignment, "indent"), 0), _STEPS),
            rotation=whole(alignment, "textRotation"),
            code=self._codes.get(format_id) or _builtin_code(format_id),
        )


def looks_of(package: Package) -> Looks:
    """The looks of a workbook; those of the forms printed last are remembered, for all copies of a form share them.

    Raises:
        UnreadableWorkbookError: The styles or the theme are no XML.
    """
    parts = (package.related(package.workbook_part, kind) for kind in ("styles", "theme"))
    styles, theme = (package.part(part) if part else b"" for part in parts)
    return _looks(styles, theme, spoken_language())


@lru_cache(maxsize=16)  # by language, too: each has its own built-in formats
def _looks(styles: bytes, theme: bytes, language: str) -> Looks:
    return Looks(parse_xml(styles, "styles") if styles else None, parse_xml(theme, "theme") if theme else None)


def _builtin_code(format_id: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # takes a third of a second, and only printing needs it

    said = texts("pdf.builtin_formats")  # what an Excel of the spoken language shows
    return said.get(str(format_id)) or str(BUILTIN_FORMATS.get(format_id, "General"))


def _listed(root: Element, group: str, name: str) -> list[Element]:
    return [one for found in children(root, group) for one in children(found, name)]


def _at(table: list[T], place: int, otherwise: T) -> T:
    return table[place] if 0 <= place < len(table) else otherwise
