"""What does sheet 处理轮次 tell of the rounds of handling that are over? (FR-11, FA-14)

Invariant: an account is read as `xltools.rules.rounds` wrote it, 「处理结果：…」 a line; what reads otherwise is no
value.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.model.case_view import CaseView
from xltools.model.case_walk import SecondHandling
from xltools.model.field import NUMERIC_KINDS, TEMPORAL_KINDS, FieldDefinition, FieldKind
from xltools.model.register import Register, Value
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.reports.extraction.register_facts import moment_of
from xltools.rules.case_records import case_records

_REOPENED_AT = "reopened_at"


class EndedRound(NamedTuple):
    """One row of the sheet.

    Attributes:
        number: Which round ended, from 1.
        begun_at: When it had begun; None for the first on the sheet.
        ended_at: The last moment that was entered in it, as far as the sheet tells.
        account: What stood in the row then, by field, to the minute; empty where the sheet does not tell.
        reopened_at: When the next one began.
    """

    number: int
    begun_at: datetime | None
    ended_at: datetime | None
    account: Mapping[str, Value]
    reopened_at: datetime


def round_fields(plan: SecondHandling) -> frozenset[str]:
    """The fields that each round has anew."""
    return frozenset({*plan.facts, *(name for names in plan.facts.values() for name in names)})


def ended_rounds(register: Register, view: CaseView) -> dict[int, list[EndedRound]]:
    """The rounds that are over in their order, by position of the case; nothing in a register without the sheet."""
    records = case_records(register, view, ROUNDS_SHEET, _REOPENED_AT)
    if records is None:
        return {}
    plan = register.definition.second_handling
    heads = {field.header: field for name in (round_fields(plan) if plan else ()) if (field := view.field(name))}
    reopened, ended, numbers, accounts = map(records.column, (_REOPENED_AT, "ended_at", "round", "account"))
    found: dict[int, list[EndedRound]] = {}
    for case, rows in records.by_case().items():
        dated = sorted((moment, row) for row in rows if isinstance(moment := reopened[row], datetime))
        begun: datetime | None = None
        for place, (moment, row) in enumerate(dated, start=1):
            number, last = numbers[row], ended[row]
            ended_round = EndedRound(
                int(number) if isinstance(number, (int, float)) else place,
                begun,
                last if isinstance(last, datetime) else None,
                _account(accounts[row], heads),
                moment,
            )
            found.setdefault(case, []).append(ended_round)
            begun = moment
    return found


def _account(written: Value, heads: Mapping[str, FieldDefinition]) -> dict[str, Value]:
    told: dict[str, Value] = {}
    colon = text("signs.colon")
    for line in str(written or "").splitlines():
        head, _, said = line.partition(colon)
        if head in heads and (value := _value(heads[head].kind, said)) is not None:
            told[heads[head].name] = value
    return told


def _value(kind: FieldKind, said: str) -> Value:
    try:
        if kind in TEMPORAL_KINDS:
            moment = datetime.fromisoformat(said)
            return moment.date() if kind is FieldKind.DATE else moment
        return float(said) if kind in NUMERIC_KINDS else said or None
    except ValueError:
        return None


def is_told(account: Mapping[str, Value], name: str, value: Value) -> bool:
    """Whether this value stood in the row in that round already."""
    told = account.get(name)
    return told is not None and told == (" ".join(value.split()) if isinstance(value, str) else value)


def is_of_earlier_round(value: Value, reopened_at: datetime, anchor: Value) -> bool:
    """Whether a moment was entered before the round at hand began; a day alone of that day, if no result is newer.

    Args:
        value: The moment.
        reopened_at: When the round at hand began.
        anchor: The moment of the result that stands in the row.
    """
    if isinstance(value, datetime):
        return value <= reopened_at
    if not isinstance(value, date):
        return False
    result = moment_of(anchor)
    anew = result is not None and result > reopened_at and value >= result.date()
    return value <= reopened_at.date() and not anew
