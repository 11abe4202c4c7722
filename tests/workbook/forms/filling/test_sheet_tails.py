import pytest

from xltools.workbook.forms.filling.sheet_tails import with_links, with_merges
from xltools.workbook.splicing.cell_addresses import Area

LINK = [(Area(5, 2, 5, 4), "rId9")]
EXTENSION = b'<conditionalFormatting sqref="A1"><cfRule><extLst><ext/></extLst></cfRule></conditionalFormatting>'


def names(tail: bytes) -> list[str]:
    return [
        part.split(b" ")[0].split(b"/")[0].split(b">")[0].decode() for part in tail.split(b"<") if part[:1] != b"/"
    ][1:]


@pytest.mark.parametrize(
    ("tail", "before"),
    [
        (b'</sheetData><pageMargins left="1"/></worksheet>', "pageMargins"),
        (b"</sheetData>" + EXTENSION + b'<pageSetup r:id="a"/><extLst/></worksheet>', "pageSetup"),
        (b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><drawing/></worksheet>', "drawing"),
        (b"</sheetData><dataValidations/><tableParts/></worksheet>", "tableParts"),
    ],
)
def test_links_stand_where_the_schema_wants_them(tail: bytes, before: str) -> None:  # §18.3.1.99
    found = names(with_links(tail, LINK, b"", "urn:office"))
    assert found[found.index("hyperlinks") : found.index("hyperlinks") + 3] == ["hyperlinks", "hyperlink", before]


def test_links_come_last_where_nothing_follows() -> None:
    assert with_links(b"</sheetData></worksheet>", LINK, b"", "o").endswith(b"</hyperlinks></worksheet>")


def test_links_join_those_that_are_there() -> None:
    tail = b'</x:sheetData><x:hyperlinks><x:hyperlink ref="A1"/></x:hyperlinks></x:worksheet>'
    new = with_links(tail, LINK, b"x:", "o")
    assert new.count(b"<x:hyperlinks>") == 1
    assert new.count(b"<x:hyperlink ") == 2
    assert b'ref="B5:D5"' in new


def test_merged_areas_are_written_in_their_place() -> None:
    tail = b'</sheetData><sheetProtection/><mergeCells count="2"><mergeCell ref="A1:B1"/></mergeCells><drawing/>'
    new = with_merges(tail, [Area(3, 1, 3, 2)], b"")
    wanted = b'</sheetData><sheetProtection/><mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells><drawing/>'
    assert new == wanted
