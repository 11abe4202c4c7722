"""What stands on a register's further sheets? Extensions, improvement items, units, suggestions. (FA-12, ST-14, ST-15)

Invariant: a sheet that the register lacks gives an empty table, never an error.
"""

from collections.abc import Iterable

from xltools.language.words import Word
from xltools.model.register import Column, SheetTable, Value
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.masked_cells import masked_column, masked_of_cases, staff_column
from xltools.reports.extraction.register_facts import Table, moment_of, table_of
from xltools.reports.facts import EXTENSION_COLUMNS, IMPROVEMENT_COLUMNS, UNIT_COLUMNS, Suggestion
from xltools.rules.case_records import case_records
from xltools.rules.extensions import SHEET as EXTENSIONS
from xltools.rules.extensions import due_meant
from xltools.rules.improvements import SHEET as IMPROVEMENTS

UNITS, SUGGESTIONS = "units_in_service", "suggestions"
# Columns of the facts whose fields on sheet 改进项 are called otherwise.
_IMPROVEMENT_FIELDS = {"number": "source_case", "kind": "improvement_kind"}
_IMPROVEMENT_DATES = {"proposed_on", "due_on", "finished_on"}
_VERDICTS = (Word.AGREED, Word.REFUSED)
_PROGRESS = (Word.UNDER_WAY, Word.DONE, Word.DROPPED)


def extension_facts(cases: CasesAtHand) -> Table:
    """Requests for extension of the cases."""
    records = case_records(cases.register, cases.view, EXTENSIONS)
    if records is None:
        return table_of(EXTENSION_COLUMNS)
    known = list(records.of_cases())
    columns: dict[str, Column] = {name: [records.column(name)[row] for row, _ in known] for name in EXTENSION_COLUMNS}
    positions = [case for _, case in known]
    verdicts = columns["verdict"]
    columns |= {name: masked_of_cases(cases, columns[name], positions) for name in ("reason", "verdict")}
    columns["verdict"] = _meant(verdicts, _VERDICTS, columns["verdict"])
    calendar = cases.policy.calendar.business if cases.policy.calendar else None
    typed = (moment_of(value) for value in columns["new_due_at"])
    columns["new_due_at"] = [None if moment is None else due_meant(moment, calendar) for moment in typed]
    return table_of(EXTENSION_COLUMNS, {**columns, "case": positions})


def _meant(typed: Column, words: Iterable[Word], others: Column) -> Column:
    """The words that rules act on as such, whatever the register's language; all others as they leave the register."""
    known: dict[Value, Value] = {word.said: word.value for word in words}
    return [known.get(word, other) for word, other in zip(typed, others, strict=True)]


def improvement_facts(cases: CasesAtHand) -> Table:
    """Improvement items, those that no case led to included."""
    table, records = cases.register.tables.get(IMPROVEMENTS), case_records(cases.register, cases.view, IMPROVEMENTS)
    if table is None:
        return table_of(IMPROVEMENT_COLUMNS)
    sources = records.cases if records else [None] * len(table.rows)
    columns: dict[str, Column] = {
        name: _column(table, _IMPROVEMENT_FIELDS.get(name, name)) for name in IMPROVEMENT_COLUMNS
    }
    columns["owner"] = staff_column(cases, columns["owner"])
    progress = columns["progress"]
    for name in columns.keys() - _IMPROVEMENT_DATES - {"owner"}:
        columns[name] = masked_of_cases(cases, columns[name], sources)
    columns["progress"] = _meant(progress, _PROGRESS, columns["progress"])
    return table_of(IMPROVEMENT_COLUMNS, columns)


def unit_facts(cases: CasesAtHand) -> Table:
    """How many units of a model are in service."""
    table = cases.register.tables.get(UNITS)
    if table is None:
        return table_of(UNIT_COLUMNS)
    models, units = _column(table, "product_model"), _column(table, "units")
    known = [index for index, model in enumerate(models) if model and isinstance(units[index], (int, float))]
    kept: dict[str, Column] = {
        "model": masked_column([models[index] for index in known]),
        "units": [units[index] for index in known],
    }
    return table_of(UNIT_COLUMNS, kept, len(known))


def suggestion_rows(cases: CasesAtHand) -> tuple[Suggestion, ...]:
    """Rows of sheet 改进建议 that say what to do about what."""
    table = cases.register.tables.get(SUGGESTIONS)
    if table is None:
        return ()
    names = ("pattern", "dimension", "improvement_kind", "measure", "department")
    rows = zip(*(masked_column(_column(table, name)) for name in names), strict=True)
    told = (Suggestion("", *(text or "" for text in row)) for row in rows)
    return tuple(each for each in told if each.pattern and each.measure)


def _column(table: SheetTable, name: str) -> Column:
    return table.values.get(name, [None] * len(table.rows))
