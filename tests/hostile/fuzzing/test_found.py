"""What the fuzzing found once, each in its smallest form."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.fuzzing.grids import Book, Grid
from tests.hostile.fuzzing.promise import kept
from tests.hostile.fuzzing.sound_folders import sound
from tests.hostile.fuzzing.witness import witnessed
from xltools.errors import NotAWorkbookError
from xltools.operations.passes.refresh import RefreshResult

NAME = "feedback_report"
TAB = "过程记录"


def outcome(folder: Path, book: Book) -> object:
    path = sound(NAME).put(folder, memory=False)
    path.write_bytes(book.data())
    return kept(path, sound(NAME).definition)


def test_a_number_format_without_a_number_is_refused(tmp_path: Path) -> None:
    book = Book(sound(NAME).data)
    text = book.parts["xl/styles.xml"]
    book.parts["xl/styles.xml"] = re.sub(rb'numFmtId="\d+" formatCode', b'numFmtId="" formatCode', text, count=1)
    assert book.parts["xl/styles.xml"] != text
    cases = sound(NAME).definition.register_sheet
    grid = book.grid(cases.title)
    grid.put(5, 1 + [field.name for field in cases.fields].index("registered_at"), "", "")  # a moment is to be written
    book.put(cases.title, grid)
    assert isinstance(outcome(tmp_path, book), NotAWorkbookError)


def test_what_a_data_table_elsewhere_claims_is_not_emptied(tmp_path: Path) -> None:
    book = Book(sound(NAME).data)
    grid = _unsettled(book)
    title = grid.rows[1][1][1]
    grid.put(6, 1, "", '<f t="dataTable" ref="A1:B2" dt2D="1" r1="A1"/>')
    book.put(TAB, grid)
    assert isinstance(outcome(tmp_path, book), RefreshResult)
    after = witnessed((tmp_path / "台账.xlsx").read_bytes())
    assert after is not None
    assert title[1]
    assert after.cells[TAB][1, 1].value


def _unsettled(book: Book) -> Grid:
    """A sheet on which something is to be remarked."""
    grid = book.grid(TAB)
    grid.put(5, 1, ' t="inlineStr"', "<is><t>202613-999</t></is>")
    return grid


ROWS: dict[str, Callable[[bytes], bytes]] = {
    "a row number of 5,000 digits": lambda text: text.replace(b'<row r="6"', b'<row r="%s"' % (b"9" * 5000)),
    "a span without ends": lambda text: re.sub(rb'(<row r="5"[^>]*?) spans="[^"]*"', rb'\1 spans=":"', text),
    "a format of a row in no encoding": lambda text: text.replace(
        b'<row r="5"', b'<row r="5" customFormat="\xff" s="9"'
    ),
    "a formula of no kind": lambda text: text.replace(b"<v>", b'<f t="\xff" ref="\xff" si="\xff">1</f><v>', 1),
    "a sign beyond all signs": lambda text: text.replace(b"<v>", b"<f>&#99999999999;</f><v>", 1),
    "columns from nowhere": lambda text: text.replace(b'<col min="1"', b'<col min="x"', 1),
}


@pytest.mark.parametrize("change", ROWS.values(), ids=ROWS.keys())
def test_an_odd_row_is_borne_or_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    book = Book(sound(NAME).data)
    book.put(TAB, _unsettled(book))
    part = book.sheets[TAB]
    book.parts[part] = change(book.parts[part])
    outcome(tmp_path, book)
