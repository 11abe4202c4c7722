"""Tabs deleted, renamed, hidden, doubled and moved; settings rows doubled, blanked and out of order."""

import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Book, escaped
from tests.hostile.fuzzing.odd_values import TEXTS
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, sound
from xltools.model.register_definition import SheetKind

_SHEET = re.compile(r"<sheet [^>]*/>")
FIRST = 5


def without_quotes(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;")


@st.composite
def spoilt_tabs(draw: st.DrawFn, name: str) -> bytes:
    """A register whose list of sheets was changed."""
    book = Book(sound(name).data)
    text = book.parts["xl/workbook.xml"].decode()
    for _ in range(draw(st.integers(1, 3))):
        tabs = _SHEET.findall(text)
        tab = draw(st.sampled_from(tabs))
        parts = re.findall('r:id="[^"]*"', "".join(tabs)) or ['r:id="rId9999"']
        said = draw(st.one_of(TEXTS, st.sampled_from(tabs).map(lambda each: each.split('"')[1])))
        changed = {
            "deleted": "",
            "renamed": re.sub('name="[^"]*"', f'name="{without_quotes(said)}"'.replace("\\", r"\\"), tab),
            "blanks": re.sub('name="([^"]*)"', r'name=" \1 "', tab),
            "hidden": tab.replace("<sheet ", '<sheet state="veryHidden" '),
            "doubled": tab + tab,
            "another's part": re.sub('r:id="[^"]*"', draw(st.sampled_from(parts)), tab),
            "no part": re.sub(' r:id="[^"]*"', "", tab),
            "a part that is none": re.sub('r:id="[^"]*"', 'r:id="rId9999"', tab),
            "a number that is none": re.sub('sheetId="[^"]*"', 'sheetId="-5x"', tab),
        }[draw(st.sampled_from(["deleted", "renamed", "blanks", "hidden", "doubled", "another's part", "no part",
                                "a part that is none", "a number that is none"]))]  # fmt: skip
        text = text.replace(tab, changed, 1)
    if draw(st.booleans()):
        tabs = _SHEET.findall(text)
        text = re.sub("<sheets>.*</sheets>", lambda _: f"<sheets>{''.join(draw(st.permutations(tabs)))}</sheets>", text)
    book.parts["xl/workbook.xml"] = text.encode()
    return book.data()


@examples(25)
@given(st.data())
def test_any_list_of_tabs(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    spoilt = data.draw(spoilt_tabs(name))
    with tempfile.TemporaryDirectory() as folder:
        path = sound(name).put(Path(folder), memory=data.draw(st.booleans()))
        path.write_bytes(spoilt)
        kept(path, sound(name).definition)


@examples(20)
@given(st.data())
def test_rows_of_settings_doubled_blanked_and_out_of_order(data: Any) -> None:
    name = data.draw(st.sampled_from(NAMES))
    made = sound(name)
    book = Book(made.data)
    tabs = [sheet.title for sheet in made.definition.sheets if sheet.kind is SheetKind.SETTINGS]
    for tab in data.draw(st.lists(st.sampled_from(tabs), min_size=1, max_size=6, unique=True)):
        grid = book.grid(tab)
        rows = [
            row for row, (_, cells) in grid.rows.items() if row >= FIRST and any(text for _, text in cells.values())
        ]
        order = data.draw(st.lists(st.one_of(st.none(), st.sampled_from(rows or [FIRST])), max_size=len(rows) + 3))
        kept_rows = {row: cells for row, cells in grid.rows.items() if row < FIRST}
        taken = {FIRST + at: grid.rows[row] for at, row in enumerate(order) if row is not None and row in grid.rows}
        grid.rows = kept_rows | {row: (marks, dict(cells)) for row, (marks, cells) in taken.items()}
        for row in list(taken):
            if data.draw(st.integers(0, 9)) == 0:
                column = data.draw(st.sampled_from(sorted(grid.rows[row][1]) or [1]))
                grid.rows[row][1].pop(column, None)
        book.put(tab, grid)
    with tempfile.TemporaryDirectory() as folder:
        path = made.put(Path(folder), memory=data.draw(st.booleans()))
        path.write_bytes(book.data())
        kept(path, made.definition)
