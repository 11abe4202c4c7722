"""Numbers that a crash left with the old register follow their cases, and no others."""

from datetime import datetime
from pathlib import Path

from tests.operations.rolling_over.year_end import NAME, NEW, NOW, OLD, held, register
from tests.registers import definition, read
from xltools.model.cell_edit import CellEdit
from xltools.model.issued_numbers import IssuedNumber, IssuedNumbers
from xltools.model.register import Register
from xltools.operations.rolling_over.late_numbers import late_renaming
from xltools.operations.workspace import Workspace
from xltools.rules.rolled_over import SUCCESSOR
from xltools.workbook.patching import patch

NUMBERS = [f"202412-00{place}" for place in range(1, 6)]


def gone_on(path: Path, successor: str) -> Register:
    """The register as it points at another one."""
    table = held(path).tables["settings"]
    row = table.filled_to + 1
    edits = [
        CellEdit(table.title, row, table.columns[name], text)
        for name, text in (("key", SUCCESSOR), ("value", successor))
    ]
    return read(patch(path.read_bytes(), edits), NOW, NAME)


def issued(*further: str) -> IssuedNumbers:
    records = [IssuedNumber(number, OLD, datetime(2024, 12, 2)) for number in (*NUMBERS, *further)]
    return IssuedNumbers(definition(NAME).numbering).with_new(records)


def test_what_stands_there_and_no_more_here_goes_along(tmp_path: Path) -> None:
    path = register(tmp_path)
    (tmp_path / NEW).write_bytes(b"")
    found = late_renaming(
        gone_on(path, NEW),
        path,
        Workspace(tmp_path),
        issued("202412-006", "202412-007"),
        lambda _: ["202412-005", "202412-006"],
    )
    assert found is not None
    assert (found.old, found.new, found.staying) == (OLD, NEW, (*NUMBERS, "202412-007"))


def test_nothing_is_asked_where_nothing_is_missing_or_it_did_not_go_on(tmp_path: Path) -> None:
    path, asked = register(tmp_path), list[Path]()

    def numbers_at(other: Path) -> list[str]:
        asked.append(other)
        return ["202412-006"]

    (tmp_path / NEW).write_bytes(b"")
    for found, given in (
        (held(path), issued("202412-006")),
        (gone_on(path, NEW), issued()),
        (gone_on(path, "gone.xlsx"), issued("202412-006")),
    ):
        assert late_renaming(found, path, Workspace(tmp_path), given, numbers_at) is None
    assert asked == []
    assert late_renaming(gone_on(path, NEW), path, Workspace(tmp_path), issued("202412-007"), numbers_at) is None
    assert asked == [tmp_path / NEW]
