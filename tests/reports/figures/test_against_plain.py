"""The figures of random facts, against the same definitions spelled out case by case without pandas."""

import statistics
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.fact_tables import facts_of
from xltools.model.period import Period
from xltools.reports.facts import Facts
from xltools.reports.figures.breakdown import breakdown
from xltools.reports.figures.durations import times, times_by
from xltools.reports.figures.outcomes import outcomes, outcomes_by
from xltools.reports.figures.rate import Rate
from xltools.reports.figures.received import received_in
from xltools.reports.figures.satisfaction import approval, approval_by, mean_mark, scores
from xltools.reports.figures.timeliness import judged, on_time, on_time_by
from xltools.reports.figures.totals import totals
from xltools.reports.figures.volume import Volume, volume

OCTOBER = Period.month(2026, 10)
Row = dict[str, Any]
HOURS_AFTER = st.none() | st.integers(0, 24 * 40)
FLAG = st.booleans()
CASE = st.fixed_dictionaries(
    {
        "received": st.integers(0, 24 * 75),
        "closed": st.none() | st.integers(-50, 24 * 40),
        "completed": HOURS_AFTER,
        "reopened": HOURS_AFTER,
        "round": st.integers(1, 2),
        "customer": st.sampled_from(["", "a", "b"]),
        "description": st.sampled_from(["", "开机十分钟停机", "开机十分钟后停机", "开机后十分停机", "漏水", "又漏水"]),
        "problem": st.sampled_from(["", "停机", "漏水"]),
        "handler": st.sampled_from(["", "刘*", "王*"]),
        "marks": st.lists(st.tuples(st.integers(0, 24 * 40), st.integers(1, 5), FLAG), max_size=2),
        "limits": st.lists(
            st.fixed_dictionaries(
                {"due": st.integers(0, 24 * 40), "extended": HOURS_AFTER, "done": HOURS_AFTER, "by_day": FLAG,
                 "stopped": FLAG, "repeats": st.sampled_from([False, False, True])}
            ),
            max_size=3,
        ),
        "approved": HOURS_AFTER,
    }
)  # fmt: skip
LIMIT = ("due", "revised", "done", "stopped", "repeats")
CUT_OFFS = st.none() | st.integers(24 * 20, 24 * 80)
START = datetime(2026, 8, 25)


def _at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def _dated(row: Row) -> Row:
    """A drawn case with moments for hours."""
    received = _at(row["received"])

    def after(hours: int | None) -> datetime | None:
        return None if hours is None else received + timedelta(hours=hours)

    limits = []
    for limit in row["limits"]:
        due, done = after(limit["due"]), after(limit["done"])
        if done and limit["by_day"]:
            done = max(received, datetime.combine(done.date(), datetime.min.time()))
        extended = due + timedelta(hours=limit["extended"]) if due and limit["extended"] is not None else None
        stopped = limit["stopped"] and done is None
        limits.append({**limit, "due": due, "done": done, "revised": extended, "stopped": stopped})
    moments = {name: after(row[name]) for name in ("closed", "completed", "reopened", "approved")}
    marks = [(after(hours), value, low) for hours, value, low in row["marks"]]
    return {**row, "received": received, **moments, "marks": marks, "limits": limits}


def _text(value: object) -> str:
    return "" if value is None or value is False else "是" if value is True else str(value)


def _table(heads: str, rows: list[list[object]]) -> str:
    return "\n".join([heads, *(f"| {' | '.join(map(_text, row))} |" for row in rows)]) if rows else ""


def _facts(cases: list[Row]) -> Facts:
    columns = (
        "| received_at | closed_at | completed_at | reopened_at | round | customer_key | description | problem |"
        " handler | resolution_hours |"
    )
    names = ("received", "closed", "completed", "reopened", "round", "customer", "description", "problem", "handler")
    return facts_of(
        _table(columns, [[*(case[name] for name in names), _hours(case)] for case in cases]),
        limits=_table(
            "| case | label | start | due | revised | done | stopped | repeats |",
            [[place, "解决", case["received"], *(each[name] for name in LIMIT)]
             for place, case in enumerate(cases, start=1) for each in case["limits"]],
        ),
        ratings=_table(
            "| case | dimension | value | top | rated_at | low |",
            [[place, "满意度", value, 5, at, low]
             for place, case in enumerate(cases, start=1) for at, value, low in case["marks"]],
        ),
        extensions=_table(
            "| case | applied_at | approved_at | verdict |",
            [[place, case["received"], case["approved"], "同意"] for place, case in enumerate(cases, start=1)
             if case["approved"]],
        ),
    )  # fmt: skip


