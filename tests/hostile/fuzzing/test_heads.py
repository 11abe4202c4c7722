"""Heads renamed, doubled, moved, blanked, written wide; columns put in and taken out; the row of heads moved."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Book, Grid, escaped
from tests.hostile.fuzzing.odd_values import CELLS, TEXTS
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, sound
from xltools.workbook.layout import HEAD_ROW

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@st.composite
def spoilt_heads(draw: st.DrawFn, name: str) -> bytes:
    """A register some of whose sheets have other heads than they should."""
    made = sound(name)
    book = Book(made.data)
    sheets = [sheet for sheet in made.definition.sheets if sheet.title in book.sheets]
    chosen = st.one_of(st.just(made.definition.register_sheet), st.sampled_from(sheets))
    for sheet in draw(st.lists(chosen, min_size=1, max_size=4, unique_by=lambda each: each.key)):
        grid = book.grid(sheet.title)
        heads = [field.header for field in sheet.fields]
        for _ in range(draw(st.integers(1, 4))):
            spoil(draw, grid, heads)
        book.put(sheet.title, grid)
    return book.data()


def spoil(draw: st.DrawFn, grid: Grid, heads: list[str]) -> None:  # noqa: C901 - one case, one way
    column = draw(st.integers(1, len(heads)))
    head = heads[column - 1]
    put = lambda row, text: grid.put(row, column, ' t="inlineStr"', f"<is><t>{escaped(text)}</t></is>")  # noqa: E731
    match draw(st.integers(0, 12)):
        case 0:
            put(HEAD_ROW, draw(TEXTS))
        case 1:
            put(HEAD_ROW, draw(st.sampled_from(heads)))
        case 2 if HEAD_ROW in grid.rows:
            other = draw(st.integers(1, len(heads)))
            cells = grid.rows[HEAD_ROW][1]
            for place, said in ((column, heads[other - 1]), (other, head)):
                cells[place] = (' t="inlineStr"', f"<is><t>{escaped(said)}</t></is>")
        case 3:
            put(
                HEAD_ROW,
                draw(st.sampled_from([f"  {head}\n", "\n".join(head), head.translate(WIDE), head.upper(), f"{head}*"])),
            )
        case 4:
            grid.shift_columns(column, draw(st.sampled_from([1, 2, 7, 300])))
        case 5:
            grid.shift_columns(column + 1, -1)
        case 6:
            by = draw(st.sampled_from([1, 3, 40, 70, 5000]))
            grid.rows = {row + by * (row >= HEAD_ROW): cells for row, cells in grid.rows.items()}
        case 7:
            gone = draw(st.integers(1, HEAD_ROW))
            grid.rows = {row - (row > gone): cells for row, cells in grid.rows.items() if row != gone}
        case 8:
            grid.rows.pop(HEAD_ROW, None)
        case 9 if HEAD_ROW in grid.rows:
            below = max(grid.rows) + draw(st.integers(1, 4))
            grid.rows[below] = (grid.rows[HEAD_ROW][0], dict(grid.rows[HEAD_ROW][1]))
        case 10:
            marks, content = draw(CELLS)
            grid.put(HEAD_ROW, column, marks, content)
        case 11:
            put(HEAD_ROW - 1, draw(st.sampled_from(heads)))
        case _:
            grid.rows = {row: cells for row, cells in grid.rows.items() if row <= HEAD_ROW}


@examples(40)
@given(st.data())
def test_any_heads(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = data.draw(spoilt_heads(name))
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder), memory=data.draw(st.booleans()))
        path.write_bytes(spoilt)
        kept(path, sound(name).definition)
