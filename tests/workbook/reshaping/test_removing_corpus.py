"""Real workbooks of many programs lose a few rows: what is left reads as before, or the removal is refused as a whole.

The corpus lies beside the repository in ``../shared/corpus``; ``XLTOOLS_SHARED`` names another place.
"""

import io
import random
import warnings
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.shared_material import shared_folder
from tests.workbook.small_packages import packed_members
from xltools.errors import PatchRefusedError, UnreadableWorkbookError, XltoolsError
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.reshaping.removing import without_rows
from xltools.workbook.splicing.sheet_xml import SheetXml

FILES = sorted((shared_folder() / "corpus").glob("[0-9]*.*"))
UNTOUCHED = ("theme", "styles", "media/", "vbaProject", "printerSettings", "customXml/", "externalLinks/", "persons/")
# A hyperlink over a merged area is read as the text of its first cell by openpyxl; a data table's results are emptied.
READ_OTHERWISE = {"023", "221"}

pytestmark = pytest.mark.skipif(not FILES, reason=f"no corpus in {shared_folder()}")


def chosen(package: Package, seed: str) -> dict[str, set[int]]:
    """Up to three rows of each worksheet, always the same ones."""
    chance, rows = random.Random(seed), {}
    for each in package.sheets:
        if each.kind == "worksheet" and package.has_part(each.part):
            try:
                numbers = SheetXml(each.name, package.part(each.part)).rows[0]
            except XltoolsError:
                continue
            if numbers and numbers[-1] < 5000:
                rows[each.name] = set(chance.sample(range(1, numbers[-1] + 3), min(3, numbers[-1])))
    return rows


def values(data: bytes) -> Iterator[tuple[str, dict[tuple[int, int], object]]] | None:
    """The values by sheet and place, as openpyxl sees them; None where it cannot open the workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception:  # noqa: BLE001 - it fails in many ways on originals; only a difference is ours
            return None
    return (
        (page.title, {place: cell.value for place, cell in page._cells.items() if cell.value is not None})
        for page in book.worksheets
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_left_reads_as_before(path: Path) -> None:
    try:
        package = open_package(path.read_bytes())
    except UnreadableWorkbookError:
        return
    rows = chosen(package, path.name)
    try:
        data = without_rows(package, rows)
    except PatchRefusedError:
        return
    old, new = packed_members(package.data), packed_members(data)
    assert old.keys() - new.keys() <= {name for name in old if "calcChain" in name or "volatile" in name}
    assert {name for name in new if any(part in name for part in UNTOUCHED) and new[name] != old[name]} == set()
    before, after = values(package.data), values(data)
    assert (before is None) == (after is None)
    if before is None or after is None or path.name[:3] in READ_OTHERWISE:
        return
    left = dict(after)
    for title, cells in before:
        gone = rows.get(title, set())
        for (row, column), value in cells.items():
            if row not in gone and not str(value).startswith("=") and "Formula" not in type(value).__name__:
                assert left[title].pop((row - sum(each < row for each in gone), column)) == value


def test_most_of_them_are_not_refused() -> None:
    refused = 0
    readable = 0
    for path in FILES[::4]:
        try:
            package = open_package(path.read_bytes())
        except UnreadableWorkbookError:
            continue
        readable += 1
        try:
            without_rows(package, chosen(package, path.name))
        except PatchRefusedError:
            refused += 1
    assert refused < readable / 3
