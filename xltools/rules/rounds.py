"""Which round of handling is a case in, and which of its facts belong to it? (FR-11, FA-14)

A round ends with the customer's dissatisfaction or a log entry that reopens the case. What stands in the row then is
kept as an account on sheet 处理轮次, and counts as not there yet until people write over it.

Invariant: nothing that people typed is changed; a round ends once, and its account is written once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xltools.language.one_line import cut_short
from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.case_walk import SecondHandling
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, SheetTable, Value
from xltools.rules.past_rounds import ENDED_ROUNDS, NO_PAST, REOPENED_AT, PastRounds, past_rounds
from xltools.rules.typed_moments import is_before, moment_of, shown

Row = Mapping[str, Value]


_LONGEST_ACCOUNT = 16_000  # signs: a cell holds 32,767 units of UTF-16, and rare signs take two


@dataclass(slots=True)
class Rounds:
    """The rounds of all cases.

    Attributes:
        view: The cases with the facts of the round at hand only, and the derived facts ``reopened``, ``dissatisfied``.
        numbers: The column ``round``.
        reopened_at: When the round at hand began, by position; the first round is not here.
        accounts: Rows to be added to sheet 处理轮次.
        begun: Why a round began in this pass, by position.
        remembered: What the memory must keep, by its field and case number.
        findings: Facts dated before the round that they are meant for.
    """

    view: CaseView
    numbers: Column
    reopened_at: dict[int, datetime] = field(default_factory=dict)
    accounts: list[Row] = field(default_factory=list)
    begun: dict[int, str] = field(default_factory=dict)
    remembered: dict[str, dict[str, Value]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def current_rounds(
    view: CaseView,
    plan: SecondHandling | None,
    kept: SheetTable | None,
    policy: Policy,
    reopenings: Mapping[int, Sequence[datetime]],
    now: datetime,
    memory: CaseMemory,
) -> Rounds:
    """Tell the rounds apart.

    Args:
        view: The cases as read and decided so far.
        plan: How the register takes cases up again; None if it does not.
        kept: Sheet 处理轮次; without it no round ever ends.
        policy: For the verdicts that ask for second handling.
        reopenings: Moments of reopening log entries, by position.
        now: The moment of the pass.
        memory: What earlier passes knew, should rows of the sheet be gone.
    """
    if plan is None or kept is None or next(iter(plan.facts)) not in view.columns:
        return Rounds(view, [1] * len(view))
    bad = frozenset(policy.setting_values("reopen_satisfaction"))
    past = past_rounds(view, kept, memory)
    concerned = {*past, *reopenings}
    for name in filter(None, (plan.verdict, plan.first_verdict)):
        column = view.column(name)
        if not bad.isdisjoint(column):
            concerned.update(index for index, value in enumerate(column) if value in bad)
    return _Telling(view, plan, bad, past, now, kept.title).told(sorted(concerned), reopenings)


class _Telling:
    """Goes through the cases that have, had or want a second round."""

    def __init__(
        self,
        view: CaseView,
        plan: SecondHandling,
        bad: frozenset[str],
        past: Mapping[int, PastRounds],
        now: datetime,
        sheet: str,
    ) -> None:
        self._view, self._plan, self._bad, self._past, self._now, self._sheet = view, plan, bad, past, now, sheet
        self._columns: dict[str, list[Value]] = {
            name: list(view.columns[name]) for name in sorted(plan.names()) if name in view.columns
        }
        self._anchor = next(iter(plan.facts))
        self._reopened: list[Value] = [None] * len(view)
        self._dissatisfied: list[Value] = [None] * len(view)
        self._result = Rounds(view, [])

    def told(self, concerned: Iterable[int], reopenings: Mapping[int, Sequence[datetime]]) -> Rounds:
        rounds: list[Value] = [1] * len(self._view)
        yes = Word.YES.said
        for index in concerned:
            past = self._past.get(index, NO_PAST)
            if past.reopened_at is not None:
                self._result.findings += self._early(index, past, past.reopened_at)
                self._mask(index, past, past.reopened_at)
            past = self._ended(index, past, reopenings.get(index, ()))
            if past.reopened_at is not None:
                self._result.reopened_at[index] = past.reopened_at
                self._reopened[index] = yes
            rounds[index] = self._round(index, past)
            if self._began_beside(index) and not self._settled(index):
                self._dissatisfied[index] = yes
        facts: dict[str, Column] = {"reopened": self._reopened, "dissatisfied": self._dissatisfied}
        self._result.view = self._view.extended({**self._columns, **facts})
        self._result.numbers = rounds
        return self._result

    def _settled(self, index: int) -> bool:
        verdict = self._value(self._plan.verdict, index)
        return self._value(self._anchor, index) is not None and verdict is not None and verdict not in self._bad

    def _value(self, name: str | None, index: int) -> Value:
        column = self._columns.get(name or "")
        return column[index] if column is not None else None

    def _moments(self, index: int) -> list[datetime]:
        values = (self._value(name, index) for name in self._plan.facts)
        return [moment for moment in map(moment_of, values) if moment is not None]

    def _ended(self, index: int, past: PastRounds, reopenings: Sequence[datetime]) -> PastRounds:
        """Whether the round at hand has just ended; what is known then."""
        number, moments = self._view.numbers[index], self._moments(index)
        anchor = moment_of(self._value(self._anchor, index))
        if number is None or anchor is None:
            return past
        verdict = self._value(self._plan.verdict, index)
        later = [moment for moment in reopenings if moment <= self._now and not is_before(moment, anchor)]
        if verdict is not None and verdict in self._bad:
            known = moment_of(self._value(self._plan.known_at, index))
            reason, moment = self._told(self._plan.verdict or "", str(verdict)), known or self._now
        elif later:
            reason, moment = self._plan.log_kind or "", min(later)
        else:
            return past
        moment = max(moment, *moments)
        account = self._account(index)
        ended = past.ended + 1
        self._result.accounts.append(
            {
                "number": number,
                "round": self._round(index, past),
                "ended_at": max(moments),
                "account": account,
                "reopened_at": moment,
                "reason": reason,
            }
        )
        self._result.begun[index] = reason
        for name, value in ((ENDED_ROUNDS, ended), (REOPENED_AT, moment)):
            self._result.remembered.setdefault(name, {})[number] = value
        new = PastRounds(ended, moment, account)
        self._mask(index, new, moment)
        return new

    def _round(self, index: int, past: PastRounds) -> int:
        return 1 + past.ended + self._began_beside(index)

    def _began_beside(self, index: int) -> bool:
        """Whether the second round began without ending the first, whose facts have columns of their own (FA-14)."""
        first = self._plan.first_verdict
        return first is not None and self._view.column(first)[index] in self._bad

    def _mask(self, index: int, past: PastRounds, reopened: datetime) -> None:
        """Take out what belongs to an earlier round; the account tells the values that stood there then."""
        stood = frozenset(past.account.splitlines())
        anchor = moment_of(self._value(self._anchor, index))
        if anchor is not None and anchor <= reopened:
            anchor = None
        for name, companions in self._plan.facts.items():
            moment = self._value(name, index)
            old = moment is not None and _is_old(moment, reopened, anchor)
            for each in companions:
                value = self._value(each, index)
                if value is not None and (old or (moment is None and self._line(each, value) in stood)):
                    self._columns[each][index] = None
            if old:
                self._columns[name][index] = None

    def _early(self, index: int, past: PastRounds, reopened: datetime) -> Iterable[Finding]:
        """A main fact that was written anew, but with a moment that still lies in the earlier round."""
        value = self._value(self._anchor, index)
        if not isinstance(value, datetime) or value > reopened or not past.account:
            return
        if self._line(self._anchor, value) not in past.account.splitlines():
            yield self._view.finding(
                FindingCode.ROUND_FACT_EARLIER,
                index,
                self._anchor,
                value=_written(value),
                round=past.ended + 1,
                reopened=_written(reopened),
                rounds_sheet=self._sheet,
            )

    def _account(self, index: int) -> str:
        """All facts of the round, a line each, as 「处理结果：…」."""
        names = [name for moment, companions in self._plan.facts.items() for name in (moment, *companions)]
        values = ((name, self._value(name, index)) for name in names)
        lines = (self._line(name, value) for name, value in values if value is not None)
        return cut_short("\n".join(lines), _LONGEST_ACCOUNT)

    def _line(self, name: str, value: Value) -> str:
        return self._told(name, " ".join(_written(value).split()))

    def _told(self, name: str, value: str) -> str:
        return f"{self._head(name)}{text('signs.colon')}{value}"

    def _head(self, name: str) -> str:
        declared = self._view.field(name)
        return declared.header if declared else name


def _is_old(value: Value, reopened: datetime, anchor: datetime | None) -> bool:
    """Whether a moment belongs to an earlier round; one of the same day does if it lies before the new main fact."""
    if isinstance(value, datetime):
        return value <= reopened
    if isinstance(value, date):
        return value <= reopened.date() and (anchor is None or value < anchor.date())
    return False


def _written(value: Value) -> str:
    if isinstance(value, date):
        return shown(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
