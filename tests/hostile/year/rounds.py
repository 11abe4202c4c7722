"""Which of a case's facts belong to the round at hand, and what ends a round? (FR-11, ST-10)

Invariant: what stood in the row when a round ended counts no more, until people write over it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time

from tests.hostile.year.books import Raw, serial
from tests.hostile.year.casebook import Case, Cells, Entry, Round, Typed
from tests.hostile.year.clocks import Span
from tests.hostile.year.desks import Desk
from tests.hostile.year.limits import Fact, Rules

SCORES = ("score_timeliness", "score_skill", "score_attitude", "score_outcome")


def pauses_of(entries: list[Entry], desk: Desk, now: datetime) -> tuple[list[Span], datetime | None]:
    """Closed pauses, and the one that goes on (design.md): entries count by their time, an end before a begin."""
    words = desk.words
    marks = []
    for entry in entries:
        moment, kind = entry.fact("logged_at"), entry.fact("log_kind")
        if isinstance(moment, datetime) and moment <= now and kind in (words.pause, words.resume):
            marks.append((moment, kind == words.pause))
    closed: list[Span] = []
    since: datetime | None = None
    lone: datetime | None = None
    for moment, begins in sorted(marks):
        if begins and lone == moment:
            lone = None
        elif begins:
            since = since or moment
        elif since is not None:
            closed.append((since, moment))
            since = None
        else:
            lone = moment
    return closed, since


def moments_of_kind(entries: list[Entry], kind: str, now: datetime) -> list[datetime]:
    """When entries of a kind were made, in order; what is still to come has not been made."""
    found = [each.fact("logged_at") for each in entries if each.fact("log_kind") == kind]
    return sorted(each for each in found if isinstance(each, datetime) and each <= now)


def at(value: Fact) -> datetime | None:
    """A moment; a day begins at midnight."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time()) if isinstance(value, date) else None


def visible(case: Case, desk: Desk) -> dict[str, Fact]:
    """The facts of the round at hand (FR-11): what stood there when the last round ended counts no more."""
    facts = {name: typed.meant for name, typed in case.cells.items()}
    if not case.rounds:
        return facts
    last = case.rounds[-1]
    reopened, account = last.reopened_at, last.account
    anchor = at(facts.get(next(iter(desk.round_facts))))
    if anchor is not None and anchor <= reopened:
        anchor = None
    for name, companions in desk.round_facts.items():
        moment = facts.get(name)
        old = _is_old(moment, reopened, anchor)
        for each in companions:
            stood = moment is None and facts.get(each) is not None and _same(account.get(each), facts[each])
            if old or stood:
                facts[each] = None
        if old:
            facts[name] = None
    return facts


def _same(one: Fact, other: Fact) -> bool:
    return one is not None and " ".join(str(one).split()) == " ".join(str(other).split())


def _is_old(value: Fact, reopened: datetime, anchor: datetime | None) -> bool:
    if isinstance(value, datetime):
        return value <= reopened
    if isinstance(value, date):
        return value <= reopened.date() and (anchor is None or value < anchor.date())
    return False


def end_round(desk: Desk, case: Case, log: list[Entry], rules: Rules, now: datetime) -> bool:
    """Whether the round at hand ends now: by the customer's verdict, or by an entry that reopens the case."""
    facts = visible(case, desk)
    anchor = at(facts.get(next(iter(desk.round_facts))))
    if case.number is None or anchor is None:
        return False
    verdict = str(facts.get("satisfaction") or "") if desk.verdicts_reopen else ""
    bad = {each.strip() for each in rules.settings.get("reopen_satisfaction", "").replace("、", ",").split(",")}
    later = [
        each
        for each in moments_of_kind(log, desk.words.reopen, now)
        if (each.date() >= anchor.date() if each.time() == time() else each >= anchor)
    ]
    if verdict and verdict in bad:
        moment = at(facts.get("surveyed_at")) or now
    elif later:
        moment = later[0]
    else:
        return False
    told = [each for each in (at(facts.get(name)) for name in desk.round_facts) if each is not None]
    names = [each for name, companions in desk.round_facts.items() for each in (name, *companions)]
    account = {name: facts[name] for name in names if facts.get(name) is not None}
    case.rounds.append(Round(max(moment, *told), account))
    return True


def answered(case: Case, answers: list[Entry], desk: Desk, now: datetime) -> Cells:
    """What the customer's latest answer of this round puts into cells that are empty (ST-10)."""
    done, received = case.fact("completed_at"), case.fact("received_at")
    begun = case.rounds[-1].reopened_at if case.rounds else None
    if not isinstance(done, datetime) or (begun is not None and done <= begun):
        return {}
    fields = [*(["satisfaction"] if desk.verdicts_reopen else []), *SCORES]
    fitting = []
    for entry in answers:
        moment = entry.fact("answered_at")
        values = {name: entry.fact(name) for name in fields if entry.cells.get(name) is not None}
        if not isinstance(moment, datetime) or moment > now or not values or None in values.values():
            continue
        if moment >= done and not (isinstance(received, datetime) and moment < received):
            fitting.append((moment, entry.row, values, entry.fact("customer_comment")))
    if not fitting:
        return {}
    moment, _, values, comment = max(fitting, key=lambda each: each[:2])
    if any(case.fact(name) is not None and case.fact(name) != values.get(name) for name in fields):
        return {}
    told: dict[str, Fact] = {**values, "customer_comment": comment, "surveyed_at": moment}
    return {
        name: Typed(_raw(value), value, by_tool=True)
        for name, value in told.items()
        if value is not None and name not in case.cells
    }


def _raw(value: Fact) -> Raw:
    if isinstance(value, datetime):
        return serial(value)
    return float(value) if isinstance(value, int | float) else str(value)


def scores(facts: Mapping[str, Fact]) -> list[float]:
    """The marks that were given."""
    return [float(facts[name]) for name in SCORES if isinstance(facts.get(name), int | float)]  # type: ignore[arg-type]
