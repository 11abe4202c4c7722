"""What does sheet 知识库 know? Each of its rows, with what it may be recognised by. (ST-11)

Invariant: rows are read as they stand, whoever wrote them.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from xltools.model.register import SheetTable, Value
from xltools.rules.fault_traits import fault_codes, models_in
from xltools.rules.likeness import Wording, wording

SHEET = "knowledge"
TITLE, SOURCE, MODEL = "title", "source_case", "product_model"
SYMPTOM, REMEDY, LESSONS, WRITTEN_ON = "symptom", "remedy", "lessons", "written_on"
_TEXTS = (TITLE, SOURCE, SYMPTOM, REMEDY, LESSONS)
_READ = (*_TEXTS, MODEL, WRITTEN_ON)


class KnowledgeRow(NamedTuple):
    """One row.

    Attributes:
        row: Its row on the sheet, from 1.
        title: Its title; "" where it is empty.
        source: The case that it was drawn from; "" where none is named.
        models: What it applies to, as `fault_traits.plain_model` has it; none where the cell is empty.
        codes: The fault codes in its title and symptom.
        symptom: What was seen.
        remedy: What was done.
        lessons: What was learned.
        written_on: The day that stands in it.
    """

    row: int
    title: str
    source: str
    models: frozenset[str]
    codes: frozenset[str]
    symptom: str
    remedy: str
    lessons: str
    written_on: date | None

    def wordings(self) -> tuple[Wording, Wording]:
        """How its title and its symptom are worded."""
        return wording(self.title), wording(self.symptom)


def knowledge_rows(table: SheetTable, models: Collection[str]) -> list[KnowledgeRow]:
    """The rows of the sheet from top to bottom.

    Args:
        table: Sheet 知识库.
        models: The models of the register's cases, as they are compared; with those of the sheet they are no codes.
    """
    columns = {name: table.values.get(name, [None] * len(table.rows)) for name in _READ}
    cells = columns[MODEL]
    known = frozenset(models).union(*map(models_in, set(cells)))
    return [
        knowledge_row(row, {name: column[place] for name, column in columns.items()}, known)
        for place, row in enumerate(table.rows)
    ]


def knowledge_row(row: int, values: Mapping[str, Value], models: Collection[str]) -> KnowledgeRow:
    """One row of the sheet from its cells by field; a cell that is missing is empty."""
    title, source, symptom, remedy, lessons = (
        "" if (value := values.get(name)) is None else str(value) for name in _TEXTS
    )
    day = values.get(WRITTEN_ON)
    return KnowledgeRow(
        row,
        title,
        source,
        models_in(values.get(MODEL)),
        fault_codes(f"{title}\n{symptom}", models),
        symptom,
        remedy,
        lessons,
        day if isinstance(day, date) else None,
    )
