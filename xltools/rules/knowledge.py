"""Which lessons of closed cases are new to the register? They become rows of sheet 知识库. (ST-11)

What is remembered of a case and its round: that its lesson was dealt with, be it entered, be it that the sheet names
the case already, be it that the sheet tells nearly the same of that model. So a row that people took out stays out, and
no twin from another old case comes in its place; the next case that is closed with such a lesson may enter it again.

Invariant: a lesson is entered once; what is entered passes the sheet's own checks, and names nobody but its author.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from xltools.model.case_view import CaseView
from xltools.model.pass_context import PassContext
from xltools.model.register import Column, Register, SheetTable, Value
from xltools.rules.added_rows import with_rows
from xltools.rules.defaults import proposed_defaults
from xltools.rules.draft import Draft
from xltools.rules.fault_traits import fault_codes, models_in
from xltools.rules.field_checks import check_fields
from xltools.rules.knowledge_rows import (
    LESSONS,
    MODEL,
    REMEDY,
    SHEET,
    SOURCE,
    SYMPTOM,
    TITLE,
    WRITTEN_ON,
    KnowledgeRow,
    knowledge_row,
    knowledge_rows,
)
from xltools.rules.lesson_texts import LessonTexts, is_lesson, shortened
from xltools.rules.likeness import Wordings, likeness, wording
from xltools.rules.typed_moments import day_of

_OF_A_CASE = ("lessons", "root_cause", "result")
_NEEDED = frozenset({TITLE, SOURCE, LESSONS})
_TITLE_LENGTH = 40
_NEARLY_THE_SAME = 75.0

Row = Mapping[str, Value]


class LessonsToEnter(NamedTuple):
    """What is written, and what is remembered of it.

    Attributes:
        rows: New rows of the sheet, by field.
        noticed: Keys for the memory, of the cases whose lessons are dealt with now.
    """

    rows: tuple[Row, ...] = ()
    noticed: tuple[str, ...] = ()


def lessons_to_enter(
    register: Register, view: CaseView, closed: Collection[int], context: PassContext
) -> LessonsToEnter:
    """The lessons that the sheet does not have; nothing where the register lacks the sheet or a field of it.

    A case waits, and nothing is remembered of it, while its row would not pass the sheet's checks.

    Args:
        register: The register.
        view: The cases, their rounds told and their states known.
        closed: Positions of the closed cases.
        context: The memory and the moment of the pass.
    """
    sheet = register.tables.get(SHEET)
    if sheet is None or not sheet.values.keys() >= _NEEDED or not all(map(view.has, _OF_A_CASE)):
        return LessonsToEnter()
    untold = _untold(view, closed, context.memory.noticed)
    standing = _on_the_sheet(sheet, view, untold, context.memory.noticed)
    wanted = [index for index in untold if index not in standing]
    models = models_of_cases(view.column("product_model"))
    rows = _fit(register, sheet, _rows(register, sheet, view, wanted, context.now), context.now)
    known = _Known(sheet, models) if rows else None
    noticed = {untold[index] for index in standing | rows.keys()}
    return LessonsToEnter(
        tuple(row for row in rows.values() if known and known.takes(row)),
        tuple(key for key in untold.values() if key in noticed),
    )


def models_of_cases(cells: Column) -> frozenset[str]:
    """All models that a column names, as they are compared."""
    return frozenset().union(*map(models_in, set(cells)))


def _untold(view: CaseView, closed: Collection[int], noticed: Collection[str]) -> dict[int, str]:
    """Closed cases that tell a lesson which nobody dealt with, from top to bottom, with their keys for the memory."""
    lessons, rounds = view.columns["lessons"], view.column("round")
    lesson_like = {text for text in set(lessons) if text is not None and is_lesson(str(text))}
    return {
        index: key
        for index in sorted(closed)
        if (number := view.numbers[index]) is not None
        and lessons[index] in lesson_like
        and (key := _key(number, _round(rounds[index]))) not in noticed
    }


def _round(value: Value) -> int:
    return int(value) if isinstance(value, (int, float)) else 1


def _key(number: str, at_round: int) -> str:
    return f"lesson:{number}:{at_round}"


def _on_the_sheet(
    sheet: SheetTable, view: CaseView, indexes: Collection[int], noticed: Collection[str]
) -> frozenset[int]:
    """Of these cases, those that more rows name than were entered for their earlier rounds."""
    named = Counter(map(str, filter(None, sheet.values[SOURCE]))) if indexes else Counter[str]()
    rounds, found = view.column("round"), set()
    for index in indexes:
        number = str(view.numbers[index])
        if rows := named[number]:
            earlier = sum(_key(number, each) in noticed for each in range(1, _round(rounds[index])))
            if rows > earlier:
                found.add(index)
    return frozenset(found)


def _rows(
    register: Register, sheet: SheetTable, view: CaseView, indexes: Sequence[int], now: datetime
) -> dict[int, Row]:
    """What the sheet would be told of these cases."""
    texts, fields = LessonTexts(view, register.policy), sheet.definition.by_name
    models, authors, days = (view.column(name) for name in ("product_model", "report_by", "report_date"))
    rows: dict[int, Row] = {}
    for index in indexes:
        model, day = models[index], days[index]
        told = {
            **_seen(texts, index, str(model or "")),
            SOURCE: view.numbers[index],
            MODEL: model,
            "root_cause": texts.told(index, "root_cause"),
            REMEDY: texts.told(index, "result"),
            LESSONS: texts.told(index, "lessons"),
            "author": authors[index],
        }
        cut = {
            name: value[: fields[name].max_length] if isinstance(value, str) else value
            for name, value in told.items()
            if value and name in fields
        }
        rows[index] = {**cut, WRITTEN_ON: day_of(day) or now.date()}
    return rows


def _seen(texts: LessonTexts, index: int, model: str) -> dict[str, Value]:
    """Title and symptom; what a code says is told by the one or the other."""
    problem, symptom = (
        texts.told(index, *names) for names in (("problem_description", "symptom"), ("symptom", "problem_description"))
    )
    title = f"{model} {shortened(problem, _TITLE_LENGTH)}".strip()
    models = models_in(model)
    if not fault_codes(problem, models) <= fault_codes(f"{title}\n{symptom}", models):
        symptom = f"{problem}\n{symptom}"
    return {TITLE: title, SYMPTOM: symptom}


def _fit(register: Register, sheet: SheetTable, rows: Mapping[int, Row], now: datetime) -> dict[int, Row]:
    """Those of the rows to which the sheet's own checks have nothing to say, filled up with what the sheet proposes."""
    if not rows:
        return {}
    empty = replace(
        sheet,
        rows=[],
        cells={name: [] for name in sheet.cells},
        values={name: [] for name in sheet.values},
        unreadable={},
        uncomputed={},
        filled_to=sheet.head_row,
    )
    alone = replace(register, tables={**register.tables, SHEET: empty})
    table = with_rows(alone, SHEET, list(rows.values())).tables[SHEET]
    draft = Draft(CaseView(table, [None] * len(rows), table.values))
    draft.propose(proposed_defaults(table, register.policy))
    table = draft.table()
    refused = {finding.row for finding in check_fields(table, register.policy, now)}
    return {
        index: {name: column[place] for name, column in table.values.items() if column[place] is not None}
        for place, (index, row) in enumerate(zip(rows, table.rows, strict=True))
        if row not in refused
    }


