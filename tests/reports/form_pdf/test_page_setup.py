"""Paper, margins and what is printed."""

from xml.etree.ElementTree import fromstring

import pytest

from xltools.reports.form_pdf.page_setup import page_setup
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW, Area

PLAIN = fromstring("<worksheet/>")


def test_a_sheet_that_says_nothing_is_printed_upright_on_a4() -> None:
    setup = page_setup(PLAIN, {})
    assert (round(setup.width), round(setup.height)) == (595, 842)
    assert setup.margins.left == pytest.approx(0.7 * 72)
    assert (setup.scale, setup.fit, setup.areas) == (1.0, None, ())


def test_what_a_sheet_says() -> None:
    setup = page_setup(
        fromstring(
            "<worksheet><sheetPr><pageSetUpPr fitToPage='1'/></sheetPr><printOptions horizontalCentered='1'/>"
            "<pageMargins left='0.5' right='0.5' top='1' bottom='1' header='0.2' footer='0.2'/>"
            "<pageSetup paperSize='11' orientation='landscape' fitToHeight='0'"
            " useFirstPageNumber='1' firstPageNumber='3'/>"
            "<headerFooter differentFirst='1'><oddHeader>&amp;C甲</oddHeader><evenHeader>乙</evenHeader></headerFooter>"
            "<rowBreaks><brk id='9' man='1'/></rowBreaks></worksheet>"
        ),
        {},
    )
    assert (round(setup.width), round(setup.height)) == (595, 420)
    assert (setup.fit, setup.centred, setup.first_page, setup.row_breaks) == ((1, 0), True, 3, frozenset({9}))
    assert setup.running == {"oddHeader": "&C甲", "firstHeader": "", "firstFooter": ""}


@pytest.mark.parametrize(
    ("reference", "areas"),
    [
        ("'甲,乙'!$A$1:$C$9,'甲,乙'!$E$1", (Area(1, 1, 9, 3), Area(1, 5, 1, 5))),
        ("Sheet1!$A:$C", (Area(1, 1, MAX_ROW, 3),)),
        ("Sheet1!$2:$5", (Area(2, 1, 5, MAX_COLUMN),)),
        ("OFFSET(Sheet1!$A$1,0,0,x,3)", ()),
        ("#REF!", ()),
    ],
)
def test_print_areas(reference: str, areas: tuple[Area, ...]) -> None:
    assert page_setup(PLAIN, {"_xlnm.Print_Area": reference}).areas == areas


def test_print_titles_are_rows_and_columns() -> None:
    setup = page_setup(PLAIN, {"_xlnm.Print_Titles": "'a''b'!$A:$B,'a''b'!$1:$4"})
    assert (setup.title_rows, setup.title_columns) == ((1, 4), (1, 2))


def test_margins_leave_room_to_print_in() -> None:
    setup = page_setup(fromstring("<worksheet><pageMargins left='9' right='9' top='99' bottom='99'/></worksheet>"), {})
    assert min(setup.room) > 50
