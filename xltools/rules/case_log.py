"""What does the process log say of each case? Pauses, messages, the last entry, reopenings. (FR-7, FR-8)

Invariant: entries count in the order of their times, whatever the order of the rows; one without a readable time, or
whose time has not come, does not count yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Register
from xltools.rules.case_records import case_records
from xltools.rules.typed_moments import future_from, is_before, shown

LOG = "log"


@dataclass(frozen=True, slots=True)
class CaseLog:
    """The log by case; a case's position is there only if the log has something of that sort.

    Attributes:
        pauses: Closed pauses as (start, end), in order and apart.
        paused_since: Start of the pause that lasts still.
        contacts: Moments of messages to the customer, in order.
        followed_at: The moment of the last entry of any kind.
        reopenings: Moments of entries that reopen the case, in order.
        findings: Pauses without an end before the next, and ends without a pause.
    """

    pauses: Mapping[int, Sequence[tuple[datetime, datetime]]] = field(default_factory=dict)
    paused_since: Mapping[int, datetime] = field(default_factory=dict)
    contacts: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    followed_at: Mapping[int, datetime] = field(default_factory=dict)
    reopenings: Mapping[int, Sequence[datetime]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class _Mark(NamedTuple):
    """An entry that begins or ends a pause."""

    moment: datetime
    begins: bool
    row: int


class _Paired(NamedTuple):
    """One case's pauses, and the entries that found no partner."""

    closed: list[tuple[datetime, datetime]]
    since: datetime | None
    unpaired: list[_Mark]


def digest(register: Register, view: CaseView, now: datetime) -> CaseLog:
    """Read the log once.

    Args:
        register: The register; one without a log has an empty digest.
        view: The cases, for their numbers.
        now: Entries of later times do not count yet.
    """
    log = case_records(register, view, LOG, "logged_at")
    if log is None:
        return CaseLog()
    followed_at: dict[int, datetime] = {}
    contacts: dict[int, list[datetime]] = {}
    reopenings: dict[int, list[datetime]] = {}
    marks: dict[int, list[_Mark]] = {}
    told = {Word.CUSTOMER_CONTACT.said: contacts, _reopening_kind(register): reopenings}
    pause, resume = Word.PAUSE.said, Word.RESUME.said
    entries = zip(log.cases, log.column("logged_at"), log.column("log_kind"), strict=True)
    for row, (case, moment, kind) in enumerate(entries):
        if case is None or not isinstance(moment, datetime) or moment > now:
            continue
        if moment > followed_at.get(case, datetime.min):
            followed_at[case] = moment
        if kind in (pause, resume):
            marks.setdefault(case, []).append(_Mark(moment, kind == pause, row))
        elif isinstance(kind, str) and kind in told:
            told[kind].setdefault(case, []).append(moment)
    for moments in (*contacts.values(), *reopenings.values()):
        moments.sort()
    paired = {case: _paired(found) for case, found in marks.items()}
    return CaseLog(
        pauses={case: each.closed for case, each in paired.items() if each.closed},
        paused_since={case: each.since for case, each in paired.items() if each.since is not None},
        contacts=contacts,
        followed_at=followed_at,
        reopenings=reopenings,
        findings=tuple(_unpaired(register, mark) for each in paired.values() for mark in each.unpaired),
    )


def log_is_lost(register: Register, view: CaseView) -> bool:
    """Whether the register should have a log, and its sheet or one of the columns that rules read is gone."""
    declared = register.definition.sheet(LOG) is not None
    return declared and case_records(register, view, LOG, "logged_at", "log_kind") is None


def _reopening_kind(register: Register) -> str:
    plan = register.definition.second_handling
    return (plan.log_kind if plan else None) or ""


def _paired(marks: Sequence[_Mark]) -> _Paired:
    """Pair begin and end; a begin within a pause and an end outside one are passed over.

    At one moment an end comes first, so that a pause may follow another at once; where no pause was on, an end and a
    begin of the same moment (both typed as a day alone, say) are a pause of no length.
    """
    closed: list[tuple[datetime, datetime]] = []
    unpaired: list[_Mark] = []
    since: datetime | None = None
    lone_end: _Mark | None = None
    for mark in sorted(marks):
        if mark.begins:
            if lone_end is not None and lone_end.moment == mark.moment:
                lone_end = None
            elif since is None:
                since = mark.moment
            else:
                unpaired.append(mark)
        elif since is not None:
            closed.append((since, mark.moment))
            since = None
        else:
            unpaired += [lone_end] if lone_end else []
            lone_end = mark
    return _Paired(closed, since, [*unpaired, lone_end] if lone_end else unpaired)


def _unpaired(register: Register, mark: _Mark) -> Finding:
    value = (Word.PAUSE if mark.begins else Word.RESUME).said
    advice = text(f"findings.put_in.pause.{'paused_already' if mark.begins else 'not_paused'}")
    return register.tables[LOG].finding(FindingCode.PAUSE_UNPAIRED, mark.row, "log_kind", value=value, advice=advice)


def check_entries(
    register: Register, view: CaseView, closed_at: Sequence[datetime | None], now: datetime
) -> Iterator[Finding]:
    """Findings on entries dated before their case came in, after it was closed, or in the future. (FR-8)

    Args:
        register: The register.
        view: The cases; ``received_at`` is when each came in.
        closed_at: By case: the latest moment among the facts of a closed case, None for an open one.
        now: The moment of the pass; the setting ``future_tolerance_minutes`` forgives clocks that go fast.
    """
    log = case_records(register, view, LOG, "logged_at")
    if log is None:
        return
    limit = future_from(register.policy, now)
    received, kinds = view.column("received_at"), log.column("log_kind")
    reopening = _reopening_kind(register)
    for row, (case, moment) in enumerate(zip(log.cases, log.column("logged_at"), strict=True)):
        if not isinstance(moment, datetime):
            continue
        if moment > limit:
            yield log.table.finding(FindingCode.DATE_IN_FUTURE, row, "logged_at", value=shown(moment))
        elif case is not None:
            begun, ended = received[case], closed_at[case]
            if isinstance(begun, datetime) and moment < begun and is_before(moment, begun):
                header = view.table.definition.by_name["received_at"].header
                params = {"value": shown(moment), "other_header": header, "other_value": shown(begun)}
                yield log.table.finding(FindingCode.DATE_OUT_OF_ORDER, row, "logged_at", **params)
            if ended is not None and ended < moment and is_before(ended, moment) and kinds[row] != reopening:
                params = {"value": shown(moment), "closed": shown(ended), "reopening": _reopening_advice(reopening)}
                yield log.table.finding(FindingCode.ENTRY_AFTER_CLOSING, row, "logged_at", **params)


def _reopening_advice(kind: str) -> str:
    return text("findings.put_in.closing.reopening", kind=kind) if kind else ""
