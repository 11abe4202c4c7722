"""How does a case get from receipt to closing? Class, people, rounds, state, limits and escalations, in this order.

Each step sees what the steps before it decided. Invariant: a closed case that was judged before is not judged again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from xltools.model.case_memory import CaseMemory, MemoryUpdate
from xltools.model.case_view import CaseView
from xltools.model.generated_page import GeneratedPage
from xltools.model.notice import Notice
from xltools.model.pass_context import PassContext
from xltools.model.register import Column, Register, Value
from xltools.model.sheet_keys import ROUNDS_SHEET
from xltools.rules.added_rows import with_rows
from xltools.rules.archive_marks import archive_columns, marked
from xltools.rules.assigning import assign_cases
from xltools.rules.case_log import CaseLog, digest, log_is_lost
from xltools.rules.classification import propose_classes
from xltools.rules.closing import CLOSED_AT, closing_moments
from xltools.rules.customer_requests import MARK, request_marks
from xltools.rules.defaults import proposed_defaults
from xltools.rules.draft import Draft
from xltools.rules.escalation import escalate, escalation_columns, handed_over
from xltools.rules.extensions import REVISED_DUE, extended_due
from xltools.rules.field_checks import check_fields
from xltools.rules.knowledge import LessonsToEnter, lessons_to_enter
from xltools.rules.knowledge_rows import SHEET as KNOWLEDGE_SHEET
from xltools.rules.liaisons import case_liaisons, liaison_column, liaison_notices
from xltools.rules.low_scores import low_score_marks
from xltools.rules.moment_checks import check_moments
from xltools.rules.notice_page import notice_pages
from xltools.rules.open_work import work_pages
from xltools.rules.plan_approval import plan_facts
from xltools.rules.priority import decide_priority
from xltools.rules.record_checks import check_records, record_facts
from xltools.rules.remembering import Settled, closed_before, overtyped_cells, remembered_fields, to_remember
from xltools.rules.rounds import Rounds, current_rounds
from xltools.rules.similar_cases import SIMILAR, similar_case_column
from xltools.rules.sla import Judgement, judge, judged_columns
from xltools.rules.stamps import filled, stamp_columns
from xltools.rules.standings import Reckoning, Standing, without_log
from xltools.rules.states import case_states
from xltools.rules.survey_answers import proposed_answers


@dataclass(frozen=True, slots=True)
class Work:
    """What the walk decided beyond the cells and findings of the draft.

    Attributes:
        added: Rows to be written below the last one, by sheet key.
        notices: What people are to be told.
        memory: What to remember.
        pages: Sheets to be written anew.
        view: The cases with everything decided.
        reckoning: Reckons the limits of any of them, for explanations.
        standings: The limits of the open cases, by position.
        lessons: What closed cases taught.
    """

    added: Mapping[str, Sequence[Mapping[str, Value]]]
    notices: tuple[Notice, ...]
    memory: MemoryUpdate
    pages: tuple[GeneratedPage, ...]
    view: CaseView
    reckoning: Reckoning
    standings: Mapping[int, Sequence[Standing]]
    lessons: LessonsToEnter


def work_cases(register: Register, context: PassContext, draft: Draft) -> Work:
    """Walk all cases of one register as far as their facts carry them; the draft takes what is decided."""
    return _Walk(register, context, draft).walked()


@dataclass(slots=True)
class _Walk:
    """The steps, and what they hand on."""

    register: Register
    context: PassContext
    draft: Draft
    notices: list[Notice] = field(default_factory=list)
    marks: dict[str, Column] = field(default_factory=dict)
    _closed_states: frozenset[str | None] = field(init=False)

    def __post_init__(self) -> None:
        self._closed_states = frozenset(self.register.definition.closed_states)

    def walked(self) -> Work:
        self._classify()
        log = digest(self.register, self.draft.view, self.context.now)
        self.draft.findings += log.findings
        rounds = self._tell_rounds(log)
        self._mark()
        settled, open_cases = self._walk_states()
        self._stamp(log)
        reckoning = self._reckoning(log, rounds)
        judgement = self._judge(reckoning, settled, open_cases)
        self.draft.findings += check_moments(
            self.draft.view, self.register.policy, judgement.standings, self.context.now
        )
        self._escalate(judgement, rounds, open_cases)
        for name, column in archive_columns(self.draft.view, self.context.archived, self._memory).items():
            self.draft.settle(name, column)
        lessons = self._learn(open_cases)
        walk = self.register.definition.states
        closed_at = closing_moments(self.draft.view, walk, open_cases, settled, self._memory)
        self.draft.findings += check_records(
            self.register, self.draft.view, rounds.reopened_at, closed_at, self.context.now
        )
        return Work(
            {ROUNDS_SHEET: rounds.accounts} if rounds.accounts else {},
            tuple(self.notices),
            self._remember(rounds, settled, closed_at),
            (
                *work_pages(self.register, self.draft.view, judgement.next_due, closed_at, self.context.now),
                *notice_pages(
                    with_rows(self.register, ROUNDS_SHEET, rounds.accounts), self.draft.view, self.context.now
                ),
            ),
            self.draft.view,
            reckoning,
            judgement.standings,
            lessons,
        )

    @property
    def _memory(self) -> CaseMemory:
        return self.context.memory

    def _walk_states(self) -> tuple[Settled, list[int]]:
        """Assign the open cases, check them, find their states; the closed cases that stay so, and the open ones."""
        view = self.draft.view
        settled = Settled(view, closed_before(view, self._closed_states, self._memory), self._memory)
        states, settled = self._judged_anew(settled)
        walk, today = self.register.definition.states, self.context.now.date()
        assign_cases(self.draft, self.register.policy, walk, states, today)
        self._check_fields()
        states, settled = self._judged_anew(settled)
        self.draft.settle("state", states)
        return settled, self._open(states)

    def _judged_anew(self, settled: Settled) -> tuple[list[str | None], Settled]:
        """The states; what is taken up again is judged by the policy of today, and may be closed by that at once."""
        states = self._find_states(settled)
        if reopened := [index for index in self._open(states) if settled.flags[index]]:
            settled = settled.without(self.draft.view, reopened)
            states = self._find_states(settled)
        return states, settled

    def _open(self, states: Sequence[str | None]) -> list[int]:
        return [index for index, state in enumerate(states) if state not in self._closed_states]

    def _classify(self) -> None:
        draft, policy = self.draft, self.register.policy
        draft.propose(proposed_defaults(self.register.cases, policy))
        draft.propose(propose_classes(draft.view, policy).proposals)
        draft.propose(proposed_answers(self.register, draft.view, self._memory, self.context.now))

    def _tell_rounds(self, log: CaseLog) -> Rounds:
        plan, kept = self.register.definition.second_handling, self.register.tables.get(ROUNDS_SHEET)
        rounds = current_rounds(
            self.draft.view, plan, kept, self.register.policy, log.reopenings, self.context.now, self._memory
        )
        self.draft.view = rounds.view.extended(record_facts(self.register, rounds.view, rounds.reopened_at))
        self.draft.conclude("complete", range(len(rounds.view)))  # until the checks know better
        self.draft.settle("round", rounds.numbers)
        self.draft.findings += rounds.findings
        return rounds

    def _mark(self) -> None:
        """What today's policy says of each case, before closed ones get back what was said of them."""
        view, policy = self.draft.view, self.register.policy
        priority = decide_priority(view, policy, self.register.tables.get("priority_matrix"))
        self.draft.findings += priority.findings
        marks = {
            **priority.columns,
            "low_score_mark": low_score_marks(view, policy),
            MARK: request_marks(view, policy),
            "liaison": liaison_column(view, case_liaisons(view, policy)),
        }
        self.marks = {name: column for name, column in marks.items() if column is not None}

    def _find_states(self, settled: Settled) -> list[str | None]:
        """The states, with the marks that they may depend on; closed cases keep their marks."""
        for name, column in self.marks.items():
            self.draft.settle(name, settled.merged(self.draft.view, name, column))
        # The cell of the priority still tells the last pass's, and who must approve follows from it (ST-6).
        self.draft.view = self.draft.view.extended(plan_facts(self.register, self.draft.view))
        return case_states(self.draft.view, self.register.definition.states)

    def _check_fields(self) -> None:
        view = self.draft.view
        self.draft.findings += check_fields(self.draft.table(), self.register.policy, self.context.now)
        required = [each.name for each in view.table.present() if each.required]
        is_complete = filled(view, required, or_uncomputed=True) if required else range(len(view))
        self.draft.conclude("complete", is_complete)

    def _stamp(self, log: CaseLog) -> None:
        draft, liaisons = self.draft, case_liaisons(self.draft.view, self.register.policy)
        for name, column in stamp_columns(draft.view, liaisons, log, self.context.now, self._memory).items():
            draft.settle(name, column)
        self.notices += liaison_notices(
            draft.view, liaisons, self.register.policy, self.context.now.date(), self._memory
        )

    def _reckoning(self, log: CaseLog, rounds: Rounds) -> Reckoning:
        plan = self.register.definition.second_handling
        facts = frozenset(plan.facts) if plan is not None else frozenset()
        view = self.draft.view
        if view.has("customer_confirmed") and view.has("completed_at"):  # not solved before the customer says so (ST-9)
            pairs = zip(view.columns["completed_at"], view.columns["customer_confirmed"], strict=True)
            view = view.extended({"completed_at": [moment if confirmed else None for moment, confirmed in pairs]})
        return Reckoning(view, self.register.policy, log, rounds.reopened_at, facts, self.context.now)

    def _judge(self, reckoning: Reckoning, settled: Settled, open_cases: Sequence[int]) -> Judgement:
        view, policy = self.draft.view, self.register.policy
        kept = {name: settled.kept(view, name) for name in judged_columns(view, policy)}
        still_open = set(open_cases)
        ended = [index for index in settled.others if index not in still_open]
        revised = self._revise(reckoning, settled)
        judgement = judge(view, policy, reckoning, open_cases, ended, kept, revised, self.context.now)
        for name, column in judgement.columns.items():
            self.draft.settle(name, column)
        return judgement

    def _revise(self, reckoning: Reckoning, settled: Settled) -> dict[int, datetime]:
        """Approved extensions of the cases that are judged; settled ones keep theirs."""
        extended = extended_due(self.register, self.draft.view, reckoning, settled)
        if extended is None:
            return {}
        self.draft.findings += extended.findings
        self.draft.settle(REVISED_DUE, extended.column)
        return {index: moment for index, moment in enumerate(extended.column) if isinstance(moment, datetime)}

    def _escalate(self, judgement: Judgement, rounds: Rounds, open_cases: Sequence[int]) -> None:
        view, now, urgent = self.draft.view, self.context.now, self.register.definition.urgent
        standings = judgement.standings
        if log_is_lost(self.register, view):  # what rests on it would be told wrongly, and never be told again
            standings = {index: without_log(limits) for index, limits in standings.items()}
        escalations = escalate(view, self.register.policy, standings, self._memory, now, urgent)
        for name, column in escalation_columns(view, escalations, now, self._memory).items():
            self.draft.settle(name, column)
        self.notices += handed_over(self.draft.view, open_cases, rounds.begun, self._memory, urgent)
        self.notices += escalations.notices

    def _learn(self, open_cases: Sequence[int]) -> LessonsToEnter:
        """What closed cases taught, and where open ones find it (ST-11)."""
        view, still_open = self.draft.view, set(open_cases)
        closed = [index for index in range(len(view)) if index not in still_open]
        lessons = lessons_to_enter(self.register, view, closed, self.context)
        taught = with_rows(self.register, KNOWLEDGE_SHEET, lessons.rows)
        if (similar := similar_case_column(taught, view, open_cases, self._memory)) is not None:
            self.draft.settle(SIMILAR, similar)
        return lessons

    def _remember(self, rounds: Rounds, settled: Settled, closed_at: Sequence[datetime | None]) -> MemoryUpdate:
        view, cells = self.draft.view, self.draft.cells
        names = remembered_fields(view, cells)
        self.draft.findings += overtyped_cells(view, cells, names, self._memory)
        columns = {name: view.columns[name] for name in names} | {CLOSED_AT: closed_at}
        changing = {*settled.others, *settled.believed, *marked(view, self.context.archived)}
        found = to_remember(view, columns, sorted(changing), self._memory)
        return MemoryUpdate({**found, **rounds.remembered}, tuple(notice.key for notice in self.notices))
