"""Formats put together from the tables of a styles part."""

from xml.etree.ElementTree import fromstring

import pytest

from xltools.reports.form_pdf.look_reading import Looks
from xltools.reports.form_pdf.looks import Edge, Letters, Look

STYLES = fromstring(
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0&quot;件&quot;'/></numFmts>"
    "<fonts><font><sz val='11'/><name val='宋体'/></font>"
    "<font><b/><i val='0'/><u val='doubleAccounting'/><strike/><sz val='16'/><color rgb='FFFF0000'/></font></fonts>"
    "<fills><fill><patternFill patternType='none'/></fill>"
    "<fill><patternFill patternType='solid'><fgColor rgb='FF00FF00'/></patternFill></fill>"
    "<fill><patternFill patternType='mediumGray'/></fill>"
    "<fill><gradientFill><stop><color rgb='FF112233'/></stop></gradientFill></fill></fills>"
    "<borders><border/><border><left style='thin'><color rgb='FF0000FF'/></left><end style='double'/>"
    "<top style='none'/></border></borders>"
    "<cellXfs><xf/>"
    "<xf fontId='1' fillId='1' borderId='1' numFmtId='164'><alignment horizontal='center' vertical='top' wrapText='1'"
    " indent='2' textRotation='255'/></xf>"
    "<xf numFmtId='14' fillId='2'/><xf numFmtId='9' fillId='3'/>"
    "<xf numFmtId='999' fontId='77' fillId='88' borderId='99'/></cellXfs></styleSheet>"
)


def test_a_format_is_put_together_from_its_tables() -> None:
    assert Looks(STYLES, None).of(1) == Look(
        Letters(16, bold=True, underline="double", strike=True, colour="FF0000"),
        "00FF00", Edge("thin", "0000FF"), Edge("double"), None, None, "center", "top", True, False, 2, 255, '0"件"',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("index", "code", "ground"), [(2, "yyyy/m/d", "808080"), (3, "0%", "112233"), (0, "General", None)]
)
def test_built_in_formats_and_other_grounds(index: int, code: str, ground: str | None) -> None:
    look = Looks(STYLES, None).of(index)
    assert (look.code, look.ground) == (code, ground)


@pytest.mark.parametrize("index", [4, 5, -1])
def test_what_the_tables_do_not_know_is_plain(index: int) -> None:
    assert Looks(STYLES, None).of(index) == Look()


def test_a_workbook_without_styles_is_plain() -> None:
    looks = Looks(None, None)
    assert looks.of(0) == Look()
    assert looks.default[1] == Letters().size


def test_a_run_keeps_the_size_that_it_does_not_say() -> None:
    said = fromstring("<rPr><b/><vertAlign val='superscript'/></rPr>")
    assert Looks(STYLES, None).letters(said, Letters(9)) == Letters(9, bold=True, raised="superscript")
