"""Why is a limit due when it is? Its row on sheet 时限, its start, the way to its due time, who is told of it.

Invariant: nothing is reckoned here; moments come from `xltools.rules.sla`, `deadline_trace` and `escalation`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from xltools.model.business_calendar import Pauses
from xltools.model.case_memory import CaseMemory
from xltools.model.case_view import CaseView
from xltools.model.register import Register
from xltools.model.sheet_keys import TIMERS_SHEET
from xltools.model.sla_timer import SlaTimer
from xltools.rules.case_log import CaseLog
from xltools.rules.deadline_trace import Segment, trace
from xltools.rules.deadlines import due_time
from xltools.rules.limit_alerts import Alert, alerts
from xltools.rules.limit_sources import extension_place, message_place
from xltools.rules.places import cell_place, row_place
from xltools.rules.standings import Reckoning, Standing
from xltools.rules.timer_choice import TimerChoice
from xltools.rules.typed_moments import moment_of


class StartedBy(StrEnum):
    """What a limit runs from."""

    CELL = "cell"  # the moment in its start column
    MESSAGE = "message"  # the last message to the customer in the log
    ROUND = "round"  # the beginning of a later round


class Ground(NamedTuple):
    """A cell of the case that makes a row of 时限 apply: its head, address and value."""

    header: str
    place: str
    value: str


class LimitRow(NamedTuple):
    """The row of sheet 时限 that applies.

    Attributes:
        label: What the limit is called.
        limit: How long: 「2 工作日」.
        place: Address of the row.
        limit_place: Address of the cell that says how long.
        grounds: Why this row; empty for a row that applies to all cases.
        basis: Where the limit comes from.
    """

    label: str
    limit: str
    place: str
    limit_place: str
    grounds: tuple[Ground, ...]
    basis: str


class WaitingLimit(NamedTuple):
    """A limit that does not run: its start is not known yet, or (``ended``) it repeats no more."""

    row: LimitRow
    header: str
    place: str
    ended: datetime | None


class LimitExplanation(NamedTuple):
    """A limit that runs or ran.

    Attributes:
        row: The row of sheet 时限.
        started_by: What it runs from.
        start: From when.
        start_header: The column that it starts from.
        start_place: Where the start stands; "" for a round that this pass begins.
        trace: The way from the start to ``reckoned``.
        reckoned: When it is due by the facts and rules of today; a pause that lasts is taken to end now.
        due: When it is due; a closed case keeps what it was judged by.
        due_place: Address of the due time; "" where it has no column.
        written: What stands there now.
        revised: The due time of an approved extension.
        revised_place: Address of the request's row.
        provisional: The holidays on the way are not all published.
        paused_since: It stands still since then.
        done: When it was done.
        done_header: The column that ends it; "" if nothing does.
        done_place: Address of its cell.
        late: Open and late, or done late.
        distance: From now, or from when it was done, to the deadline; negative where late.
        alerts: Who was or will be told, in the order of time.
    """

    row: LimitRow
    started_by: StartedBy
    start: datetime
    start_header: str
    start_place: str
    trace: tuple[Segment, ...]
    reckoned: datetime
    due: datetime
    due_place: str
    written: datetime | None
    revised: datetime | None
    revised_place: str
    provisional: bool
    paused_since: datetime | None
    done: datetime | None
    done_header: str
    done_place: str
    late: bool
    distance: timedelta
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class LimitsOfCase:
    """What the limits of one case are explained from.

    Attributes:
        register: The register.
        view: Its cases as the last rule left them.
        reckoning: Reckons their limits.
        log: The log, digested.
        memory: What earlier passes told.
        index: The case's position.
        closed: Nothing remains to be done.
        round_began: The moment and the address of a later round's beginning.
        now: The moment of the pass.
    """

    register: Register
    view: CaseView
    reckoning: Reckoning
    log: CaseLog
    memory: CaseMemory
    index: int
    closed: bool
    round_began: tuple[datetime | None, str]
    now: datetime

    def running(self) -> list[LimitExplanation]:
        """The limits that run or ran, in the order of sheet 时限."""
        revised = self._moment("revised_due_at")
        return [self._explained(each) for each in self.reckoning.standings(self.index, revised)]

    def waiting(self) -> list[WaitingLimit]:
        """The limits that apply and do not run."""
        running = {each.timer for each in self.reckoning.standings(self.index)}
        return [
            WaitingLimit(self._row(timer), *self._column(timer.starts_at), self._moment(timer.ends_at))
            for timer in TimerChoice(self.view, self.register.policy).of(self.index)
            if timer not in running
        ]

    def _explained(self, standing: Standing) -> LimitExplanation:
        timer = standing.timer
        pauses, since = self._pauses(standing)
        calendar = self.register.policy.calendar
        kept = self._moment(timer.due_at) if self.closed else None
        judged = standing._replace(due=kept or standing.due)
        late = judged.is_late(self.now)
        distance = judged.deadline - (judged.done or self.now)
        started_by, start_place = self._start(standing)
        done_header, done_place = self._column(timer.ends_at)
        return LimitExplanation(
            row=self._row(timer),
            started_by=started_by,
            start=standing.start,
            start_header=self._column(timer.starts_at)[0],
            start_place=start_place,
            trace=tuple(trace(standing.start, timer.limit, calendar, pauses)),
            reckoned=due_time(standing.start, timer.limit, calendar, pauses),
            due=judged.due,
            due_place=self._column(timer.due_at)[1],
            written=self._written(timer.due_at),
            revised=judged.revised,
            revised_place=self._extension(judged.revised),
            provisional=judged.provisional,
            paused_since=since,
            done=judged.done,
            done_header=done_header,
            done_place=done_place,
            late=late,
            distance=distance if late else max(distance, timedelta()),
            alerts=tuple(sorted(self._alerts(judged), key=lambda each: each.moment)),
        )

    def _alerts(self, standing: Standing) -> Iterator[Alert]:
        policy, memory = self.register.policy, self.memory
        return alerts(self.view, policy, memory, self.index, standing, self.now, closed=self.closed)

    def _pauses(self, standing: Standing) -> tuple[Pauses, datetime | None]:
        if not standing.timer.may_pause:
            return (), None
        pauses = list(self.log.pauses.get(self.index, ()))
        since = self.log.paused_since.get(self.index) if standing.stopped else None
        return ([*pauses, (since, self.now)] if since else pauses), since

    def _start(self, standing: Standing) -> tuple[StartedBy, str]:
        written = self._moment(standing.timer.starts_at)
        if written == standing.start:
            return StartedBy.CELL, self._column(standing.timer.starts_at)[1]
        began, place = self.round_began
        if standing.start == began:
            return StartedBy.ROUND, place
        return StartedBy.MESSAGE, message_place(self.register, self.view, self.index, standing.start)

    def _extension(self, revised: datetime | None) -> str:
        return extension_place(self.register, self.view, self.index, revised) if revised else ""

    def _row(self, timer: SlaTimer) -> LimitRow:
        table = self.register.tables.get(TIMERS_SHEET)
        asked = (("priority", timer.priority), ("channel", timer.channel), (timer.condition_field,) * 2)
        grounds = tuple(
            Ground(*self._column(name), str(self.view.column(name)[self.index])) for name, wanted in asked if wanted
        )
        places = row_place(table, timer.row), cell_place(table, timer.row, "limit")
        return LimitRow(timer.label, timer.limit.said, *places, grounds, timer.basis)

    def _column(self, name: str) -> tuple[str, str]:
        """Head and address of one of the case's cells."""
        field = self.view.field(name)
        place = cell_place(self.view.table, self.view.table.rows[self.index], name)
        return (field.header if field else name), place

    def _moment(self, name: str) -> datetime | None:
        return moment_of(self.view.column(name)[self.index])

    def _written(self, name: str) -> datetime | None:
        cells: Sequence[object] = self.view.table.cells.get(name, ())
        value = cells[self.index] if cells else None
        return value if isinstance(value, datetime) else None
