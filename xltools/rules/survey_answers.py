"""What did customers answer, and what does that say of their cases? Sheet 回访答复. (FR-10, FA-14, ST-10)

An answer belongs to the round of handling that it follows. Its values are proposed for the case's own columns, so that
whatever hangs on a verdict (the next round, a call-back) begins in the same pass.

Invariant: an answer fills what is empty; where the row says anything else of the same survey, the row stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.field import FieldDefinition, FieldKind
from xltools.model.finding import Finding, FindingCode
from xltools.model.pass_context import PassContext
from xltools.model.policy import Policy
from xltools.model.register import Register, Value
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.rules.added_rows import AddedRow
from xltools.rules.case_records import CaseRecords, case_records
from xltools.rules.entering import entered_rows
from xltools.rules.past_rounds import NO_PAST, PastRounds, past_rounds
from xltools.rules.proposed_cells import empty_cells
from xltools.rules.typed_moments import is_before, shown

ANSWERS_SHEET = "survey_answers"
ANSWERED_AT, COMMENT = "answered_at", "customer_comment"
_SURVEYED_AT = "surveyed_at"
_RECEIVED_AT, _COMPLETED_AT = "received_at", "completed_at"
_SCALES = frozenset({FieldKind.CHOICE, FieldKind.INTEGER, FieldKind.NUMBER})
Proposed = dict[str, dict[int, Value]]


def scale_fields(register: Register) -> tuple[FieldDefinition, ...]:
    """The fields of the sheet that hold verdicts and scores: those that the register sheet has, too."""
    sheet = register.definition.sheet(ANSWERS_SHEET)
    own = register.definition.register_sheet.by_name
    return tuple(field for field in (sheet.fields if sheet else ()) if field.kind in _SCALES and field.name in own)


def answers_to_enter(register: Register, context: PassContext) -> tuple[AddedRow, ...]:
    """The answers of the context as rows of the sheet; an answer without a time came at the moment of the pass."""
    table = register.tables.get(ANSWERS_SHEET)
    if table is None:
        return ()
    return entered_rows(table, context.answers, {ANSWERED_AT: context.now}, register.policy)


def proposed_answers(register: Register, view: CaseView, memory: CaseMemory, now: datetime) -> Proposed:
    """By field and position: what the latest answer of the round at hand says, for cells that are empty.

    Args:
        register: The register; the rule sleeps without the sheet or its times.
        view: The cases as read and decided so far, facts of earlier rounds included.
        memory: What earlier passes know of rounds that ended.
        now: The moment of the pass; what is dated later is not believed yet.
    """
    records = case_records(register, view, ANSWERS_SHEET, ANSWERED_AT)
    if records is None or not records.table.rows:
        return {}
    answers = _Answers(register, view, records, now)
    kept = register.tables.get(ROUNDS_SHEET)
    past = past_rounds(view, kept, memory) if kept is not None else {}
    proposed: Proposed = {}
    for index, given in answers.by_case():
        for name, value in answers.meant(index, given, past.get(index, NO_PAST)):
            if index in answers.empty(name):
                proposed.setdefault(name, {})[index] = value
    return proposed


def check_answers(register: Register, view: CaseView) -> Iterator[Finding]:
    """Findings on answers that are dated before their case came in."""
    records = case_records(register, view, ANSWERS_SHEET, ANSWERED_AT)
    if records is None:
        return
    received, moments = view.column(_RECEIVED_AT), records.column(ANSWERED_AT)
    for row, case in records.of_cases():
        moment, begun = moments[row], received[case]
        if isinstance(moment, datetime) and isinstance(begun, datetime) and is_before(moment, begun):
            header = view.table.definition.by_name[_RECEIVED_AT].header
            params = {"value": shown(moment), "other_header": header, "other_value": shown(begun)}
            yield records.table.finding(FindingCode.DATE_OUT_OF_ORDER, row, ANSWERED_AT, **params)


class _Answer(NamedTuple):
    """One row of the sheet that can be believed: when, and its values by field."""

    at: datetime
    values: Mapping[str, Value]


class _Answers:
    """The answers of one register beside its cases."""

    def __init__(self, register: Register, view: CaseView, records: CaseRecords, now: datetime) -> None:
        self._view, self._records, self._now, self._policy = view, records, now, register.policy
        self._plan = register.definition.second_handling
        self._scales = [field for field in scale_fields(register) if field.name in records.table.values]
        self._empty: dict[str, set[int]] = {}

    def empty(self, name: str) -> set[int]:
        """Positions of the cases whose cell is empty and may be filled."""
        if name not in self._empty:
            self._empty[name] = empty_cells(self._view, name)
        return self._empty[name]

    def by_case(self) -> Iterator[tuple[int, list[_Answer]]]:
        """The answers to each case, the earliest first; of the same moment, the one further down last."""
        for index, rows in sorted(self._records.by_case().items()):
            given = [answer for row in rows if (answer := self._answer(row)) is not None]
            if given:
                yield index, sorted(given, key=lambda each: each.at)

    def _answer(self, row: int) -> _Answer | None:
        at = self._records.column(ANSWERED_AT)[row]
        values = {field.name: self._records.column(field.name)[row] for field in self._scales}
        given = {name: value for name, value in values.items() if value is not None}
        fields = self._records.table.definition.by_name
        fits = all(_is_allowed(value, fields[name], self._policy) for name, value in given.items())
        if not isinstance(at, datetime) or at > self._now or not given or not fits:
            return None
        return _Answer(at, {**given, COMMENT: self._records.column(COMMENT)[row]})

    def meant(self, index: int, given: Sequence[_Answer], past: PastRounds) -> Iterator[tuple[str, Value]]:
        """What the answers of the round at hand say of a case's fields."""
        plan, begun = self._plan, past.reopened_at
        received, done = self._moment(_RECEIVED_AT, index), self._moment(_COMPLETED_AT, index)
        told = [each for each in given if _follows(each, done, None) and (received is None or each.at >= received)]
        if plan is not None and plan.first_verdict is not None:
            followed = self._moment(plan.known_at, index)
            first = [each for each in told if begun is None and (followed is None or each.at <= followed)]
            yield from self._agreeing(index, first[-1:])
            later = [each for each in given if _follows(each, followed, begun)] if followed is not None else []
            verdict = later[-1].values.get(plan.first_verdict) if later else None
            if plan.verdict is not None and verdict is not None:
                yield plan.verdict, verdict
            return
        of_round = [each for each in told if _follows(each, done, begun)]
        yield from self._agreeing(index, of_round[-1:])

    def _agreeing(self, index: int, latest: Sequence[_Answer]) -> Iterator[tuple[str, Value]]:
        """The values of an answer, unless the row holds another verdict or score already."""
        for answer in latest:
            values = {**answer.values, _SURVEYED_AT: answer.at}
            stands = {field.name: self._view.column(field.name)[index] for field in self._scales}
            if all(value is None or value == values.get(name) for name, value in stands.items()):
                yield from ((name, value) for name, value in values.items() if value is not None)

    def _moment(self, name: str | None, index: int) -> datetime | None:
        value = self._view.column(name)[index] if name is not None else None
        return value if isinstance(value, datetime) else None


def _follows(answer: _Answer, done: datetime | None, begun: datetime | None) -> bool:
    """Whether an answer came behind what was done in the round at hand, which must be of this round itself."""
    return done is not None and answer.at >= done and (begun is None or done > begun)


def _is_allowed(value: Value, field: FieldDefinition, policy: Policy) -> bool:
    """Whether a verdict is one of the list, a score one of the scale; what is not, is remarked in its own row."""
    if field.kind is FieldKind.CHOICE:
        return value in policy.lists.get(field.choices or "", ())
    if not isinstance(value, (int, float)):
        return False
    least, most = field.minimum, field.maximum
    return (least is None or value >= least) and (most is None or value <= most)
