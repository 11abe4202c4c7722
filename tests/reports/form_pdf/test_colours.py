"""Colours of palettes, themes and tints (ECMA-376 part 1, §18.8.3 and §18.8.27)."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from xltools.reports.form_pdf.colours import Colours, mixed, tinted

THEME = fromstring(
    "<theme><clrScheme>"
    "<dk1><sysClr val='windowText' lastClr='010101'/></dk1><lt1><sysClr val='window' lastClr='FEFEFE'/></lt1>"
    + "".join(f"<c{number}><srgbClr val='0000{number:02d}'/></c{number}>" for number in range(2, 12))
    + "</clrScheme></theme>"
)


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ({"rgb": "FF12AB34"}, "12AB34"),
        ({"rgb": "12ab34"}, "12AB34"),
        ({"theme": "0"}, "FEFEFE"),  # light before dark
        ({"theme": "1"}, "010101"),
        ({"theme": "2"}, "000003"),
        ({"theme": "4"}, "000004"),
        ({"indexed": "10"}, "FF0000"),
        ({"indexed": "64"}, "000000"),
        ({"auto": "1"}, None),
        ({"theme": "99"}, None),
        ({"rgb": "no colour"}, None),
        ({"theme": "x"}, None),
        ({"theme": "1e999"}, None),
        ({"theme": "1", "tint": "nan"}, "010101"),
    ],
)
def test_a_colour_is_found_however_it_is_named(said: dict[str, str], colour: str | None) -> None:
    assert Colours(THEME, []).of(Element("color", said)) == colour


def test_a_palette_of_the_workbook_wins() -> None:
    own = [Element("rgbColor", rgb="00ABCDEF")]
    assert Colours(None, own).of(Element("color", indexed="0")) == "ABCDEF"


def test_a_tint_makes_lighter_or_darker() -> None:
    assert tinted("4472C4", 0.0) == "4472C4"
    assert tinted("4472C4", 1.0) == "FFFFFF"
    assert tinted("4472C4", -1.0) == "000000"
    assert tinted("4472C4", 0.8) in {"DAE3F3", "DAE2F3", "D9E2F3"}  # what Excel's own palette shows as 浅色 80%


def test_a_pattern_lies_between_its_colours() -> None:
    assert mixed("000000", "FFFFFF", 0.5) == "808080"
