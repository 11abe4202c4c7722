"""The way to a due time is told so that it adds up. (RR-9, issue 3: each due time can be explained)"""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltools.model.business_calendar import BusinessCalendar
from xltools.model.sla_timer import Limit, LimitUnit
from xltools.model.work_calendar import WorkCalendar
from xltools.rules.deadline_trace import Passing, Segment, folded, trace
from xltools.rules.deadlines import due_time

OFFICE = [(time(9), time(12)), (time(13, 30), time(18))]
HOLIDAYS = {date(2024, 5, day): "劳动节" for day in range(1, 6)}
CALENDAR = WorkCalendar(
    BusinessCalendar(dict.fromkeys(range(5), OFFICE), set(HOLIDAYS), {date(2024, 5, 11): [(time(9), time(12))]}),
    date.max,
    {**HOLIDAYS, date(2024, 5, 11): "劳动节调休上班"},
)
UNITS = LimitUnit.words()
LENGTH = {LimitUnit.MINUTES: 1, LimitUnit.HOURS: 60, LimitUnit.DAYS: 1440, LimitUnit.WORKING_HOURS: 60}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2024-{text}")


def told(start: str, amount: float, unit: str, *pauses: str, calendar: WorkCalendar | None = CALENDAR) -> list[str]:
    """The segments as 「counted 05-10 17:00 05-10 18:00 60」."""
    stops = [tuple(map(moment, pause.split(" – "))) for pause in pauses]
    return [line(each) for each in trace(moment(start), Limit(amount, UNITS[unit]), calendar, stops)]  # type: ignore[arg-type]


def line(segment: Segment) -> str:
    minutes = int(segment.time / timedelta(minutes=1))
    return f"{segment.passing} {segment.start:%m-%d %H:%M} {segment.end:%m-%d %H:%M} {minutes} {segment.reason}".strip()


def test_working_hours_run_through_windows_over_a_make_up_day():  # sla_peers.md, 5.2
    assert told("05-10 17:00", 2, "工作小时") == [
        "counted 05-10 17:00 05-10 18:00 60",
        "counted 05-11 09:00 05-11 10:00 60 劳动节调休上班",
    ]


def test_a_pause_parts_a_window_and_what_it_takes_is_working_time():
    assert told("05-08 16:00", 3, "工作小时", "05-08 17:00 – 05-09 10:00") == [
        "counted 05-08 16:00 05-08 17:00 60",
        "paused 05-08 17:00 05-09 10:00 120",
        "counted 05-09 10:00 05-09 12:00 120",
    ]


def test_working_days_are_told_by_the_day_and_holidays_by_their_names():  # FR-6
    assert told("04-30 10:00", 2, "工作日") == [
        "day_off 05-01 00:00 05-06 00:00 0 劳动节",
        "working_day 05-06 09:00 05-06 18:00 450",
        "working_day 05-07 09:00 05-07 18:00 450",
    ]


def test_what_a_pause_took_from_working_days_is_made_up_behind_them():  # ST-4
    assert told("05-06 10:00", 2, "工作日", "05-06 16:00 – 05-07 10:00") == [
        "paused 05-06 16:00 05-07 10:00 180",
        "working_day 05-07 09:00 05-07 18:00 450",
        "working_day 05-08 09:00 05-08 18:00 450",
        "made_up 05-09 09:00 05-09 12:00 180",
    ]


def test_wall_time_runs_through_nights_and_stops_with_the_case():  # RR-9
    assert told("05-01 20:00", 24, "小时", "05-01 22:00 – 05-02 04:00", "05-09 10:00 – 05-09 11:00") == [
        "counted 05-01 20:00 05-01 22:00 120",
        "paused 05-01 22:00 05-02 04:00 360",
        "counted 05-02 04:00 05-03 02:00 1320",
    ]


