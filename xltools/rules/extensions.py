"""Until when may a case take longer? Requests for extension on their sheet, judged in the order of application. (FA-12)

Invariant: the first promise is never changed; an extension adds a revised due time beside it, or has no effect at all.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from xltools.language.words import Word
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, Register, Value
from xltools.rules.case_records import CaseRecords, case_records
from xltools.rules.remembering import Settled
from xltools.rules.standings import EXTENDED_TIMER, Reckoning
from xltools.rules.typed_moments import is_day_alone, shown

SHEET = "extensions"
REVISED_DUE = "revised_due_at"  # what they come to
_APPROVED_BY = ("approver", "approved_at")


class RevisedDue(NamedTuple):
    """What extensions come to.

    Attributes:
        column: The revised due time by case; None where no extension is in force.
        findings: Why requests have no effect.
    """

    column: Column
    findings: list[Finding]


class _Request(NamedTuple):
    """One complete request that was not refused."""

    applied_at: datetime
    new_due_at: datetime
    approved: bool
    row: int


def revised_due(register: Register, view: CaseView, policy: Policy, solution_due: Column) -> RevisedDue:
    """Judge all requests.

    A request is in force once it is approved, with approver and time; what can't come into force is said before,
    so that nobody approves it in vain. Refused and incomplete ones have no effect. Where several may be in force,
    each is measured by the due time that the one before it left. One applied for in time may be approved later.

    Args:
        register: The register.
        view: Its cases.
        policy: Calendar, and settings ``extension_limit_days`` (working days; all days without a calendar) and
            ``extension_times``.
        solution_due: The original due time by case.
    """
    revised: list[Value] = [None] * len(view)
    records = case_records(register, view, SHEET, "applied_at", "new_due_at", "verdict")
    if records is None or view.field("solution_due_at") is None:
        return RevisedDue(revised, [])
    judging = _Judging(records, view, policy)
    findings: list[Finding] = []
    for case, rows in records.by_case().items():
        requests = sorted(judging.requests(rows))
        original = solution_due[case]
        if isinstance(original, datetime):
            due = judging.extended(original, requests, findings)
            revised[case] = due if due != original else None
        else:
            findings += [judging.without_limit(request) for request in requests]
    return RevisedDue(revised, findings)


def extended_due(register: Register, view: CaseView, reckoning: Reckoning, settled: Settled) -> RevisedDue | None:
    """`revised_due` of the cases that this pass judges; settled ones keep theirs.

    Args:
        register: The register.
        view: Its cases.
        reckoning: Reckons the original due time of a case for which nothing was promised before.
        settled: The closed cases that keep what was said of them.

    Returns:
        None where the register lacks the sheet or the column.
    """
    requests = register.tables.get(SHEET)
    if requests is None or view.field(REVISED_DUE) is None:
        return None
    due: list[Value] = [None] * len(view)
    promised = settled.kept(view, "solution_due_at")
    for number in set(requests.values.get("case_number", ())) & view.index_of().keys():
        index = view.index_of()[str(number)]
        timers = {each.timer.name: each.due for each in reckoning.standings(index)}
        due[index] = promised[index] or timers.get(EXTENDED_TIMER)
    column, findings = revised_due(register, view, register.policy, due)
    return RevisedDue(settled.merged(view, REVISED_DUE, column), findings)


class _Judging:
    """The measures that requests are held against."""

    def __init__(self, records: CaseRecords, view: CaseView, policy: Policy) -> None:
        self._records = records
        self._table = records.table
        self._headers = [field.header for name in ("solution_due_at", REVISED_DUE) if (field := view.field(name))]
        self._calendar = policy.calendar.business if policy.calendar else None
        self._days = int(policy.setting_number("extension_limit_days", 3))
        self._times = int(policy.setting_number("extension_times", 1))

    def requests(self, rows: Sequence[int]) -> Iterator[_Request]:
        """The complete requests among these rows; what is missing is reported as missing."""
        applied, new, verdicts = (self._records.column(name) for name in ("applied_at", "new_due_at", "verdict"))
        approvals = [self._records.column(name) for name in _APPROVED_BY if name in self._table.values]
        agreed, refused = Word.AGREED.said, Word.REFUSED.said
        for row in rows:
            applied_at, new_due_at = applied[row], new[row]
            if verdicts[row] != refused and isinstance(applied_at, datetime) and isinstance(new_due_at, datetime):
                approved = verdicts[row] == agreed and all(column[row] is not None for column in approvals)
                yield _Request(applied_at, due_meant(new_due_at, self._calendar), approved, row)

    def extended(self, due: datetime, requests: Sequence[_Request], findings: list[Finding]) -> datetime:
        """The due time that these requests, in their order, lead to."""
        in_force = 0
        for request in requests:
            faults = list(self._faults(request, due, in_force))
            findings += faults
            if request.approved and not faults:
                due, in_force = request.new_due_at, in_force + 1
        return due

    def without_limit(self, request: _Request) -> Finding:
        """There is nothing that could be extended."""
        return self._table.finding(FindingCode.EXTENSION_WITHOUT_LIMIT, request.row, self._records.number_field)

    def _faults(self, request: _Request, due: datetime, in_force: int) -> Iterator[Finding]:
        finding, row = self._table.finding, request.row
        value, latest = self._shown(row), self._latest(due)
        if request.applied_at > due:
            params = {"value": shown(request.applied_at), "due": shown(due)}
            yield finding(FindingCode.EXTENSION_TOO_LATE, row, "applied_at", **params)
        if request.new_due_at <= due:
            header = self._headers[-1] if in_force else self._headers[0]
            params = {"value": value, "other_header": header, "other_value": shown(due)}
            yield finding(FindingCode.DATE_OUT_OF_ORDER, row, "new_due_at", **params)
        elif latest is not None and request.new_due_at > latest:
            params = {"value": value, "latest": shown(latest), "days": str(self._days)}
            yield finding(FindingCode.EXTENSION_TOO_LONG, row, "new_due_at", **params)
        elif request.applied_at <= due and in_force >= self._times:
            yield finding(FindingCode.EXTENSION_AGAIN, row, "applied_at", count=self._times)

    def _shown(self, row: int) -> str:
        typed = self._records.column("new_due_at")[row]
        return shown(typed) if isinstance(typed, datetime) else ""

    def _latest(self, due: datetime) -> datetime | None:
        """The latest new due time allowed; None if working time ends before that."""
        if self._calendar is None or not self._days:
            return due + timedelta(days=self._days)
        try:
            return self._calendar.add_working_days(due, self._days)
        except ValueError:
            return None


def due_meant(typed: datetime, calendar: BusinessCalendar | None) -> datetime:
    """Which new due time is asked for: a day alone means its closing time, on a day off its end."""
    if not is_day_alone(typed):
        return typed
    if calendar is not None and calendar.is_working_day(typed):
        return calendar.add_working_days(typed, 0)
    return typed.replace(hour=23, minute=59)
