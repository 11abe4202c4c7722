"""Does a filled form that goes a little beyond its page stand on one page all the same?

Nobody wants a second page for the last line of signatures. Invariant: only a sheet that is printed one page wide and as
long as it takes is changed, and in nothing but how many pages high it is. ECMA-376 part 1, §18.3.1.63 (pageSetup).
"""

import re

from xltools.workbook.splicing.sheet_xml import attributes
from xltools.workbook.template.palette import A4

_A4_SIDES = {b"portrait": 841.89, b"landscape": 595.28}  # height in points as it lies
_A_LITTLE = 1.2  # pages; what is printed keeps more than four fifths of its size
_POINTS_AN_INCH = 72
_DEFAULT_HEIGHT = 15.0  # of a row where the sheet tells none
_FITS = re.compile(rb"<(?:[\w.-]+:)?pageSetUpPr\s[^>]*\bfitToPage=\"(?:1|true)\"")
_BREAKS = re.compile(rb"<(?:[\w.-]+:)?rowBreaks[\s>]")
_SETUP = re.compile(rb"<(?:[\w.-]+:)?pageSetup\s([^>]*)>")
_MARGINS = re.compile(rb"<(?:[\w.-]+:)?pageMargins\s([^>]*)>")
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?sheetFormatPr\s([^>]*)>")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s([^>]*)>")
_ANY_HEIGHT = re.compile(rb"(\sfitToHeight=)\"0\"")


def on_one_page(head: bytes, rows: bytes, tail: bytes) -> bytes:
    """The tail of a sheet, one page high where its rows take a little more than that on A4.

    Args:
        head: What stands before the rows.
        rows: The rows.
        tail: What stands behind them.
    """
    setup, margins = _SETUP.search(tail), _MARGINS.search(tail)
    if setup is None or margins is None or _FITS.search(head) is None or _BREAKS.search(tail) is not None:
        return tail
    paper = attributes(setup[1])
    side = _A4_SIDES.get(paper.get(b"orientation", b"portrait"))
    if side is None or paper.get(b"paperSize") != b"%d" % A4 or paper.get(b"fitToWidth", b"1") != b"1":
        return tail
    edges = attributes(margins[1])
    room = side - _POINTS_AN_INCH * (_number(edges.get(b"top"), 0.0) + _number(edges.get(b"bottom"), 0.0))
    if not room < _height(head, rows) <= _A_LITTLE * room:
        return tail
    return tail[: setup.start()] + _ANY_HEIGHT.sub(rb'\1"1"', setup[0]) + tail[setup.end() :]


def _height(head: bytes, rows: bytes) -> float:
    """Of all rows in points; hidden ones take none."""
    told = _FORMAT.search(head)
    default = _number(attributes(told[1]).get(b"defaultRowHeight"), _DEFAULT_HEIGHT) if told else _DEFAULT_HEIGHT
    marks = [attributes(row[1]) for row in _ROW.finditer(rows)]
    shown = [each for each in marks if each.get(b"hidden") not in {b"1", b"true"}]
    last = max((int(_number(each.get(b"r"), 0.0)) for each in marks), default=0)
    return (last - len(marks)) * default + sum(_number(each.get(b"ht"), default) for each in shown)


def _number(told: bytes | None, otherwise: float) -> float:
    return float(told) if told is not None and re.fullmatch(rb"\d{1,6}(?:\.\d{1,9})?", told) else otherwise
