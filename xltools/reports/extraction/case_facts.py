"""What is known of each case of a register? One row a case, as `xltools.reports.facts` declares it.

Invariant: every text in the table is masked.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from xltools.model.field import FieldKind
from xltools.model.register import Column
from xltools.reports.dimensions import CLASS_FIELDS, DIMENSIONS
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.masked_cells import (
    customer_keys,
    masked_column,
    masked_customers,
    masked_of_cases,
    masked_texts,
    staff_column,
)
from xltools.reports.extraction.problem_words import problem_words
from xltools.reports.extraction.rating_facts import RatingFacts, is_rating
from xltools.reports.extraction.register_facts import CASE_COLUMNS, Array, Table, moments, table_of, texts
from xltools.reports.extraction.working_hours import working_hours
from xltools.reports.facts import CASE_TEXTS

_CLASSES = ("type", "category", "subcategory")  # dimensions, from the first level down
_FREE_TEXTS = {
    "description": "problem_description",
    "customer_comment": "customer_comment",
    "low_score_reason": "low_score_reason",
    "root_cause": "root_cause",
}
# When somebody first turned to the case: taking it over, in a register that asks for nothing earlier (FA-9).
FIRST_RESPONSE = ("first_response_at", "accepted_at")
_HOUR = np.timedelta64(3600, "s")


class CaseFacts(NamedTuple):
    """The cases' table, and the heads of the register's own dimensions in it."""

    table: Table
    own_dimensions: tuple[str, ...]


def case_facts(cases: CasesAtHand, ratings: RatingFacts) -> CaseFacts:
    """Tell of all cases of a register."""
    view = cases.view
    own = _own_dimensions(cases)
    filled: dict[str, Array | Column] = {
        **_dimensions(cases),
        **{name: masked_texts(cases, field) for name, field in _FREE_TEXTS.items()},
        **_moments(cases, ratings),
        "number": view.numbers,
        "customer": masked_customers(cases),
        "customer_key": customer_keys(view),
        "problem": problem_words(view.column("problem_description"), cases.policy.keywords),
        "overdue_mark": masked_column(view.column("overdue_mark")),
        "satisfaction": masked_column(ratings.words),
        "row": view.table.rows,
        "round": [value if isinstance(value, (int, float)) else 1 for value in view.column("round")],
        "urgent": [value in cases.definition.urgent for value in view.column("priority")],
    }
    table = table_of(CASE_COLUMNS, {**filled, **_durations(cases, filled)}, len(view))
    return CaseFacts(table | {head: texts(masked_column(view.columns[name])) for head, name in own.items()}, tuple(own))


def _moments(cases: CasesAtHand, ratings: RatingFacts) -> dict[str, Array]:
    first = {index: rounds[0].reopened_at for index, rounds in cases.ended.items()}
    reopened = moments([first.get(index) for index in range(len(cases.view))])
    beside = np.where(ratings.reopening, ratings.rated_at, np.datetime64("NaT"))
    return {
        **{name: cases.moments(name) for name in ("received_at", "registered_at", "escalated_at")},
        "first_response_at": cases.moments(next(filter(cases.view.has, FIRST_RESPONSE), FIRST_RESPONSE[0])),
        "completed_at": cases.done_at("completed_at"),
        "closed_at": cases.closed_moments,
        "rated_at": ratings.rated_at,
        "reopened_at": np.fmin(reopened, beside),
    }


def _durations(cases: CasesAtHand, told: Mapping[str, Array | Column]) -> dict[str, Array]:
    found: dict[str, Array] = {}
    for name, end in (("response", "first_response_at"), ("resolution", "completed_at")):
        since, until = np.asarray(told["received_at"]), np.asarray(told[end])
        until = np.where(until < since, np.datetime64("NaT"), until)  # a slip of the pen would shorten the others' mean
        found[f"{name}_hours"] = (until - since) / _HOUR
        found[f"{name}_working_hours"] = working_hours(cases.policy.calendar, since, until)
    return found


def dimension_fields(cases: CasesAtHand) -> dict[str, str]:
    """By dimension, the field that holds it, as far as the register has one."""
    view = cases.view
    classes = [name for name in CLASS_FIELDS if view.has(name)]
    fields = dict(zip(_CLASSES, classes, strict=False))
    for dimension in DIMENSIONS:
        if (name := next(filter(view.has, dimension.fields), None)) is not None:
            fields[dimension.key] = name
    return fields


def _dimensions(cases: CasesAtHand) -> dict[str, Column]:
    """What cases are told apart by, as far as the register has it."""
    found = {key: _masked_dimension(cases, name) for key, name in dimension_fields(cases).items()}
    found["handler"] = staff_column(cases, cases.view.column("handler"))
    return found | {"department": _departments(cases, found.get("department"))}


def _masked_dimension(cases: CasesAtHand, name: str) -> Column:
    """What is typed freely may name the customer (「王小明的门锁」); what is chosen from a list does not."""
    field, column = cases.view.field(name), cases.view.columns[name]
    if field is None or field.kind is not FieldKind.TEXT:
        return masked_column(column)
    return masked_of_cases(cases, column, range(len(column)))


def _departments(cases: CasesAtHand, leading: Column | None) -> Column:
    """The department that leads, or else the handler's."""
    home = {person.name: person.department for person in cases.policy.people}
    handlers = [home.get(str(name)) for name in cases.view.column("handler")]
    if leading is None:
        return handlers
    return [department or other for department, other in zip(leading, handlers, strict=True)]


def _own_dimensions(cases: CasesAtHand) -> dict[str, str]:
    """Further choices and codes that cases can be told apart by: fields by their heads."""
    taken = {*CASE_TEXTS, *CLASS_FIELDS, *(name for each in DIMENSIONS for name in each.fields)}
    heads = {*CASE_COLUMNS, *(each.label for each in DIMENSIONS)}
    return {
        each.header: each.name
        for each in cases.view.table.present()
        if each.kind in (FieldKind.CHOICE, FieldKind.CODE)
        and not (each.personal or each.identity or each.name in taken or each.header in heads or is_rating(each))
    }
