"""What did customers say, of what, and when were they asked? (FR-10, FA-14, ST-10)

Invariant: a word that is not in the list, and a score out of bounds, is no rating.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from xltools.model.field import NUMERIC_KINDS, TEMPORAL_KINDS, FieldDefinition
from xltools.model.register import Column
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.register_facts import Array, Table, array_of, table_of
from xltools.reports.facts import RATING_COLUMNS

SATISFACTION = "satisfaction"  # the list, and the field of the first verdict
_SCORE = "score"
_TOP_SCORE = 5.0


class RatingFacts(NamedTuple):
    """What is known of ratings.

    Attributes:
        table: `RATING_COLUMNS`.
        rated_at: By case: when the customer was asked.
        words: By case: the first verdict in words.
        dissatisfied: By case: whether the first verdict asks for second handling, or a score is low.
        reopening: By case: whether the first verdict begins a second handling beside the first (FA-14).
    """

    table: Table
    rated_at: Array
    words: Column
    dissatisfied: Array
    reopening: Array


def is_rating(field: FieldDefinition) -> bool:
    """Whether customers' ratings stand in a field: a choice of list ``satisfaction``, or a number named ``score_…``."""
    if field.choices is not None:
        return field.choices == SATISFACTION
    return field.kind in NUMERIC_KINDS and (field.name == _SCORE or field.name.startswith(f"{_SCORE}_"))


def rating_facts(cases: CasesAtHand) -> RatingFacts:
    """Read the ratings of all cases."""
    fields = [each for each in cases.view.table.present() if is_rating(each)]
    values = {each.name: _values(cases, each) for each in fields}
    asked = {each.name: _asked_at(cases, each) for each in fields}
    later = [cases.moments("completed_at"), cases.closed_moments, cases.moments("received_at")]
    rated = {name: _first(asked[name], later, given=~np.isnan(values[name])) for name in values}
    rows = [_rows(cases, each, values[each.name], rated[each.name]) for each in fields]
    table = {
        name: np.concatenate([row[name] for row in rows]) if rows else empty
        for name, empty in table_of(RATING_COLUMNS).items()
    }
    never = np.full(len(cases.view), np.datetime64("NaT"), dtype="datetime64[s]")
    worded = next((each.name for each in fields if each.choices), "")
    words = cases.view.column(worded)
    bad = _is_bad(cases, words)
    low = [values[each.name] <= _low(cases) for each in fields if not each.choices]
    plan = cases.definition.second_handling
    beside = plan is not None and bool(plan.first_verdict)
    return RatingFacts(
        table,
        rated[fields[0].name] if fields else never,
        words,
        np.logical_or.reduce([bad, *low]),
        bad & beside,
    )


def _rows(cases: CasesAtHand, field: FieldDefinition, values: Array, rated_at: Array) -> Table:
    given = np.flatnonzero(~np.isnan(values))
    words = cases.view.columns[field.name] if field.choices else [None] * len(values)
    return table_of(
        RATING_COLUMNS,
        {
            "case": given,
            "dimension": np.full(len(given), field.header, dtype=object),
            "value": values[given],
            "top": np.full(len(given), _top(cases, field)),
            "word": [words[index] for index in given.tolist()],
            "rated_at": rated_at[given],
        },
    )


def _values(cases: CasesAtHand, field: FieldDefinition) -> Array:
    """From 1 up, higher is better; NaN where nothing was said."""
    column = cases.view.columns[field.name]
    if not field.choices:
        scores = array_of("value", column)
        lowest, highest = (bound if bound is not None else np.nan for bound in (field.minimum, field.maximum))
        return np.where((scores < lowest) | (scores > highest), np.nan, scores)
    scale = satisfaction_scale(cases)
    value_of = {word: float(len(scale) - place) for place, word in enumerate(scale)}
    return array_of("value", [value_of.get(word) if isinstance(word, str) else None for word in column])


def satisfaction_scale(cases: CasesAtHand) -> tuple[str, ...]:
    """The words of list ``satisfaction`` as the workbook has them, best first."""
    return cases.policy.lists.get(SATISFACTION, ())


def _top(cases: CasesAtHand, field: FieldDefinition) -> float:
    return float(len(satisfaction_scale(cases))) if field.choices else field.maximum or _TOP_SCORE


def _asked_at(cases: CasesAtHand, field: FieldDefinition) -> Array:
    """The moment that the definition ties the rating to: as its round's, or as what requires it."""
    plan = cases.definition.second_handling
    declared = cases.view.table.definition.by_name
    tied = [name for name, companions in (plan.facts if plan else {}).items() if field.name in companions]
    tied += [each.field for each in field.required_when if declared[each.field].kind in TEMPORAL_KINDS]
    return cases.moments(tied[0] if tied else "")


def _first(asked: Array, later: Sequence[Array], given: Array) -> Array:
    """When asked; where somebody answered and nobody wrote when, the next moment that is known."""
    found = asked.copy()
    for column in later:
        wanting = np.isnat(found) & given
        found[wanting] = column[wanting]
    return found


def _is_bad(cases: CasesAtHand, words: Column) -> Array:
    bad = frozenset(cases.policy.setting_values("reopen_satisfaction"))
    return np.array([word in bad for word in words], dtype=np.bool_)


def _low(cases: CasesAtHand) -> float:
    """Up to which score one is low (ST-10); in a register without that setting none is."""
    return cases.policy.setting_number("low_score_threshold", -math.inf)
