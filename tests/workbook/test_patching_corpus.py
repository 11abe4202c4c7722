"""Real workbooks of many programs: two cells are patched, everything else must stay (fidelity.md, §4).

The corpus lies beside the repository in ``../shared/corpus``; ``XLTOOLS_SHARED`` names another place.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.shared_material import shared_folder
from tests.workbook.small_packages import packed_members
from xltools.errors import PatchRefusedError, UnreadableWorkbookError
from xltools.model.cell_edit import CellEdit
from xltools.workbook.packaging.package import Package, Sheet, open_package
from xltools.workbook.patching import patch

FILES = sorted((shared_folder() / "corpus").glob("[0-9]*.*"))
OLD_CELL, NEW_CELL = "已处理 <&> _x0041_", "新"
# calamine allocates the whole box around all cells and takes the process down when it is too large (pitfall 14).
CALAMINE_CELLS = 2_000_000

UNREADABLE = {
    "033": "no zip",
    "121": "damaged zip",
    "122": "damaged zip",
    "123": "no zip",
    "124": "damaged zip",
    "125": "damaged zip",
    "126": "no zip",
    "127": "no zip",
    "130": "two parts of one name",
    "131": "two parts of one name",
} | dict.fromkeys(
    ["081", "082", "083", "084", "097", "128", "133", "206", "209", "210", "211", "216", "228"], "encrypted or .xls"
)
REFUSED = {
    "006": "the cell lies in a data table",
    "007": "the cell lies in a data table",
    "023": "the cell lies in a data table",
    "024": "the cell lies in a data table",
    "030": "shared workbook with revisions",
    "045": "a sheet in ISO-8859-1, which OPC forbids",
    "057": "the cell lies in an array formula",
    "132": "a row number 0",
    "139": "shared workbook with revisions",
    "142": "signed",
    "143": "signed",
    "159": "shared workbook with revisions",
    "170": "shared workbook with revisions",
}
NO_WORKSHEET = {
    "144": "the part of its only sheet is missing",
    "151": "chart sheets only",
    "163": "relationships of a beta of Office 2007",
}
# No other program at hand reads the original either; the XML itself is compared all the same.
READ_BY_NOBODY = {"136": "sheets in the namespace of a beta of Office 2007"}

pytestmark = pytest.mark.skipif(not FILES, reason=f"no corpus in {shared_folder()}")


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def first(element: Element, name: str) -> Element | None:
    return next((child for child in element if local(child) == name), None)


def placed_cells(root: Element) -> Iterator[tuple[int, int, Element]]:
    """Every cell with its place, counted where it is not written (ECMA-376 part 1, §18.3.1.4)."""
    data = first(root, "sheetData")
    row = 0
    for row_element in data if data is not None else ():
        row = int(row_element.get("r", row + 1))
        column = 0
        for cell in row_element:
            if local(cell) == "c":
                letters = cell.get("r", "").rstrip("0123456789").upper()
                column = column + 1 if not letters else openpyxl.utils.column_index_from_string(letters)
                yield row, column, cell


def worksheet_of(package: Package) -> Sheet | None:
    """The first worksheet that there really is."""
    return next((tab for tab in package.sheets if tab.kind == "worksheet" and package.has_part(tab.part)), None)


def chosen_edits(tab: Sheet, root: Element) -> list[CellEdit]:
    """The last cell of the sheet that holds no formula, and a new one two rows below."""
    cells = list(placed_cells(root))
    last_row = max((row for row, _, _ in cells), default=0)
    plain = [(row, column) for row, column, cell in cells if first(cell, "f") is None and len(cell)]
    edits = [CellEdit(tab.name, min(last_row + 2, 1_048_576), 2, NEW_CELL)]
    return [CellEdit(tab.name, *plain[-1], OLD_CELL), *edits] if plain else edits


def canonical_cells(root: Element, without: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The cells as canonical XML; of formulas the results are left out, for they may be dropped."""
    found = {}
    blocks = [block for _, _, cell in placed_cells(root) if (block := block_of(cell)) is not None]
    for row, column, cell in placed_cells(root):
        if (row, column) in without:
            continue
        computed = first(cell, "f") is not None or any(
            top <= row <= bottom and left <= column <= right for left, top, right, bottom in blocks
        )
        kept = [child for child in cell if not (computed and local(child) in {"v", "is"})]
        facts = {name: value for name, value in cell.attrib.items() if not (computed and name in {"t", "vm"})}
        found[row, column] = repr(sorted(facts.items())) + "".join(
            ElementTree.canonicalize(ElementTree.tostring(child, encoding="unicode")) for child in kept
        )
    return found


def block_of(cell: Element) -> tuple[int, int, int, int] | None:
    formula = first(cell, "f")
    if formula is None or formula.get("t") not in {"array", "dataTable"} or "ref" not in formula.attrib:
        return None
    return openpyxl.utils.range_boundaries(formula.attrib["ref"])


