"""Files of any bytes handed in as exports: entered, sent back or refused, and each row stays somewhere."""

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.fuzzing.budgets import examples
from tests.hostile.fuzzing.grids import Book, Spoilt
from tests.hostile.fuzzing.odd_values import CELLS, TEXTS
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import NAMES, SoundFolder, sound
from tests.hostile.fuzzing.test_parts import respelled, spoilt_part
from tests.hostile.fuzzing.verbs import answer, left_alone
from tests.hostile.fuzzing.witness import witnessed


@st.composite
def tables(draw: st.DrawFn, made: SoundFolder) -> bytes:
    """A table under some of the register's own heads, its cells anything."""
    heads = [field.header for field in made.definition.register_sheet.fields]
    chosen = draw(st.lists(st.one_of(st.sampled_from(heads), TEXTS), max_size=8))
    rows = draw(st.lists(st.lists(TEXTS, max_size=9), max_size=5))
    buffer = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(buffer, delimiter=draw(st.sampled_from(",\t;|")), quoting=quoting).writerows([chosen, *rows])
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gbk", "utf-16-le", "utf-32", "latin-1"]))
    return buffer.getvalue().encode(encoding, "replace")


@st.composite
def answered(draw: st.DrawFn, made: SoundFolder) -> bytes:
    """The register's own sheet, handed in as an export."""
    book = Book(made.data)
    tab = made.definition.register_sheet.title
    grid = book.grid(tab)
    for place, (marks, content) in draw(
        st.lists(st.tuples(st.tuples(st.integers(1, 9), st.integers(1, 30)), CELLS), max_size=9)
    ):
        grid.put(*place, marks, content)
    book.put(tab, grid)
    part = draw(st.sampled_from(sorted(book.parts)))
    change = draw(st.sampled_from([spoilt_part, respelled, None]))
    if change is not None:
        book.parts[part] = draw(change(Spoilt(book.parts[part])))
    return book.data()


@examples(30)
@given(st.data())
def test_any_export(data: Any) -> None:
    made = sound(data.draw(st.sampled_from(NAMES)))
    kinds = [tables(made), tables(made), answered(made), st.binary(max_size=300)]
    text = data.draw(data.draw(st.sampled_from(kinds)))
    ending = data.draw(st.sampled_from([".csv", ".csv", ".tsv", ".xlsx", ".xlsx", ".xls", ".txt", ""]))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = made.put(folder)
        export = folder / f"评价{ending}"
        export.write_bytes(text)
        before = witnessed(path.read_bytes())
        with left_alone(folder):
            answer(("import", str(export), "--into", "REGISTER", "-n"), folder, path)
        answer(("import", str(export), "--into", "REGISTER", "-v"), folder, path)
        assert export.read_bytes() == text
        after = witnessed(path.read_bytes())
        assert before is not None
        assert after is not None
        tab = made.definition.register_sheet.title
        assert {row for row, _ in before.cells[tab]} <= {row for row, _ in after.cells[tab]}
        entered = path.read_bytes()
        answer(("import", str(export), "--into", "REGISTER"), folder, path)
        assert path.read_bytes() == entered  # nothing is entered twice
        export.unlink()
        kept(path, made.definition)


@examples(12)
@given(st.data())
def test_any_file_in_the_folder_of_what_comes_in(data: Any) -> None:
    made = sound(data.draw(st.sampled_from(NAMES[:4])))
    text = data.draw(st.one_of(tables(made), st.binary(max_size=100)))
    name = data.draw(st.sampled_from(["评价.csv", "a.xlsx", "~$a.xlsx", ".x.csv", "x", "a.csv.tmp", "台账.xlsx"]))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = made.put(folder)
        (folder / "收件").mkdir()
        (folder / "收件" / name).write_bytes(text)
        answer(("tick", "FOLDER"), folder, path)
        answer(("tick", "FOLDER"), folder, path)
        stays = [each for each in (folder / "收件").rglob("*") if each.is_file()]
        assert any(each.read_bytes() == text for each in stays)  # moved or left, but there
        kept(path, made.definition)
