"""Values are spliced into a workbook's bytes and all else stays; what came out wrong is never handed out."""

from collections.abc import Callable
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbook.small_packages import (
    MAIN,
    ROWS,
    all_values,
    changed_parts,
    parts_of,
    read_part,
    set_cell,
    sheet,
    sheet_data,
    value_of,
    workbook,
    zipped,
)
from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.workbook import patching
from xltools.workbook.packaging.package import Package, open_package
from xltools.workbook.patching import patch, patch_package
from xltools.workbook.splicing.splices import Splice, spliced

# Only the cells asked for


def test_one_cell_changes_and_nothing_else() -> None:
    data = workbook(ROWS)
    after = set_cell(data, 4, 2, "新 <状态> & ")
    assert sheet_data(after) == ROWS.replace(
        '<c r="B4" t="inlineStr"><is><t>alt</t></is></c>',
        '<c r="B4" t="inlineStr"><is><t xml:space="preserve">新 &lt;状态&gt; &amp; </t></is></c>',
    )
    assert changed_parts(data, after) == {"xl/tabs/t1.xml"}
    assert value_of(after, 4, 2) == "新 <状态> & "


def test_new_cells_and_rows_come_in_order() -> None:
    edits = [CellEdit("S", row, column, f"{row}/{column}") for row, column in [(6, 2), (4, 1), (2, 5), (4, 4), (2, 1)]]
    after = patch(workbook(ROWS), edits)
    root = ElementTree.fromstring(f"<d>{sheet_data(after)}</d>")
    assert [row.get("r") for row in root] == ["1", "2", "4", "6"]
    assert [[cell.get("r") for cell in row] for row in root][1:] == [["A2", "E2"], ["A4", "B4", "D4"], ["B6"]]


def test_dimension_and_spans_are_widened_only_where_needed() -> None:
    data = workbook(ROWS, before='<dimension ref="A1:C4"/>')
    inside = patch(data, [CellEdit("S", 4, 3, 1), CellEdit("S", 1, 1, 2)])
    assert '<dimension ref="A1:C4"/>' in read_part(inside, "xl/tabs/t1.xml")
    outside = patch(data, [CellEdit("S", 1, 7, 1), CellEdit("S", 9, 2, 1)])
    assert '<dimension ref="A1:G9"/>' in read_part(outside, "xl/tabs/t1.xml")
    assert '<row r="1" spans="1:7">' in sheet_data(outside)
    assert '<row r="4">' in sheet_data(outside)


def test_several_sheets_at_once() -> None:
    data = zipped(parts_of({"甲": sheet(ROWS), "乙": sheet(ROWS), "丙": sheet(ROWS)}))
    after = patch(data, [CellEdit("丙", 1, 1, "c"), CellEdit("甲", 1, 1, "a")])
    assert changed_parts(data, after) == {"xl/tabs/t1.xml", "xl/tabs/t3.xml"}
    assert [value_of(after, 1, 1, name) for name in "甲乙丙"] == ["a", 1, "c"]


def test_an_open_package_can_be_patched_and_stays_as_it_was() -> None:
    package = open_package(workbook(ROWS))
    before = package.part("xl/tabs/t1.xml")
    assert value_of(patch_package(package, [CellEdit("S", 1, 1, 5)]), 1, 1) == 5
    assert package.part("xl/tabs/t1.xml") is before


# Nothing to do: the same object


@pytest.mark.parametrize(
    "edit",
    [
        (1, 1, 1),
        (1, 1, 1.0),
        (1, 2, True),
        (1, 3, datetime(2023, 3, 15)),
        (1, 3, date(2023, 3, 15)),
        (4, 2, "alt"),
        (9, 9, None),
        (1, 9, None),
    ],
)
def test_a_value_that_is_there_already(edit: tuple[int, int, CellValue]) -> None:
    data = workbook(ROWS)
    assert set_cell(data, *edit) is data


def test_no_edits() -> None:
    data = workbook(ROWS)
    assert patch(data, []) is data


SHARED = (
    '<si><t>plain</t></si><si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh sb="0" eb="1"><t>PH</t></rPh></si>'
    "<si><t>a &amp; b</t></si><si/><si><t>_x000D_x</t></si>"
)


