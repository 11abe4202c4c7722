"""What does a cell of a generated page look like? One look for each role, in the colours of the templates.

Invariant: emphasis only repeats what a word in the row says, so nothing is lost in print or for the colour-blind.
"""

from typing import NamedTuple

from xltools.model.generated_page import Emphasis
from xltools.workbook.generated.page_layout import CellRole, Purpose, Shape
from xltools.workbook.splicing.cell_xml import MINUTE_FORMAT
from xltools.workbook.template import palette

_GENERAL, _TEXT = "General", "@"


class Look(NamedTuple):
    """Font, ground, lines and alignment of a cell.

    Attributes:
        size: Of the font, in points.
        bold: Of the font.
        underlined: Of the font.
        colour: Of the font.
        ground: Colour behind the text; none where empty.
        line_below: Style of the line below; none where empty.
        line_colour: Its colour.
        line_left: A thin white line at the left, which parts the heads.
        number_format: ``General``, ``@`` or the code for moments.
        horizontal: ``left`` or ``center``.
        indent: Steps off the edge.
        wraps: Whether long text takes several lines.
    """

    size: int = 10
    bold: bool = False
    underlined: bool = False
    colour: str = palette.TEXT
    ground: str = ""
    line_below: str = ""
    line_colour: str = ""
    line_left: bool = False
    number_format: str = _GENERAL
    horizontal: str = "left"
    indent: int = 1
    wraps: bool = False


_FIXED = {
    Purpose.HEADING: Look(size=16, bold=True, colour=palette.INK, ground=palette.PAPER),
    Purpose.NOTE: Look(size=9, colour=palette.MUTED, ground=palette.PAPER),
    Purpose.TITLE: Look(size=12, bold=True, colour=palette.INK, indent=0),
    Purpose.HEAD: Look(bold=True, colour=palette.WHITE, ground=palette.INK, line_left=True),
    Purpose.REMARK: Look(size=9, colour=palette.MUTED),
}
_EMPHASIS: dict[Emphasis, dict[str, str | bool]] = {
    Emphasis.PLAIN: {},
    Emphasis.URGENT: palette.URGENT,
    Emphasis.OVERDUE: palette.OVERDUE,
    Emphasis.DUE_SOON: palette.DUE_SOON,
}


_SHAPES = {Purpose.BODY: tuple(Shape), Purpose.HEAD: (Shape.TEXT, Shape.NUMBER)}
# A workbook gets them all with its first page: from then on a page changes nothing but its own part.
ALL_ROLES = tuple(
    CellRole(purpose, emphasis, shape)
    for purpose in Purpose
    for emphasis in (Emphasis if purpose is Purpose.BODY else (Emphasis.PLAIN,))
    for shape in _SHAPES.get(purpose, (Shape.TEXT,))
)


def look_of(role: CellRole) -> Look:
    """The look of a role."""
    if role.purpose is not Purpose.BODY:
        fixed = _FIXED[role.purpose]
        return fixed._replace(horizontal="center", indent=0) if role.shape is Shape.NUMBER else fixed
    emphasis = _EMPHASIS[role.emphasis]
    look = Look(
        colour=str(emphasis.get("font_color", palette.TEXT)),
        ground=str(emphasis.get("bg_color", "")),
        line_below="thin",
        line_colour=palette.HAIRLINE,
    )
    if role.shape is Shape.NUMBER:
        return look._replace(horizontal="center", indent=0)
    if role.shape is Shape.MOMENT:
        return look._replace(number_format=MINUTE_FORMAT)
    if role.shape is Shape.LINK:
        bold = bool(emphasis.get("bold"))
        return look._replace(number_format=_TEXT, colour=palette.LINK, underlined=True, bold=bold)
    return look._replace(number_format=_TEXT, wraps=role.shape is Shape.WRAPPED)
