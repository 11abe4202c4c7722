"""What did customers say, of what, and when were they asked? In every round of handling. (FR-10, FA-14, ST-10)

Invariant: a word that is not in the list, and a score out of bounds, is no rating.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from xltools.model.field import NUMERIC_KINDS, TEMPORAL_KINDS, FieldDefinition
from xltools.model.register import Column
from xltools.reports.extraction.cases_at_hand import CasesAtHand
from xltools.reports.extraction.masked_cells import masked_of_cases
from xltools.reports.extraction.register_facts import (
    Array,
    Table,
    array_of,
    in_case_order,
    no_moments,
    placed,
    stacked,
    table_of,
)
from xltools.reports.facts import RATING_COLUMNS

SATISFACTION = "satisfaction"  # the list, and the field of the first verdict
_SCORE = "score"
_LOWEST_SCORE, _TOP_SCORE = 1.0, 5.0  # of a score whose field declares no bounds; words go from 1 as well
_REASONS = ("low_score_reason", "customer_comment", "root_cause")


class RatingFacts(NamedTuple):
    """What is known of the ratings of one round of handling.

    Attributes:
        tables: `RATING_COLUMNS`, by field.
        rated_at: By case: when the customer was asked.
        words: By case: the first verdict in words.
        reopening: By case: whether the first verdict begins a second handling beside the first (FA-14).
    """

    tables: Mapping[str, Table]
    rated_at: Array
    words: Column
    reopening: Array


def is_rating(field: FieldDefinition) -> bool:
    """Whether customers' ratings stand in a field: a choice of list ``satisfaction``, or a number named ``score_…``."""
    if field.choices is not None:
        return field.choices == SATISFACTION
    return field.kind in NUMERIC_KINDS and (field.name == _SCORE or field.name.startswith(f"{_SCORE}_"))


def rating_facts(cases: CasesAtHand, ended_at: Array | None = None) -> RatingFacts:
    """Read the ratings of all cases.

    Args:
        cases: The cases in one round each.
        ended_at: When the round ended, if it did: the moment of a rating that has no other.
    """
    fields = [each for each in cases.view.table.present() if is_rating(each)]
    values = {each.name: _values(cases, each) for each in fields}
    later = [cases.moments("completed_at"), cases.closed_moments, cases.moments("received_at")]
    if ended_at is not None:
        later[-1] = ended_at
    rated = {each.name: _rated_at(cases, each, later, given=~np.isnan(values[each.name])) for each in fields}
    worded = next((each.name for each in fields if each.choices), "")
    plan = cases.definition.second_handling
    beside = plan is not None and bool(plan.first_verdict)
    never = no_moments(len(cases.view))
    return RatingFacts(
        {each.name: _rows(cases, each, values[each.name], rated[each.name]) for each in fields},
        rated[fields[0].name] if fields else never,
        cases.told(worded),
        _is_bad(cases, cases.told(worded)) & beside,
    )


def all_ratings(now: RatingFacts, earlier: Sequence[tuple[RatingFacts, Array]], anew: Collection[str]) -> Table:
    """The marks of all rounds: by field, then by case, those of earlier rounds before those of later ones.

    Args:
        now: Those of the round at hand.
        earlier: Those of earlier rounds in their order, with the places of their cases among all cases.
        anew: Fields that each round has anew; what stands in the others is one mark, however many rounds there were.
    """
    parts = []
    for name, table in now.tables.items():
        mine = [(each.tables[name], places) for each, places in earlier] if name in anew else []
        parts.append(in_case_order([*(placed(each, places) for each, places in mine), table]))
    return stacked(RATING_COLUMNS, parts)


def _rows(cases: CasesAtHand, field: FieldDefinition, values: Array, rated_at: Array) -> Table:
    given = np.flatnonzero(~np.isnan(values))
    words: Column = cases.told(field.name) if field.choices else [None] * len(values)
    judged, low = _judged(cases, field, values, words)
    return table_of(
        RATING_COLUMNS,
        {
            "case": given,
            "dimension": np.full(len(given), field.header, dtype=object),
            "value": values[given],
            "lowest": np.full(len(given), _lowest(field)),
            "top": np.full(len(given), _top(cases, field)),
            "word": [words[index] for index in given.tolist()],
            "rated_at": rated_at[given],
            "judged": np.full(len(given), judged),
            "low": low[given],
            "reason": _reasons(cases, given, low),
        },
    )


def _reasons(cases: CasesAtHand, given: Array, low: Array) -> list[str | None]:
    """Why each of the given marks is low: what was found out, or else what the customer said, or why it happened."""
    columns = [cases.told(name) for name in _REASONS]
    known = [next((column[index] for column in columns if column[index]), None) if low[index] else None
             for index in given.tolist()]  # fmt: skip
    return masked_of_cases(cases, known, given.tolist())


def _values(cases: CasesAtHand, field: FieldDefinition) -> Array:
    """From the lowest mark up, higher is better; NaN where nothing was said."""
    column = cases.told(field.name)
    if not field.choices:
        scores = array_of("value", column)
        highest = field.maximum if field.maximum is not None else np.nan
        return np.where((scores < _lowest(field)) | (scores > highest), np.nan, scores)
    scale = satisfaction_scale(cases)
    value_of = {word: float(len(scale) - place) for place, word in enumerate(scale)}
    return array_of("value", [value_of.get(word) if isinstance(word, str) else None for word in column])


def satisfaction_scale(cases: CasesAtHand) -> tuple[str, ...]:
    """The words of list ``satisfaction`` as the workbook has them, best first."""
    return cases.policy.lists.get(SATISFACTION, ())


def _lowest(field: FieldDefinition) -> float:
    return _LOWEST_SCORE if field.choices or field.minimum is None else float(field.minimum)


def _top(cases: CasesAtHand, field: FieldDefinition) -> float:
    return float(len(satisfaction_scale(cases))) if field.choices else field.maximum or _TOP_SCORE


def _rated_at(cases: CasesAtHand, field: FieldDefinition, later: Sequence[Array], given: Array) -> Array:
    """When asked; where somebody answered and nobody wrote when, the next moment that is known."""
    tied = _tied_to(cases, field)
    found = cases.done_at(tied).copy()
    for column in (cases.moments(tied), *later):  # an earlier round's answer that no account tells keeps its moment
        wanting = np.isnat(found) & given
        found[wanting] = column[wanting]
    return found


def _tied_to(cases: CasesAtHand, field: FieldDefinition) -> str:
    """The moment that the definition ties the rating to: as its round's, or as what requires it; "" for none."""
    plan = cases.definition.second_handling
    declared = cases.view.table.definition.by_name
    tied = [name for name, companions in (plan.facts if plan else {}).items() if field.name in companions]
    tied += [each.field for each in field.required_when if declared[each.field].kind in TEMPORAL_KINDS]
    return tied[0] if tied else ""


def _is_bad(cases: CasesAtHand, words: Column) -> Array:
    bad = frozenset(cases.policy.setting_values("reopen_satisfaction"))
    return np.array([word in bad for word in words], dtype=np.bool_)


def _judged(cases: CasesAtHand, field: FieldDefinition, values: Array, words: Column) -> tuple[bool, Array]:
    """Whether the settings say which marks of a field are low, and by case, whether its mark is (ST-10)."""
    if field.choices:
        return bool(cases.policy.setting_values("reopen_satisfaction")), _is_bad(cases, words)
    threshold = cases.policy.setting_number("low_score_threshold", np.nan)  # nothing is at or below NaN
    return not np.isnan(threshold), values <= threshold