def canonical_rest(root: Element) -> str:
    """Everything but the cells, ``dimension`` and ``spans``; rows without cells count only by their attributes."""
    for element in list(root):
        if local(element) == "dimension":
            root.remove(element)
    data = first(root, "sheetData")
    rows = []
    for row in list(data) if data is not None else []:
        row.attrib.pop("spans", None)
        if set(row.attrib) - {"r"}:
            rows.append(sorted(row.attrib.items()))
    if data is not None:
        data.clear()
    return repr(rows) + ElementTree.canonicalize(ElementTree.tostring(root, encoding="unicode"))


def allowed_changes(package: Package, tab: Sheet, before: bytes, after: bytes) -> None:
    """Only the sheet may differ; with formulas about, other sheets' results and the wish to recalculate too."""
    old, new = packed_members(before), packed_members(after)
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    sheets = {package.member(other.part).name for other in package.sheets if package.has_part(other.part)}
    assert changed <= sheets | {package.member(package.workbook_part).name}
    fresh = open_package(after)
    for other in package.sheets:
        if other.name != tab.name and other.kind == "worksheet" and package.has_part(other.part):
            texts = package.part(other.part), fresh.part(other.part)
            if texts[0] != texts[1]:
                roots = [ElementTree.fromstring(text) for text in texts]
                assert canonical_cells(roots[0], set()) == canonical_cells(roots[1], set())
                assert canonical_rest(roots[0]) == canonical_rest(roots[1])


def opened(data: bytes, name: str) -> Worksheet | None:
    """The sheet as openpyxl sees it; ``None`` if it cannot open the workbook or sees no such sheet (Strict)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception:  # noqa: BLE001 - it fails in many ways on originals; only a difference is ours
            return None
    return book[name] if name in book.sheetnames else None


def check_openpyxl(before: bytes, after: bytes, edits: list[CellEdit]) -> bool:
    found = opened(after, edits[0].sheet)
    if found is None:
        assert opened(before, edits[0].sheet) is None
        return False
    if not found._cells:  # a beta of Office 2007, in whose namespace it finds no rows
        assert not opened(before, edits[0].sheet)._cells
        return False
    for edit in edits:
        # openpyxl leaves the escape of a literal _x0041_ as it is (ECMA-376 part 1, §22.9.2.19).
        assert str(found.cell(edit.row, edit.column).value).replace("_x005F_", "_") == edit.value
    return True


def check_calamine(before: bytes, after: bytes, edits: list[CellEdit], root: Element) -> bool:
    places = [(row, column) for row, column, _ in placed_cells(root)]
    if max((row for row, _ in places), default=1) * max((column for _, column in places), default=1) > CALAMINE_CELLS:
        return False
    try:
        CalamineWorkbook.from_filelike(io.BytesIO(before)).get_sheet_by_name(edits[0].sheet).to_python()
    except Exception:  # noqa: BLE001 - it cannot read some originals
        return False
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(edits[0].sheet)
    rows = sheet.to_python(skip_empty_area=False)
    assert [rows[edit.row - 1][edit.column - 1] for edit in edits] == [edit.value for edit in edits]
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_cells_change_and_all_else_stays(path: Path) -> None:
    number, before = path.name[:3], path.read_bytes()
    if number in UNREADABLE:
        with pytest.raises(UnreadableWorkbookError):
            open_package(before)
        return
    package = open_package(before)
    tab = worksheet_of(package)
    if tab is None:
        assert number in NO_WORKSHEET
        return
    root = ElementTree.fromstring(package.part(tab.part))
    edits = chosen_edits(tab, root)
    if number in REFUSED:
        with pytest.raises(PatchRefusedError):
            patch(before, edits)
        return
    after = patch(before, edits)
    assert patch(after, edits) is after
    assert zipfile.ZipFile(io.BytesIO(after)).testzip() is None
    allowed_changes(package, tab, before, after)
    patched = ElementTree.fromstring(open_package(after).part(tab.part))
    places = {(edit.row, edit.column) for edit in edits}
    assert places <= {(row, column) for row, column, _ in placed_cells(patched)}
    assert canonical_cells(root, places) == canonical_cells(patched, places)
    by_openpyxl = check_openpyxl(before, after, edits)
    by_calamine = check_calamine(before, after, edits, root)
    assert by_openpyxl or by_calamine or number in READ_BY_NOBODY
    assert canonical_rest(root) == canonical_rest(patched)


def test_the_lists_name_files_that_exist() -> None:
    numbers = {path.name[:3] for path in FILES}
    assert set(UNREADABLE) | set(REFUSED) | set(NO_WORKSHEET) | set(READ_BY_NOBODY) <= numbers
    assert len(FILES) >= 241
