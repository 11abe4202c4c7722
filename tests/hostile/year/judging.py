"""Where must a case stand, what must be due when, and is it late? Told from what people did, at one moment.

Invariant: the same deeds, settings and moment give the same judgement; a closed case keeps the one it had then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from tests.hostile.year.casebook import Case, Casebook, Entry, Judged
from tests.hostile.year.limits import Fact, Limit, Rules, Running
from tests.hostile.year.rounds import at, moments_of_kind, pauses_of, scores, visible

Records = Mapping[str, Mapping[str, list[Entry]]]


def records_of(book: Casebook) -> Records:
    """The rows beside the register sheet, by sheet and by the number that they name."""
    return {key: book.by_case(key) for key in ("log", "confirmations", "plans", "reviews", "extensions")}


def judge(case: Case, book: Casebook, rules: Rules, records: Records, now: datetime) -> Judged:
    """Judge one case."""
    kept = case.kept
    if kept is not None:
        facts = _facts(case, rules, records, (kept.low, kept.priority))
        if _state(facts, rules) == kept.state:  # what was typed since counts in summaries, and moves no limit
            return replace(kept, running=[], facts=facts, closed_at=_closed_at(facts, rules))
    facts = _facts(case, rules, records, None)
    state = _state(facts, rules)
    running = _running(case, rules, facts, records, now)
    due: dict[str, datetime | None] = {
        name: None for name, owner in rules.desk.cases.owners.items() if name.endswith("_due_at") and owner == "tool"
    }
    due |= {each.limit.due_at: each.due for each in running if each.limit.due_at}
    revised = next((each.revised for each in running if each.limit.name == "solution"), None)
    if "revised_due_at" in due:
        due["revised_due_at"] = revised
    closed = state == rules.desk.definition.states[-1].name
    mark = _mark_of_closed(running) if closed else _mark(running, rules, now)
    words = rules.desk.words
    told = {"overdue": words.overdue, "soon": words.due_soon, "paused": words.paused, "late": words.breached}
    return Judged(
        state,
        closed,
        due,
        told[mark] if mark is not None else None,
        facts["low_score_mark"] is not None,
        str(facts["priority"]) if facts.get("priority") else None,
        [] if closed else running,
        _closed_at(facts, rules) if closed else None,
        facts,
    )


def _facts(case: Case, rules: Rules, records: Records, kept: tuple[bool, str | None] | None) -> dict[str, Fact]:
    """What counts of a case: the cells of the round at hand, and what follows from the other sheets."""
    desk, words = rules.desk, rules.desk.words
    facts = visible(case, desk)
    mine = {key: found.get(str(case.number), []) for key, found in records.items()}
    facts["registered_at"] = case.registered_at
    if rules.matrix:
        pair = str(facts.get("impact_scope")), str(facts.get("urgency"))
        facts["priority"] = rules.matrix.get(pair) if kept is None else kept[1]
    low = any(score <= rules.number("low_score_threshold") for score in scores(facts)) if kept is None else kept[0]
    begun = case.rounds[-1].reopened_at if case.rounds else None
    derived = {
        "low_score_mark": low,
        "reopened": bool(case.rounds),
        "complete": all(facts.get(name) is not None for name in desk.required),
        "customer_confirmed": _confirmed(mine["confirmations"], begun),
        "plan_approved": _approved(mine["plans"], facts.get("priority"), rules),
        "review_passed": _passed(mine["reviews"], facts.get("completed_at"), rules),
        "duties_done": True,
        "improvement_listed": True,
    }
    said = {"low_score_mark": words.low_score}
    return facts | {name: said.get(name, words.yes) if holds else None for name, holds in derived.items()}


def _confirmed(entries: Sequence[Entry], begun: datetime | None) -> bool:
    """Signed, and not before the day on which the round began (ST-9)."""
    for entry in entries:
        day = entry.fact("confirmed_on")
        early = begun is not None and isinstance(day, date) and day < begun.date()
        if entry.fact("signed_by") is not None and not early:
            return True
    return False


def _approved(entries: Sequence[Entry], priority: Fact, rules: Rules) -> bool:
    """Approved in the way that the priority asks for (ST-6)."""
    meetings = {each.strip() for each in rules.settings["meeting_priorities"].replace("、", ",").split(",")}
    kind = rules.settings["meeting_kind"]
    return any(
        entry.fact("verdict") == rules.desk.words.agreed
        and not (priority in meetings and entry.fact("approval_kind") not in (None, kind))
        for entry in entries
    )


def _passed(entries: Sequence[Entry], completed: Fact, rules: Rules) -> bool:
    """Unless the latest review refuses what was not done anew since (FR-9)."""
    words, found = rules.desk.words, []
    for entry in entries:
        moment, verdict = entry.fact("reviewed_at"), entry.fact("verdict")
        if isinstance(moment, datetime) and verdict in (words.agreed, words.refused):
            found.append((moment, verdict == words.agreed))
    if not found or max(found)[1]:
        return True
    return isinstance(completed, datetime) and max(found)[0] < completed


def _state(facts: Mapping[str, Fact], rules: Rules) -> str:
    walk = rules.desk.definition.states
    for state in walk[:-1]:
        if not all(_holds(facts, each.field, each.values) for each in state.when):
            continue
        if not all(_holds(facts, each.field, each.values) for each in state.until):
            return state.name
    return walk[-1].name


def _holds(facts: Mapping[str, Fact], name: str, values: Sequence[object]) -> bool:
    value = facts.get(name)
    return value is not None and (not values or value in values)


def _running(case: Case, rules: Rules, facts: Mapping[str, Fact], records: Records, now: datetime) -> list[Running]:
    """Every limit that began."""
    log = records["log"].get(str(case.number), [])
    pauses, since = pauses_of(log, rules.desk, now)
    contacts = moments_of_kind(log, rules.desk.words.contact, now)
    begun = case.rounds[-1].reopened_at if case.rounds else None
    found: list[Running] = []
    if facts["customer_confirmed"] is None:
        facts = {**facts, "completed_at": None}  # not solved before the customer says so (ST-9)
    for limit in rules.applying(facts):
        start = at(facts.get(limit.starts_at))
        if start is None:
            continue
        done = at(facts.get(limit.ends_at)) if limit.ends_at else None
        done = None if done is None or done > now else done
        if begun is not None and limit.ends_at in rules.desk.round_facts:
            start = max(start, begun)
        if limit.repeats:
            if done is not None:
                continue
            start = max([start, *contacts])
        stopping = since if limit.may_pause and not (since and begun and since < start) else None
        found.append(_one(limit, rules, start, done, (pauses if limit.may_pause else [], stopping)))
    return [_extended(each, case, rules, records, now) for each in found]


def _one(
    limit: Limit,
    rules: Rules,
    start: datetime,
    done: datetime | None,
    stood: tuple[list[tuple[datetime, datetime]], datetime | None],
) -> Running:
    pauses, since = stood
    if since is not None and done is not None and since < done:
        pauses, since = [*pauses, (since, done)], None
    due = rules.due(limit, start, pauses)
    return Running(limit, start, due, None, done, done is None and since is not None and since <= due)


def _extended(running: Running, case: Case, rules: Rules, records: Records, now: datetime) -> Running:
    """With what approved extensions add (FA-12); judged in the order in which they were asked for."""
    requests = sorted(
        (asked, new, entry.row, entry)
        for entry in records["extensions"].get(str(case.number), [])
        if isinstance(asked := entry.fact("applied_at"), datetime)
        and isinstance(new := entry.fact("new_due_at"), datetime)
        and entry.fact("verdict") != rules.desk.words.refused
    )
    if running.limit.name != "solution" or not requests:
        return running
    due, in_force = running.due, 0
    for asked, new, _, entry in requests:
        latest = rules.time.closing(due.date(), int(rules.number("extension_limit_days")))
        fits = asked <= due and due < new <= latest and in_force < rules.number("extension_times")
        agreed = entry.fact("verdict") == rules.desk.words.agreed
        if fits and agreed and entry.fact("approver") is not None and entry.fact("approved_at") is not None:
            due, in_force = new, in_force + 1
    if due == running.due:
        return running
    log = records["log"].get(str(case.number), [])
    _, since = pauses_of(log, rules.desk, now)
    stopped = running.done is None and running.limit.may_pause and since is not None and since <= due
    begun = case.rounds[-1].reopened_at if case.rounds else None
    if since is not None and begun is not None and since < running.start:
        stopped = False
    return running._replace(revised=due, stopped=stopped)


def _mark(running: Sequence[Running], rules: Rules, now: datetime) -> str | None:
    waiting = [each for each in running if each.done is None and not each.stopped]
    if any(each.late(now) for each in waiting):
        return "overdue"
    if any(is_near(each, rules, now) for each in waiting):
        return "soon"
    if any(each.stopped for each in running):
        return "paused"
    return _mark_of_closed(running)


def _mark_of_closed(running: Sequence[Running]) -> str | None:
    return "late" if any(each.done and each.limit.due_at and each.late(each.done) for each in running) else None


def is_near(running: Running, rules: Rules, now: datetime) -> bool:
    """Whether an open limit comes soon."""
    since = rules.warned_from(running)
    return since is not None and max(since, running.start) <= now <= running.deadline


def _closed_at(facts: Mapping[str, Fact], rules: Rules) -> datetime | None:
    """The latest moment that the walk waited for; a day alone lasts to its end."""
    awaited = {each.field for state in rules.desk.definition.states for each in state.until}
    moments = []
    for name in awaited & rules.desk.cases.columns.keys():
        value = facts.get(name)
        if isinstance(value, datetime):
            moments.append(value)
        elif isinstance(value, date):
            moments.append(datetime.combine(value, time(23, 59, 59)))
    return max(moments, default=None)