class _Known:
    """What the sheet tells already, asked for each new row whether it tells more."""

    def __init__(self, sheet: SheetTable, models: Collection[str]) -> None:
        self._models = models
        self._rows: list[KnowledgeRow] = []
        self._remedies: defaultdict[str, Wordings] = defaultdict(Wordings)  # by model
        for row in knowledge_rows(sheet, models):
            self._add(row)

    def takes(self, values: Row) -> bool:
        """Whether nothing like the row was known; then it is from now on.

        It is known where a row of its models and codes tells nearly the same handling and nearly the same lesson; where
        that row tells none, nearly the same symptom.
        """
        row = knowledge_row(0, values, self._models)
        if self._is_known(row):
            return False
        self._add(row)
        return True

    def _is_known(self, row: KnowledgeRow) -> bool:
        remedy, symptom, lesson = (wording(text) for text in (row.remedy, row.symptom, row.lessons))
        for model in sorted(row.models)[:1] or [""]:
            for place in self._remedies[model].like(remedy, _NEARLY_THE_SAME):
                other = self._rows[place]
                if row.models <= other.models and row.codes <= other.codes:
                    told, known = (lesson, other.lessons) if other.lessons else (symptom, other.symptom)
                    if likeness(told, wording(known)) >= _NEARLY_THE_SAME:
                        return True
        return False

    def _add(self, row: KnowledgeRow) -> None:
        for model in row.models or [""]:
            self._remedies[model].add(len(self._rows), wording(row.remedy))
        self._rows.append(row)
