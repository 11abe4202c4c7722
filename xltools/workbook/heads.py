"""Which row holds the heads, and which column is which field? Found by what the heads say, wherever they stand.

Invariant: a head is taken for a field only when it says exactly that, blanks, width and case of letters apart.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from xltools.model.cell_edit import ReadValue
from xltools.model.finding import Finding, FindingCode
from xltools.model.register_definition import SheetDefinition

_SEARCHED_ROWS = 60
_LEAST_SIMILAR = 0.5


class Heads(NamedTuple):
    """Where the heads are.

    Attributes:
        row: The row of the heads, from 1; 0 where there is none.
        columns: Column from 1 by field name.
        findings: Heads that are missing or doubled.
    """

    row: int
    columns: dict[str, int]
    findings: list[Finding]


def plain_head(cell: ReadValue) -> str:
    """A head without blanks and line breaks, in ordinary width."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold() if cell not in (None, "") else ""


def find_heads(sheet: SheetDefinition, title: str, rows: Sequence[Sequence[ReadValue]]) -> Heads:
    """Find the row with most of the declared heads, and the columns in it."""
    wanted = {plain_head(field.header): field.name for field in sheet.fields}
    best_row, best = 0, 0
    for number, row in enumerate(rows[:_SEARCHED_ROWS], start=1):
        hits = len({plain_head(cell) for cell in row} & wanted.keys())
        if hits > best:
            best_row, best = number, hits
        if best == len(wanted):
            break
    if best < min(2, len(wanted)):
        return Heads(0, {}, [])
    columns: dict[str, int] = {}
    counts: dict[str, int] = {}
    strange: dict[str, int] = {}
    for number, cell in enumerate(rows[best_row - 1], start=1):
        name = wanted.get(plain_head(cell))
        if name is not None:
            columns.setdefault(name, number)
            counts[name] = counts.get(name, 0) + 1
        elif isinstance(cell, str) and cell.strip():
            strange.setdefault(cell.strip(), number)
    findings = [*_doubled(sheet, title, best_row, columns, counts), *_missing(sheet, title, best_row, columns, strange)]
    return Heads(best_row, columns, findings)


def _doubled(
    sheet: SheetDefinition, title: str, row: int, columns: dict[str, int], counts: dict[str, int]
) -> Iterable[Finding]:
    for name, count in counts.items():
        if count > 1:
            header = sheet.by_name[name].header
            params = {"value": header, "count": count}
            yield Finding(FindingCode.HEADER_DOUBLED, title, row, columns[name], name, header, params)


def _missing(
    sheet: SheetDefinition, title: str, row: int, columns: dict[str, int], strange: dict[str, int]
) -> Iterable[Finding]:
    for field in sheet.fields:
        if field.name in columns:
            continue
        near = nearest(field.header, strange)
        hint = f"（最接近的是“{near}”）" if near else ""
        yield Finding(
            FindingCode.HEADER_MISSING,
            title,
            row,
            strange.get(near or "", 0),
            field.name,
            field.header,
            {"value": field.header, "nearest": hint},
        )


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like ``word``, if any is like it at all."""
    found = get_close_matches(word, list(candidates), n=1, cutoff=_LEAST_SIMILAR)
    return found[0] if found else None
