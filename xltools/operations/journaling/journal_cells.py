"""How do cells, findings and cases stand in a line of the journal? By column, for there may be a million.

Invariant: what is read back is what was stored, moments as moments and texts as texts, though JSON knows texts only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import repeat
from typing import Any, cast

from xltools.model.cell_address import column_letters, column_number
from xltools.model.cell_edit import CellEdit, CellEdits, CellValue, ReadValue
from xltools.model.finding import Finding
from xltools.rules.taking_back import WrittenCell

_OF_JSON = frozenset({str, float, int, bool, type(None)})
_READERS: dict[str, Callable[[Any], ReadValue]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def stored_edits(edits: Iterable[CellEdit]) -> list[dict[str, object]]:
    """Edits by column; ``old_are`` and ``new_are`` name the types that JSON has no word for: one for all, or each."""
    return [
        {
            "sheet": column.sheet,
            "column": column_letters(column.column),
            "reason": column.reason,
            "rows": list(column.rows),
            **_stored("old", column.olds),
            **_stored("new", column.values),
        }
        for column in CellEdits.of(edits).columns
    ]


def written_cells(stored: Iterable[Mapping[str, Any]], cases: Mapping[str, Mapping[int, str]]) -> Iterator[WrittenCell]:
    """The cells of `stored_edits` in their order, with the cases that their rows belonged to.

    Raises:
        ValueError, TypeError, KeyError: These are no stored edits.
    """
    for column in stored:
        sheet, place, head = str(column["sheet"]), column_number(str(column["column"])), str(column["reason"])
        case_of, olds, news = cases.get(sheet, {}), _values(column, "old"), _values(column, "new")
        for row, old, new in zip(column["rows"], olds, news, strict=True):
            yield WrittenCell(sheet, row, place, head, case_of.get(row, ""), old, cast("CellValue", new))


def stored_cases(cases: Mapping[str, Mapping[int, str]]) -> dict[str, object]:
    """By tab, the rows and whose they are, as two lists: keys of JSON objects cannot be numbers."""
    return {title: {"rows": list(rows), "numbers": list(rows.values())} for title, rows in cases.items()}


def cases_by_row(stored: Mapping[str, Any]) -> dict[str, dict[int, str]]:
    """What `stored_cases` stored."""
    return {title: dict(zip(each["rows"], each["numbers"], strict=True)) for title, each in stored.items()}


def stored_findings(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings by code and column: where, and about which cases; not what they quote."""
    groups: dict[tuple[str, str, int], tuple[list[int], list[str]]] = {}
    for each in findings:
        rows, numbers = groups.setdefault((each.code.value, each.sheet, each.column), ([], []))
        rows.append(each.row)
        numbers.append(each.case_number)
    return [
        {"code": code, "sheet": sheet, "column": column_letters(column), "rows": rows, "cases": numbers}
        for (code, sheet, column), (rows, numbers) in groups.items()
    ]


def _stored(name: str, values: Sequence[ReadValue]) -> dict[str, object]:
    types = set(map(type, values))
    if types <= _OF_JSON:
        return {name: list(values)}
    known = types - {type(None)}
    are = known.pop().__name__ if len(known) == 1 else [type(value).__name__ for value in values]
    if types & {time, timedelta}:
        values = [_as_json(value) for value in values]
    return {name: list(values), f"{name}_are": are}


def _as_json(value: ReadValue) -> ReadValue:
    """What orjson has no word for, or (times with leading zeros in their fraction of a second) a wrong one."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.isoformat() if isinstance(value, time) else value


def _values(column: Mapping[str, Any], name: str) -> list[ReadValue]:
    values, are = column[name], column.get(f"{name}_are")
    if are is None:
        return list(values)
    types = repeat(are, len(values)) if isinstance(are, str) else are
    return [
        value if value is None or type_ not in _READERS else _READERS[type_](value)
        for value, type_ in zip(values, types, strict=True)
    ]
