"""Real workbooks of many programs get a generated sheet, twice; all else stays, and other programs still open them.

The corpus lies beside the repository in ``../shared/corpus``; ``XLTOOLS_SHARED`` names another place.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.workbook.generated.page_samples import page, page_with, with_pages
from tests.workbook.small_packages import changed_parts
from tests.workbook.test_patching_corpus import FILES, READ_BY_NOBODY, UNREADABLE, opened
from xltools.errors import PatchRefusedError
from xltools.language.words import Tab
from xltools.workbook.generated.page_survey import pages_to_write
from xltools.workbook.packaging.package import open_package

REFUSED = {
    "010": "structure protected",
    "030": "shared workbook with revisions",
    "045": "a sheet in ISO-8859-1, which OPC forbids",
    "065": "structure protected",
    "091": "no cell formats",
    "138": "structure protected",
    "139": "shared workbook with revisions",
    "142": "signed",
    "143": "signed",
    "159": "shared workbook with revisions",
    "170": "shared workbook with revisions",
}

pytestmark = pytest.mark.skipif(not FILES, reason="no corpus")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_is_added_and_replaced_and_all_else_stays(path: Path) -> None:
    number, before = path.name[:3], path.read_bytes()
    if number in UNREADABLE:
        return
    if number in REFUSED:
        with pytest.raises(PatchRefusedError):
            with_pages(before, page())
        return
    after = with_pages(before, page())
    package, fresh = open_package(before), open_package(after)
    assert [sheet.name for sheet in fresh.sheets] == [*(sheet.name for sheet in package.sheets), Tab.TODO.said]
    workbook = package.workbook_part
    wires = f"{workbook.rpartition('/')[0]}/_rels/{workbook.rpartition('/')[2]}.rels"
    parts = {workbook, wires.lstrip("/"), "[Content_Types].xml", fresh.sheets[-1].part}
    parts.add(fresh.related(workbook, "styles") or "")
    named = {fresh.member(part).name for part in parts}
    stale = {package.member(sheet.part).name for sheet in package.sheets if package.has_part(sheet.part)}
    assert changed_parts(before, after) <= named | stale
    for part in parts:
        ElementTree.fromstring(fresh.part(part))
    assert pages_to_write(fresh, [page()]) == ()
    if number not in READ_BY_NOBODY and (earlier := opened(before, package.sheets[0].name)) is not None:
        found = opened(after, Tab.TODO.said)
        assert found is not None
        assert found.cell(6, 1).value == "202405-001"
        assert opened(after, earlier.title) is not None
    again = with_pages(after, page_with("anders"))
    assert changed_parts(after, again) == {fresh.member(fresh.sheets[-1].part).name}
