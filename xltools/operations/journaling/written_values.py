"""What did the tool itself write into a case's row? As far as the journal can tell for certain.

Invariant: rows move, so only a pass that tells whose row it wrote, or that wrote the case's number into the row, tells
what it wrote there.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from xltools.operations.files.append_only import read_line
from xltools.operations.journaling.journal import journal_path
from xltools.operations.journaling.journal_cells import cases_by_row
from xltools.operations.journaling.journal_lines import whole_lines
from xltools.operations.journaling.journal_reading import as_it_stands
from xltools.operations.workspace import Workspace


def values_written_with(
    workspace: Workspace, register_id: str, sheet: str, number_header: str, number: str
) -> dict[str, str]:
    """The values that passes wrote into a case's row, the latest of each column.

    Args:
        workspace: Whose journal.
        register_id: Which register.
        sheet: The tab of the cases.
        number_header: The head of the column of numbers.
        number: The case's number.

    Returns:
        Texts by the heads of their columns; nothing where the journal does not know the case, or cannot be read.
    """
    values: dict[str, str] = {}
    with suppress(OSError):
        for entry in _passes(workspace, register_id, number):
            here = [each for each in entry["edits"] if each["sheet"] == sheet]
            rows = set(_rows(number, cases_by_row(entry.get("cases", {})).get(sheet, {}).items()))
            for column in here:
                if column["reason"] == number_header:
                    rows.update(_rows(number, zip(column["rows"], column["new"], strict=True)))
            for column in here:
                for row, value in zip(column["rows"], column["new"], strict=True):
                    if row in rows and isinstance(value, str):
                        values[column["reason"]] = value
    return values


def _rows(number: str, numbered: Iterable[tuple[int, object]]) -> Iterator[int]:
    return (row for row, value in numbered if value == number)


def _passes(workspace: Workspace, register_id: str, number: str) -> Iterator[dict[str, Any]]:
    """The passes that name the number, the first one first."""
    wanted, ours = as_it_stands(number), as_it_stands(register_id)
    for line in whole_lines(journal_path(workspace)):
        if wanted not in line or ours not in line:
            continue
        with suppress(ValueError):  # torn by a crash
            entry = read_line(line)
            if isinstance(entry, dict) and entry.get("register") == register_id and "edits" in entry:
                yield entry
