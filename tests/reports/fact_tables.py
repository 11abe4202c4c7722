"""Facts for tests, written as small tables: a row a case, heads are columns of `Facts.cases`, what is absent is empty.

Moments are written ``10-05 09:30`` (of 2026) or in full; in ``limits`` the case is told by its number.
"""

from datetime import datetime

import pandas as pd

from tests.registers import rows_of
from xltools.language.words import Word
from xltools.reports.dimensions import DIMENSIONS
from xltools.reports.facts import (
    CASE_FLAGS,
    CASE_MOMENTS,
    CASE_NUMBERS,
    CASE_TEXTS,
    EXTENSION_COLUMNS,
    IMPROVEMENT_COLUMNS,
    LIMIT_COLUMNS,
    RATING_COLUMNS,
    ROUND_COLUMNS,
    UNIT_COLUMNS,
    Facts,
    RegisterSource,
    Suggestion,
)

YEAR = 2026
_WORDS = {word.said: word.value for word in (Word.AGREED, Word.REFUSED, Word.UNDER_WAY, Word.DONE, Word.DROPPED)}
_MOMENTS = {
    *CASE_MOMENTS, "start", "due", "revised", "done", "applied_at", "approved_at", "new_due_at", "proposed_on",
    "due_on", "finished_on", "until",
}  # fmt: skip
_NUMBERS = {*CASE_NUMBERS, "value", "lowest", "top", "units"}
_FLAGS = {*CASE_FLAGS, "stopped", "repeats", "judged", "low"}


def facts_of(
    cases: str = "",
    *,
    limits: str = "",
    ratings: str = "",
    extensions: str = "",
    improvements: str = "",
    units: str = "",
    rounds: str = "",
    suggestions: tuple[Suggestion, ...] = (),
    sources: tuple[RegisterSource, ...] = (RegisterSource("台账.xlsx", "台账", "feedback_analysis"),),
) -> Facts:
    """Facts of these tables; a case's number, register and row are made up where they are not given."""
    texts = list(dict.fromkeys([*CASE_TEXTS, *(each.key for each in DIMENSIONS)]))
    columns = [*texts, *CASE_MOMENTS, *CASE_NUMBERS, *CASE_FLAGS]
    rows = [{"number": str(place), "register": "台账", "row": str(place + 3), "round": "1", **row}
            for place, row in enumerate(rows_of(cases) if cases else [], start=1)]  # fmt: skip
    own = [head for head in (rows[0] if rows else {}) if head not in columns]
    places = {row["number"]: place for place, row in enumerate(rows)}
    return Facts(
        sources,
        _frame(rows, [*columns, *own]),
        _frame(_of_cases(limits, places, {"repeats": ""}), LIMIT_COLUMNS),
        _frame(_of_cases(ratings, places, {"lowest": "1", "judged": "是"}), RATING_COLUMNS),
        _frame(_of_cases(extensions, places, {}), EXTENSION_COLUMNS),
        _frame(rows_of(improvements) if improvements else [], IMPROVEMENT_COLUMNS),
        _frame(rows_of(units) if units else [], UNIT_COLUMNS),
        _frame(_of_cases(rounds, places, {}), ROUND_COLUMNS),
        suggestions,
        tuple(own),
    )


def _of_cases(table: str, places: dict[str, int], defaults: dict[str, str]) -> list[dict[str, object]]:
    return [{**defaults, **row, "case": places[row["case"]]} for row in (rows_of(table) if table else [])]


def _frame(rows: list[dict[str, object]] | list[dict[str, str]], columns: object) -> pd.DataFrame:
    return pd.DataFrame({name: _series(name, [row.get(name) for row in rows]) for name in columns})  # type: ignore[attr-defined]


def _series(name: str, cells: list[object]) -> pd.Series:
    if name == "case":
        return pd.Series(cells, dtype="int64")
    if name in _MOMENTS:
        return pd.Series([_moment(str(cell)) if cell else None for cell in cells], dtype="datetime64[us]")
    if name in _NUMBERS:
        return pd.Series([float(str(cell)) if cell else None for cell in cells], dtype="float64")
    if name in _FLAGS:
        return pd.Series([cell in ("是", "yes") for cell in cells], dtype="bool")
    return pd.Series([_WORDS.get(str(cell), cell) or None for cell in cells], dtype="object")


def _moment(text: str) -> datetime:
    text = text.removeprefix("@")
    return datetime.fromisoformat(text if text[:4].isdigit() and text[4] == "-" else f"{YEAR}-{text}")
