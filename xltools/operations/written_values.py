"""What did the tool itself write into a case's row? As far as the journal can tell for certain.

Invariant: rows move, so only the pass that wrote the case's number into a row tells what else it wrote there.
"""

import json
from collections.abc import Iterator
from typing import Any

from xltools.operations.append_only import read_line
from xltools.operations.journal import journal_path
from xltools.operations.workspace import Workspace


def values_written_with(
    workspace: Workspace, register_id: str, sheet: str, number_header: str, number: str
) -> dict[str, str]:
    """The values of the passes that wrote a case's number: the first time, and where it had to be put back.

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
    for edits in _passes(workspace, register_id, number):
        written = [each for each in edits if each.get("sheet") == sheet]
        row = next((row for head, row, value in _cells(written) if (head, value) == (number_header, number)), None)
        here = {head: value for head, at, value in _cells(written) if at == row and isinstance(value, str)}
        values = {**here, **values}
    return values


def _passes(workspace: Workspace, register_id: str, number: str) -> Iterator[list[dict[str, Any]]]:
    """The edits of the passes that name the number, the latest first."""
    try:
        lines = journal_path(workspace).read_bytes().split(b"\n")
    except OSError:
        return
    wanted = json.dumps(number, ensure_ascii=False).encode()
    for line in reversed(lines):
        if wanted not in line:
            continue
        try:
            entry = read_line(line)
        except ValueError:
            continue  # torn by a crash
        if entry.get("register") == register_id and isinstance(entry.get("edits"), list):
            yield entry["edits"]


def _cells(edits: list[dict[str, Any]]) -> Iterator[tuple[str, int, object]]:
    """Head, row and new value of each written cell."""
    for each in edits:
        rows, values = each.get("rows", ()), each.get("new", ())
        yield from ((str(each.get("reason")), row, value) for row, value in zip(rows, values, strict=False))
