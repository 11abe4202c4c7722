"""Everything around the rows follows them: head and tail of a sheet before and after."""

import pytest

from tests.workbook.small_packages import sheet
from xltools.errors import PatchRefusedError
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.reshaping.sheet_edges import moved_edges, standing_edges
from xltools.workbook.splicing.sheet_xml import SheetXml

INSERTED, REMOVED = RowShift(inserted={7: 3}), RowShift.removing([5, 6])


def tail(text: str, shift: RowShift, home: str = "S") -> str:
    xml = SheetXml(home, sheet("", after=text).encode())
    edges = moved_edges(xml, ReferenceShift(["S", "T"], {"S": shift}))
    return edges.tail.decode().removeprefix("</sheetData>").removesuffix("</worksheet>")


def head(text: str, shift: RowShift) -> str:
    xml = SheetXml("S", sheet("", before=text).encode())
    edges = moved_edges(xml, ReferenceShift(["S"], {"S": shift}))
    return edges.head.decode().partition(">")[2].removesuffix("<sheetData>")


def format_rule(areas: str, formula: str) -> str:
    return (
        f'<conditionalFormatting sqref="{areas}"><cfRule><formula>{formula}</formula></cfRule></conditionalFormatting>'
    )


def newer_rule(areas: str, formula: str) -> str:
    rule = f"<g:cfRule><m:f>{formula}</m:f></g:cfRule><m:sqref>{areas}</m:sqref>"
    group = f"<g:conditionalFormattings><g:conditionalFormatting>{rule}</g:conditionalFormatting>"
    return f'<extLst xmlns:g="g" xmlns:m="m"><ext uri="u">{group}</g:conditionalFormattings></ext></extLst>'


def validations(*rules: tuple[str, str]) -> str:
    each = "".join(
        f'<dataValidation sqref="{areas}"><formula1>{formula}</formula1></dataValidation>' for areas, formula in rules
    )
    return f'<dataValidations count="{len(rules)}">{each}</dataValidations>'


def merged(*areas: str) -> str:
    each = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{each}</mergeCells>'


def links(*pairs: tuple[str, str]) -> str:
    each = "".join(f'<hyperlink ref="{place}" location="{target}"/>' for place, target in pairs)
    return f"<hyperlinks>{each}</hyperlinks>"


def breaks(*rows: int) -> str:
    each = "".join(f'<brk id="{row}" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{each}</rowBreaks>'


def control(first: int, last: int) -> str:
    corners = f"<from><col>1</col><row>{first}</row></from><to><col>2</col><row>{last}</row></to>"
    return f"<controls><control><anchor>{corners}</anchor></control></controls>"


IGNORED = '<ignoredErrors><ignoredError sqref="A5:A1048576" a="1"/></ignoredErrors>'
COLUMN_BREAKS = '<colBreaks count="1"><brk id="4"/></colBreaks>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<autoFilter ref="A4:C9"/>', '<autoFilter ref="A4:C7"/>'),
        (merged("A5:B6", "A8:B9", "A4:A6"), merged("A6:B7")),
        (merged("A5:B6") + "<x/>", "<x/>"),
        (links(("A5", "S!A1"), ("A7", "S!B9")), links(("A5", "S!B7"))),
        (links(("A7", "'S'!B5")), ""),
        (format_rule("A5:A9 C5", "$A5&lt;$B$9"), format_rule("A5:A7", "$A5&lt;$B$7")),
        (format_rule("A5:A6", "A6"), ""),
        (validations(("B5", "1"), ("B5:B1048576", "$Z$7:$Z$9")), validations(("B5:B1048576", "$Z$5:$Z$7"))),
        (breaks(4, 8, 3) + COLUMN_BREAKS, breaks(6, 3) + COLUMN_BREAKS),
        (IGNORED, IGNORED),
        (newer_rule("A5:A9", "$A$9"), newer_rule("A5:A7", "$A$7")),
        ("<x/>" + newer_rule("A5:A6", "1"), "<x/>"),
        (control(8, 9), control(6, 7)),
        (control(4, 5), control(4, 5)),  # not squeezed flat
    ],
)
def test_removed_rows_take_what_lies_on_them_along(before: str, after: str) -> None:
    assert tail(before, REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (merged("A6:B8", "A8:B9"), merged("A6:B11", "A11:B12")),
        (format_rule("A9", "A8&gt;$A$7"), format_rule("A12", "A11&gt;$A$7")),
        (breaks(7), breaks(10)),
    ],
)
def test_rows_put_in_push_down_what_stands_below(before: str, after: str) -> None:
    assert tail(before, INSERTED) == after


def test_another_sheet_keeps_its_own_rows_and_follows_links_and_formulas() -> None:
    text = merged("A5:B6") + validations(("A5", "S!$A$9")) + links(("A5", "S!A9"), ("A6", "T!A9"))
    assert tail(text, REMOVED, home="T") == text.replace("S!$A$9", "S!$A$7").replace("S!A9", "S!A7")


def test_what_is_in_sight_stays_in_sight() -> None:
    views = (
        '<dimension ref="A1:C9"/><sheetViews><sheetView><pane ySplit="4" topLeftCell="A{top}" state="frozen"/>'
        '<selection activeCell="B{cell}" sqref="{areas}"/></sheetView></sheetViews>'
    )
    before = views.format(top=9, cell=8, areas="B8 C9")
    assert head(before, REMOVED) == views.format(top=7, cell=6, areas="B6 C7").replace("C9", "C7", 1)
    gone = views.format(top=5, cell=5, areas="B5:B9")
    assert 'activeCell="B5" sqref="B5"' in head(gone, REMOVED)
    assert 'ySplit="7"' in head(before, RowShift(inserted={2: 3}))


def test_the_dimension_takes_in_rows_that_are_put_in_below() -> None:
    assert head('<dimension ref="A1:C7"/>', INSERTED) == '<dimension ref="A1:C10"/>'


def test_a_rule_that_needs_a_removed_cell_is_refused() -> None:
    with pytest.raises(PatchRefusedError):
        tail(validations(("A9", "$A$5")), REMOVED)


def test_a_sheet_without_rows_is_opened() -> None:
    xml = SheetXml("S", b'<worksheet xmlns="m"><sheetData /><x/></worksheet>')
    edges = moved_edges(xml, ReferenceShift(["S"], {"S": REMOVED}))
    assert edges == standing_edges(xml)
    assert edges == (b'<worksheet xmlns="m"><sheetData>', b"</sheetData><x/></worksheet>")