def _hours(case: Row) -> float | None:
    return (case["completed"] - case["received"]) / timedelta(hours=1) if case["completed"] else None


def _drawn(rows: list[Row], cut_off: int | None) -> tuple[list[Row], Facts, datetime]:
    """The cases, their facts, and the end of what counts."""
    cases = [_dated(row) for row in rows]
    facts = _facts(cases)
    if cut_off is None:
        return cases, facts, OCTOBER.ends_at
    return cases, facts.as_of(_at(cut_off)), min(_at(cut_off), OCTOBER.ends_at)


def _in(moment: datetime | None, end: datetime) -> bool:
    return moment is not None and OCTOBER.starts_at <= moment < end


def _shared(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    lengths = [0] * (len(other) + 1)
    for left in one:
        above = lengths
        lengths = [0]
        for place, right in enumerate(other, start=1):
            lengths.append(above[place - 1] + 1 if left == right else max(above[place], lengths[-1]))
    return lengths[-1]


def _same_problem(one: Row, other: Row) -> bool:
    texts = one["description"], other["description"]
    if one["customer"] != other["customer"] or not one["customer"] or not all(texts):
        return False
    threshold = 50 if one["problem"] and one["problem"] == other["problem"] else 75
    return 200 * _shared(*texts) >= threshold * (len(texts[0]) + len(texts[1]))


def _problems(cases: list[Row]) -> list[int]:
    labels = list(range(len(cases)))
    for one, other in combinations(range(len(cases)), 2):
        if _same_problem(cases[one], cases[other]):
            labels = [labels[one] if label == labels[other] else label for label in labels]
    return labels


@settings(max_examples=150, deadline=None)
@given(st.lists(CASE, max_size=10), CUT_OFFS)
def test_volume_and_shares(rows: list[Row], cut_off: int | None) -> None:
    keywords = {row["description"]: row["problem"] for row in rows}
    rows = [{**row, "problem": keywords[row["description"]]} for row in rows]  # the same words, the same keyword
    cases, facts, end = _drawn(rows, cut_off)
    now, before = received_in(facts, OCTOBER), received_in(facts, OCTOBER.previous())
    mine = [case for case in cases if _in(case["received"], end)]
    left = [max(case["closed"], case["received"]) if case["closed"] else None for case in cases]
    figures = volume(facts, now)
    assert figures.open_before + figures.received - figures.closed == figures.open_after or end <= OCTOBER.starts_at
    if end > OCTOBER.starts_at:
        assert figures == Volume(
            len(mine),
            len(set(_problems(mine))),
            sum(_in(moment, end) for moment in left),
            sum(case["received"] < OCTOBER.starts_at and not (at and at < OCTOBER.starts_at)
                for case, at in zip(cases, left, strict=True)),
            sum(case["received"] < end and not (at and at < end) for case, at in zip(cases, left, strict=True)),
        )  # fmt: skip
        whole = totals(facts, OCTOBER)
        assert (whole.received, whole.closed, whole.open_after) == (
            figures.received,
            figures.closed,
            figures.open_after,
        )
    slices = breakdown("handler", now, before)
    for each in slices:
        assert each.raw == Rate(sum((case["handler"] or "（未填）") == each.value for case in mine), len(mine))
    assert sum(each.raw.hits for each in slices) == len(mine)
    assert sum(each.once.hits for each in slices) == figures.once


@settings(max_examples=100, deadline=None)
@given(st.lists(CASE, max_size=10), CUT_OFFS)
def test_durations(rows: list[Row], cut_off: int | None) -> None:
    cases, facts, end = _drawn(rows, cut_off)
    found = {"": times(facts, OCTOBER), **times_by(facts, OCTOBER, "handler")}
    for name in ("", "刘*", "王*"):
        hours = sorted(
            _hours(case) or 0.0 for case in cases if _in(case["completed"], end) and name in ("", case["handler"])
        )
        spread = found[name].resolution if name in found else (0, None, None, None)
        if not hours:
            assert spread == (0, None, None, None)
        else:
            rank = 0.9 * (len(hours) - 1)
            low = int(rank)
            p90 = hours[low] + (hours[min(low + 1, len(hours) - 1)] - hours[low]) * (rank - low)
            plain = (len(hours), statistics.mean(hours), statistics.median(hours), p90)
            assert spread == pytest.approx(plain)


@settings(max_examples=150, deadline=None)
@given(st.lists(CASE, max_size=6), CUT_OFFS)
def test_timeliness(rows: list[Row], cut_off: int | None) -> None:
    cases, facts, end = _drawn(rows, cut_off)
    judgement = judged(facts, OCTOBER)
    by_handler = on_time_by(facts, judgement, "handler")
    for name in (None, "刘*", "王*"):
        mine = [case for case in cases if name in (None, case["handler"])]
        rates = on_time(judgement) if name is None else by_handler.get(name, ((0, 0), (0, 0)))
        assert rates == (_plain_rate(mine, end, revised=False), _plain_rate(mine, end, revised=True))


def _plain_rate(cases: list[Row], end: datetime, *, revised: bool) -> Rate:
    hits = n = 0
    for case in cases:
        for limit in case["limits"]:
            deadline, done = limit["due"], limit["done"]
            if revised and limit["revised"] and not (case["approved"] and case["approved"] >= end):
                deadline = limit["revised"]
            if done and done >= end:
                done = None
            if limit["repeats"] or limit["stopped"] or not _in(deadline, end):
                continue
            n += 1
            if done and (done <= deadline or (str(done.time()) == "00:00:00" and done.date() <= deadline.date())):
                hits += 1
    return Rate(hits, n)


@settings(max_examples=100, deadline=None)
@given(st.lists(CASE, max_size=10), CUT_OFFS)
def test_satisfaction(rows: list[Row], cut_off: int | None) -> None:
    cases, facts, end = _drawn(rows, cut_off)
    marks = [value for case in cases for at, value, _ in case["marks"] if _in(at, end)]
    found = mean_mark(facts, OCTOBER)
    whole = totals(facts, OCTOBER)
    assert found.n == sum(any(_in(at, end) for at, *_ in case["marks"]) for case in cases) == whole.rated
    assert sum(score.n for score in scores(facts, OCTOBER)) == len(marks) == whole.marks
    assert found.mean == (pytest.approx((statistics.mean(marks) - 1) / 4) if marks else None)
    by_handler = approval_by(facts, OCTOBER, "handler")
    for name in (None, "刘*"):
        mine = [case for case in cases if name in (None, case["handler"])]
        rated = [case for case in mine if any(_in(at, end) for at, *_ in case["marks"])]
        low = [case for case in mine if any(_in(at, end) and bad for at, _, bad in case["marks"])]
        completed = [case for case in mine if _in(case["completed"], end)]
        answered = [case for case in completed if any(at < end for at, *_ in case["marks"])]
        plain = (
            Rate(len(rated) - len(low), len(rated)),
            Rate(len(answered), len(completed)),
        )
        nothing = (Rate(0, 0), Rate(0, 0))
        assert (approval(facts, OCTOBER) if name is None else by_handler.get(name, nothing)) == plain


@settings(max_examples=100, deadline=None)
@given(st.lists(CASE, max_size=10), CUT_OFFS)
def test_first_time_fix(rows: list[Row], cut_off: int | None) -> None:
    cases, facts, end = _drawn(rows, cut_off)
    by_handler = outcomes_by(facts, OCTOBER, "handler")
    for name in (None, "刘*"):
        mine = [case for case in cases if name in (None, case["handler"])]
        closed = [case for case in mine if case["closed"] and _in(max(case["closed"], case["received"]), end)]
        first = [case for case in closed if (case["reopened"] >= end if case["reopened"] else case["round"] == 1)]
        rates = outcomes(facts, OCTOBER) if name is None else by_handler.get(name)
        assert (rates.first_time_fix if rates else Rate(0, 0)) == Rate(len(first), len(closed))