def test_without_a_calendar_all_time_is_working_time():
    assert told("05-01 20:00", 5, "工作小时", calendar=None) == ["counted 05-01 20:00 05-02 01:00 300"]


def test_the_middle_of_a_long_run_is_folded_but_never_a_named_day():
    segments = trace(moment("05-06 10:00"), Limit(15, UNITS["工作日"]), CALENDAR)
    short = folded(segments)
    assert [(line(each)[:19], each.days) for each in short] == [
        ("working_day 05-07 0", 1),
        ("working_day 05-08 0", 1),
        ("working_day 05-09 0", 1),
        ("working_day 05-10 0", 1),
        ("working_day 05-11 0", 1),
        ("working_day 05-13 0", 1),
        ("working_day 05-14 0", 1),
        ("working_day 05-15 0", 6),
        ("working_day 05-23 0", 1),
        ("working_day 05-24 0", 1),
    ]


# Laws.

MOMENTS = st.integers(0, 60 * 24 * 20).map(lambda minutes: moment("04-25 00:00") + timedelta(minutes=minutes))
AMOUNTS = st.integers(1, 40) | st.sampled_from([0.25, 0.5, 1.5])


@st.composite
def pauses(draw: st.DrawFn) -> list[tuple[datetime, datetime]]:
    """In order and apart, as the log gives them."""
    ends = sorted(draw(st.lists(MOMENTS, max_size=8, unique=True)))
    return list(zip(ends[::2], ends[1::2], strict=False))


@given(MOMENTS, AMOUNTS, st.sampled_from(LimitUnit), pauses())
def test_the_segments_add_up_to_the_limit(start, amount, unit, stops):
    limit = Limit(amount, unit)
    segments, due = trace(start, limit, CALENDAR, stops), due_time(start, limit, CALENDAR, stops)
    total = {passing: sum((s.time for s in segments if s.passing is passing), timedelta()) for passing in Passing}
    if unit is LimitUnit.WORKING_DAYS:
        days = sum(each.days for each in segments if each.passing is Passing.WORKING_DAY)
        assert days == -(-amount // 1)
        assert total[Passing.MADE_UP] == total[Passing.PAUSED]
    else:
        assert total[Passing.COUNTED] == timedelta(minutes=amount * LENGTH[unit])
    running = [each for each in segments if each.passing not in (Passing.DAY_OFF, Passing.PAUSED)]
    assert running[-1].end == due
    assert all(start <= each.start < each.end <= due for each in running)


@given(MOMENTS, AMOUNTS, st.sampled_from(LimitUnit), pauses())
def test_no_time_counts_twice_and_none_while_the_case_waits(start, amount, unit, stops):
    segments = trace(start, Limit(amount, unit), CALENDAR, stops)
    counting = [each for each in segments if each.passing in (Passing.COUNTED, Passing.MADE_UP)]
    paused = [each for each in segments if each.passing is Passing.PAUSED]
    for one, other in pairwise(sorted([*counting, *paused])):
        assert one.passing != other.passing or one.end <= other.start
    assert not any(c.start < p.end and p.start < c.end for c in counting for p in paused)


@given(MOMENTS, AMOUNTS, st.sampled_from(LimitUnit), pauses())
def test_folding_keeps_the_sums(start, amount, unit, stops):
    segments = trace(start, Limit(amount, unit), CALENDAR, stops)
    for passing in Passing:
        whole, short = ([each for each in some if each.passing is passing] for some in (segments, folded(segments)))
        assert sum((s.time for s in whole), timedelta()) == sum((s.time for s in short), timedelta())
        assert len(short) <= len(whole)
        if passing is Passing.WORKING_DAY:
            assert sum(each.days for each in whole) == sum(each.days for each in short)


@pytest.mark.parametrize("unit", LimitUnit)
def test_a_limit_of_nothing_has_no_way(unit):
    assert [each for each in trace(moment("05-08 10:00"), Limit(0, unit), CALENDAR) if each.time] == []
