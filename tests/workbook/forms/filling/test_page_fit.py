"""A line of signatures does not go onto a page of its own; whatever else a team set up stays."""

import pytest

from xltools.workbook.forms.filling.page_fit import on_one_page

ROOM = 841.89 - 72.0  # points between margins of half an inch
HEAD = b'<worksheet><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetFormatPr defaultRowHeight="20"/><sheetData>'
MARGINS = b'<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
SETUP = b'<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>'
ONE_PAGE = SETUP.replace(b'fitToHeight="0"', b'fitToHeight="1"')


def rows(*heights: float) -> bytes:
    return b"".join(
        b'<row r="%d" ht="%g" customHeight="1"><c r="A%d"/></row>' % (place, height, place)
        for place, height in enumerate(heights, start=1)
    )


def tail(setup: bytes = SETUP, margins: bytes = MARGINS) -> bytes:
    return b"</sheetData>" + margins + setup + b"</worksheet>"


@pytest.mark.parametrize(
    ("told", "fitted"),
    [
        (rows(ROOM - 1), False),  # fits as it is
        (rows(ROOM - 30, 32), True),
        (rows(ROOM * 1.19), True),
        (rows(ROOM * 1.21), False),  # would become too small to read
        (rows(ROOM - 30) + b'<row r="2" ht="32" hidden="1"/>', False),
        (rows(ROOM - 30) + b'<row r="3"/>', True),  # two rows of the default height
        (rows(ROOM - 50) + b'<row r="3"/>', False),
        (b"", False),
    ],
)
def test_a_form_a_little_beyond_its_page_is_printed_on_one(told: bytes, fitted: bool) -> None:
    assert on_one_page(HEAD, told, tail()) == tail(ONE_PAGE if fitted else SETUP)


@pytest.mark.parametrize(
    ("head", "behind"),
    [
        (HEAD.replace(b'fitToPage="1"', b'fitToPage="0"'), tail()),
        (HEAD.replace(b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>', b""), tail()),
        (HEAD, tail(SETUP.replace(b'fitToHeight="0"', b'fitToHeight="2"'))),
        (HEAD, tail(SETUP.replace(b"fitToHeight", b'fitToWidth="2" fitToHeight'))),
        (HEAD, tail(SETUP.replace(b'paperSize="9"', b'paperSize="8"'))),
        (HEAD, tail(SETUP + b'<rowBreaks count="1"><brk id="3"/></rowBreaks>')),
        (HEAD, tail(b"")),
        (HEAD, tail(margins=b"")),
        (HEAD, tail(margins=MARGINS.replace(b'top="0.5"', b'top="0"').replace(b'bottom="0.5"', b'bottom="0"'))),
    ],
)
def test_what_a_team_set_up_otherwise_stays(head: bytes, behind: bytes) -> None:
    assert on_one_page(head, rows(ROOM + 10), behind) == behind


def test_paper_that_lies_and_elements_with_a_prefix() -> None:
    lying = tail(SETUP.replace(b"portrait", b"landscape")).replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    told = rows(540).replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    assert on_one_page(HEAD.replace(b"<", b"<x:"), told, lying) == lying.replace(b'Height="0"', b'Height="1"')
