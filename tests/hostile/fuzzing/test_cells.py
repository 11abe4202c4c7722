"""Any cell on any sheet, rows put in, taken out, sorted and moved, cells merged."""

import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Book, Grid
from tests.hostile.fuzzing.odd_values import CELLS
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, sound
from xltools.model.register_definition import SheetKind

FIRST = 5


@st.composite
def spoilt_grids(draw: st.DrawFn, name: str, kinds: tuple[SheetKind, ...], most: int) -> bytes:
    """A register with cells overtyped on its sheets, and its rows in some disorder."""
    made = sound(name)
    book = Book(made.data)
    sheets = [sheet for sheet in made.definition.sheets if sheet.kind in kinds and sheet.title in book.sheets]
    for sheet in draw(st.lists(st.sampled_from(sheets), min_size=1, max_size=3, unique_by=lambda each: each.key)):
        grid = book.grid(sheet.title)
        used = [
            row for row, (_, cells) in grid.rows.items() if row >= FIRST and any(text for _, text in cells.values())
        ]
        last = max(used, default=FIRST)
        places = st.tuples(st.integers(FIRST, last + 2), st.integers(1, len(sheet.fields) + 1))
        for (row, column), (marks, content) in draw(st.lists(st.tuples(places, CELLS), max_size=most)):
            grid.put(row, column, marks, content)
        disorder(draw, grid, last)
        book.put(sheet.title, grid)
    return book.data()


def disorder(draw: st.DrawFn, grid: Grid, last: int) -> None:
    """Move the rows about as sorting, cutting and merging do."""
    rows = list(range(FIRST, last + 1))
    match draw(st.sampled_from(["as it is", "sorted", "taken out", "put in", "doubled", "merged", "hidden"])):
        case "sorted":
            grid.move(dict(zip(rows, draw(st.permutations(rows)), strict=True)))
        case "taken out":
            gone = draw(st.integers(FIRST, last))
            grid.rows = {row - (row > gone): cells for row, cells in grid.rows.items() if row != gone}
        case "put in":
            at, by = draw(st.integers(FIRST, last + 1)), draw(st.integers(1, 40))
            grid.rows = {row + by * (row >= at): cells for row, cells in grid.rows.items()}
        case "doubled":
            row = draw(st.sampled_from(rows))
            if row in grid.rows:
                grid.rows[last + draw(st.integers(1, 3))] = (grid.rows[row][0], dict(grid.rows[row][1]))
        case "merged":
            area = f"{draw(st.sampled_from('ABCD'))}{draw(st.integers(1, last))}:{draw(st.sampled_from('DEFXZ'))}{last}"
            merge = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
            grid.tail = merge + re.sub(r"<mergeCells.*?</mergeCells>", "", grid.tail)
        case "hidden":
            grid.rows = {row: (f'{marks} hidden="1"', cells) for row, (marks, cells) in grid.rows.items()}


@examples(45)
@given(st.data())
def test_any_cell_on_any_sheet_of_people(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = data.draw(spoilt_grids(name, (SheetKind.REGISTER, SheetKind.LOG, SheetKind.RECORDS), 12))
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder), memory=data.draw(st.booleans()))
        path.write_bytes(spoilt)
        kept(path, sound(name).definition)


@examples(30)
@given(st.data())
def test_any_cell_on_any_settings_sheet(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = data.draw(spoilt_grids(name, (SheetKind.SETTINGS,), 25))
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder), memory=data.draw(st.booleans()))
        path.write_bytes(spoilt)
        kept(path, sound(name).definition)
