"""An export before anybody knows what it means: rows, their numbers, and the columns that are the source's own."""

from datetime import time

import pytest

from tests.operations.importing.samples import export, workbook
from xltools.model.cell_edit import ReadValue
from xltools.operations.importing.export import ExportRow
from xltools.operations.importing.export_reading import export_of, raw_exports

LINE_HEAD, PROBLEM_HEAD, KEY_HEAD = "行号", "问题", "来源键"

ROWS: list[list[object]] = [
    ["评价导出"],
    [],
    ["评价内容", "手机"],
    ["a", "1"],
    [],
    ["", "  "],
    ["b", "2"],
    [],
    ["", "3"],
]
RETURNED = f"{LINE_HEAD}|{PROBLEM_HEAD}|评价内容"


@pytest.mark.parametrize("cells", [[], [""], ["", " \t\n", "\u3000"], ["", None]])
def test_blanks_hold_nothing(cells: list[ReadValue]) -> None:
    assert ExportRow(7, cells).is_blank


@pytest.mark.parametrize("cell", ["a", 0, 0.0, False, time()])
def test_whatever_else_stands_there_holds_something(cell: ReadValue) -> None:
    assert not ExportRow(7, ["", cell]).is_blank


def test_errors_and_formulas_without_a_value_hold_something() -> None:
    assert not ExportRow(7, ["", ""], broken=frozenset({1})).is_blank
    assert not ExportRow(7, ["", ""], uncomputed=frozenset({0})).is_blank


@pytest.mark.parametrize("kind", ["workbook", "text"])
def test_every_row_that_holds_anything_is_there_under_the_number_that_people_see(kind: str) -> None:
    text = "\n".join(",".join(map(str, row)) for row in ROWS).encode()
    data = workbook(*ROWS) if kind == "workbook" else text
    found = export_of(raw_exports(data), "评价", ["评价内容"])
    assert (found.head_line, found.even) == (3, kind == "workbook")
    assert [(row.line, list(row.cells)) for row in found.rows] == [(4, ["a", "1"]), (7, ["b", "2"]), (9, ["", "3"])]


@pytest.mark.parametrize(
    ("heads", "returned", "own"),
    [
        ("评价内容|手机|", False, (0, 1, 2)),
        (f"评价内容|{KEY_HEAD}", False, (0, 1)),  # a source may call a column as we do
        (f"{LINE_HEAD}|评价内容|{PROBLEM_HEAD}", False, (0, 1, 2)),
        (f"{PROBLEM_HEAD}|{LINE_HEAD}|评价内容", False, (0, 1, 2)),
        (f"{RETURNED}|手机|{KEY_HEAD}", True, (2, 3)),
        (f"{RETURNED}|{KEY_HEAD}|手机|", True, (2, 4, 5)),
        (RETURNED, True, (2,)),
    ],
)
def test_a_returned_workbook_is_known_by_its_first_heads_and_what_it_added_is_not_the_sources(
    heads: str, returned: bool, own: tuple[int, ...]
) -> None:
    found = export(heads)
    assert (found.is_returned, found.own_columns) == (returned, own)
