"""Which colour is meant? By itself, by its place in a palette or in the theme, made lighter or darker by a tint.

Invariant: what cannot be told has no colour, so that nobody's text is painted over with a guess.
"""

import colorsys
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from xltools.reports.form_pdf.xml_numbers import number, whole
from xltools.workbook.packaging.safe_xml import children, is_true, local_name

_OFFICE_THEME = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1",
    "954F72",
)  # fmt: skip
_HEX = re.compile("[0-9A-Fa-f]{6}")
_SYSTEM = {64: "000000", 65: "FFFFFF"}  # the window's text and ground (ECMA-376 part 1, §18.8.27)


class Colours:
    """The colours that one workbook can name.

    Args:
        theme: Its theme part, if it has one.
        indexed: Its own palette, if it has one (``rgbColor`` elements).
    """

    def __init__(self, theme: Element | None, indexed: Sequence[Element]) -> None:
        self._theme = _OFFICE_THEME if theme is None else _theme_colours(theme)
        self._indexed = [one.get("rgb", "")[-6:] for one in indexed] or _usual_palette()

    def of(self, element: Element | None) -> str | None:
        """The colour of a ``color``, ``fgColor`` … element (ECMA-376 part 1, §18.8.3); None for automatic."""
        if element is None or is_true(element.get("auto")):
            return None
        found = self._named(element)
        if not _HEX.fullmatch(found):
            return None
        tint = number(element, "tint")
        return tinted(found, tint) if tint else found.upper()

    def _named(self, element: Element) -> str:
        if (rgb := element.get("rgb")) is not None:
            return rgb[-6:]
        for name, colours in (("theme", self._theme), ("indexed", self._indexed)):
            place = whole(element, name, -1)
            if 0 <= place < len(colours):
                return colours[place]
            if name == "indexed" and place in _SYSTEM:
                return _SYSTEM[place]
        return ""


def tinted(colour: str, tint: float) -> str:
    """The colour made darker (below 0, down to -1) or lighter (up to 1) in its lightness (ECMA-376 part 1, §18.8.3)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def mixed(front: str, back: str, share: float) -> str:
    """What a pattern of ``front`` over ``back`` looks like from afar; ``share`` of the area is ``front``."""
    pairs = ((int(front[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(one * share + other * (1 - share)):02X}" for one, other in pairs)


def _usual_palette() -> list[str]:
    from openpyxl.styles.colors import COLOR_INDEX  # takes a third of a second, and only printing needs it

    return [rgb[-6:] for rgb in COLOR_INDEX[: min(_SYSTEM)]]


def _theme_colours(theme: Element) -> tuple[str, ...]:
    """In the order in which cells count them: light and dark change places (ECMA-376 part 1, §18.8.3)."""
    scheme = next((element for element in theme.iter() if local_name(element.tag) == "clrScheme"), None)
    found = [] if scheme is None else [_scheme_colour(one) for one in scheme]
    if len(found) < len(_OFFICE_THEME):
        return _OFFICE_THEME
    return (found[1], found[0], found[3], found[2], *found[4:])


def _scheme_colour(element: Element) -> str:
    system, plain = children(element, "sysClr"), children(element, "srgbClr")
    return system[0].get("lastClr", "") if system else plain[0].get("val", "") if plain else ""
