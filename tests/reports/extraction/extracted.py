"""Facts of registers written as small tables, tool columns and all; what is absent from the facts reads as ''."""

from datetime import datetime
from functools import cache

from tests.registers import read, rows_of, workbook
from xltools.reports.extraction.cases_at_hand import CasesAtHand, cases_at_hand
from xltools.reports.extraction.extracting import extract_facts
from xltools.reports.extraction.register_facts import RegisterFacts, Table

NOW = datetime(2024, 6, 1, 9, 0)


def extracted(name: str, cases: str | list[dict[str, str]], file: str = "台账.xlsx", **sheets: str) -> RegisterFacts:
    """The facts of a register with these rows, as a table or by head; ``sheets`` by key."""
    rows = rows_of(cases) if isinstance(cases, str) else cases
    return extract_facts(read(workbook(rows, name, **sheets), NOW, name), file, "0" * 64)


def at_hand(name: str, cases: str, **sheets: str) -> CasesAtHand:
    return cases_at_hand(read(workbook(rows_of(cases), name, **sheets), NOW, name))


@cache
def small(cases: str) -> RegisterFacts:
    return extracted("small_register", cases)


def shown(table: Table, *names: str) -> list[tuple[str, ...]]:
    """Rows of these columns, moments as 「05-09 20:30」."""
    return list(zip(*(map(_shown, table[name].tolist()) for name in names), strict=True))


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%m-%d %H:%M}"
    if value is None or value != value:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