@pytest.mark.parametrize(("index", "text"), [(0, "plain"), (1, "rich"), (2, "a & b"), (4, "\rx")])
def test_shared_strings_are_compared_by_their_text(index: int, text: str) -> None:
    data = workbook(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>', shared=SHARED)
    assert set_cell(data, 1, 1, text) is data
    after = set_cell(data, 1, 1, text + "!")
    assert value_of(after, 1, 1) == text.replace("\r", "_x000D_") + "!"  # openpyxl does not unescape inline strings
    assert changed_parts(data, after) == {"xl/tabs/t1.xml"}


@pytest.mark.parametrize(
    ("row", "column", "value"), [(1, 1, "1"), (1, 1, True), (1, 2, 1), (1, 2, "TRUE"), (4, 2, None), (1, 3, 45000.5)]
)
def test_a_value_that_only_looks_alike_is_written(row: int, column: int, value: CellValue) -> None:
    after = set_cell(workbook(ROWS), row, column, value)
    found = value_of(after, row, column)
    expected = datetime(2023, 3, 15, 12) if isinstance(value, float) else value
    assert (found, type(found)) == (expected, type(expected))


# The patcher checks what it built


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace(b">x<", b">y<"),
        lambda body: body.replace(b'"B4"', b'"B5"'),
        lambda body: body.replace(b'<row r="4">', b'<row r="5">'),
        lambda body: body.replace(b't="inlineStr"', b't="inlinestr"'),
        lambda body: body[:50] + b" " + body[50:],
    ],
)
def test_a_sheet_that_came_out_wrong_is_never_handed_out(
    spoil: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(body: bytes, splices: list[Splice]) -> tuple[bytes, list[int]]:
        text, starts = spliced(body, splices)
        return spoil(text), starts

    monkeypatch.setattr(patching, "spliced", spoiled)
    with pytest.raises(PatchRefusedError):
        set_cell(workbook(ROWS), 4, 2, "x")


@pytest.mark.parametrize("name", ["xl/styles.xml", "media/picture.bin", "xl/tabs/t1.xml"])
def test_a_package_that_came_out_wrong_is_never_handed_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Package.replaced

    def spoiled(self: Package, parts: dict[str, bytes], removed: list[str]) -> bytes:
        return build(self, parts | {name: b"<other/>"}, removed)

    monkeypatch.setattr(Package, "replaced", spoiled)
    with pytest.raises(PatchRefusedError):
        set_cell(workbook(ROWS), 4, 2, "x")


# Random edits on random sheets


# openpyxl, the independent reader here, leaves _xHHHH_ as it is; `test_text_survives` has calamine read those.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).filter(
    lambda text: "_x" not in text
) | st.sampled_from(["a&b", ' <c r="A1">', "two\nlines\t", "=A1", "]]>"])
VALUES = st.one_of(
    st.none(),
    TEXT,
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 8), st.integers(1, 6)), st.integers(0, 99), max_size=20)


def drawn_sheet(cells: dict[tuple[int, int], int], prefix: str, addressed: bool, spaced: bool) -> str:
    """A sheet of numbers in one of the spellings that writers use."""
    rows = []
    for row in range(1, max((row for row, _ in cells), default=0) + 1):
        last = max((column for r, column in cells if r == row), default=0)
        found = []
        for column in range(1, last + 1):
            reference = f' r="{"ABCDEF"[column - 1]}{row}"' if addressed else ""
            if (row, column) in cells:
                found.append(f"<{prefix}c{reference}><{prefix}v>{cells[row, column]}</{prefix}v></{prefix}c>")
            elif not addressed:
                found.append(f"<{prefix}c/>")
        if found or not addressed:
            number = f' r="{row}"' if addressed else ""
            rows.append(f"<{prefix}row{number}>{''.join(found)}</{prefix}row>" if found else f"<{prefix}row{number}/>")
    data = (("\n " if spaced else "").join(["", *rows])) + ("\n" if spaced else "")
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    body = f"<{prefix}sheetData>{data}</{prefix}sheetData>" if data.strip() else f"<{prefix}sheetData/>"
    return f'<{prefix}worksheet {name}="{MAIN}">{body}</{prefix}worksheet>'


@settings(max_examples=150, deadline=None)
@given(
    cells=CELLS,
    edits=st.dictionaries(st.tuples(st.integers(1, 10), st.integers(1, 8)), VALUES, max_size=12),
    prefix=st.sampled_from(["", "x:"]),
    addressed=st.booleans(),
    spaced=st.booleans(),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_edited_cells_read_back_and_others_stay(
    cells: dict[tuple[int, int], int],
    edits: dict[tuple[int, int], CellValue],
    prefix: str,
    addressed: bool,
    spaced: bool,
    codec: str,
) -> None:
    data = zipped(parts_of({"S": drawn_sheet(cells, prefix, addressed, spaced).encode(codec)}))
    asked = [CellEdit("S", row, column, value) for (row, column), value in edits.items()]
    after = patch(data, asked)
    assert patch(after, asked) is after
    expected: dict[tuple[int, int], object] = dict(cells) | dict(edits)
    filled = {place: value for place, value in expected.items() if value not in (None, "")}
    assert {place: value for place, value in all_values(after).items() if value != ""} == filled
    assert changed_parts(data, after) <= {"xl/tabs/t1.xml", "xl/styles.xml"}
