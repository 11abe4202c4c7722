"""Working time is counted to the microsecond, forward and backward, and never for ever. (design.md, Time)"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.benchmarks import deadlines
from tests.shared_material import shared_folder
from xltools.model.business_calendar import BusinessCalendar
from xltools.model.statutory_days import statutory_days
from xltools.model.working_spans import Windows

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
INSTANT = timedelta.resolution
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
VECTORS = shared_folder() / "vectors"


class Sheets(NamedTuple):
    """What a calendar is made from."""

    weekly: dict[int, Windows]
    holidays: set[date]
    special: dict[date, Windows]

    @property
    def calendar(self) -> BusinessCalendar:
        return BusinessCalendar(*self)

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The day's windows, reckoned as simply as can be."""
        windows = self.special.get(day, () if day in self.holidays else self.weekly.get(day.weekday(), ()))
        return [
            (datetime.combine(day, opens), datetime.combine(day, closes) + DAY * (closes == time(0)))
            for opens, closes in windows
        ]


def windows(text: str) -> Windows:
    """「9:00-12:00 13:30-24:00」."""
    return [(clock(opens), clock(closes)) for opens, _, closes in (part.partition("-") for part in text.split())]


def clock(text: str) -> time:
    hour, *rest = map(int, text.split(":"))
    return time(hour % 24, *rest)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


OFFICE = windows("9:00-12:00 13:30-18:00")
WORKWEEK = dict.fromkeys(range(5), OFFICE)
MAY = Sheets(
    WORKWEEK,
    {date(2024, 5, day) for day in range(1, 6)},
    {
        date(2024, 4, 28): OFFICE,  # a make-up Sunday
        date(2024, 5, 11): windows("9:00-12:00"),  # a make-up Saturday, half of it
        date(2024, 5, 17): (),  # closed for stocktaking
        date(2024, 5, 3): windows("10:00-11:00"),  # an emergency desk within the holiday
    },
)
ROUND_THE_CLOCK = Sheets(dict.fromkeys(range(7), windows("0:00-24:00")), set(), {})


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2024-05-06 09:00", 3, "2024-05-06 12:00"),  # up to lunch: due before it
        ("2024-05-06 09:00", 7.5, "2024-05-06 18:00"),  # up to closing: due at closing
        ("2024-05-06 09:00", 7.75, "2024-05-07 09:15"),
        ("2024-05-06 11:00", 2, "2024-05-06 14:30"),  # over lunch
        ("2024-05-06 12:30", 1, "2024-05-06 14:30"),  # received at lunch
        ("2024-05-06 18:00", 1, "2024-05-07 10:00"),  # received at closing
        ("2024-05-06 23:59", 0, "2024-05-07 09:00"),  # no time at all, out of hours
        ("2024-05-06 18:00", 0, "2024-05-07 09:00"),
        ("2024-05-06 10:00", 0, "2024-05-06 10:00"),
        ("2024-05-18 10:00", 1, "2024-05-20 10:00"),  # received on a Saturday
        ("2024-04-26 17:00", 2, "2024-04-28 10:00"),  # the make-up Sunday is worked
        ("2024-04-30 17:00", 3, "2024-05-06 10:00"),  # the desk of 3 May takes one of the hours
        ("2024-05-10 17:00", 4, "2024-05-11 12:00"),  # half a Saturday
        ("2024-05-16 17:00", 2, "2024-05-20 10:00"),  # a closed Friday
        ("2024-05-07 10:00", -1, "2024-05-07 09:00"),  # backward to the opening itself
        ("2024-05-07 10:00", -2, "2024-05-06 17:00"),
        ("2024-05-07 08:00", -1, "2024-05-06 17:00"),  # backward from before opening
        ("2024-05-07 14:30", -2, "2024-05-07 11:00"),  # backward over lunch
        ("2024-05-06 10:00", -2, "2024-05-03 10:00"),  # backward through the desk of 3 May
    ],
)
def test_where_a_span_ends(start, hours, end):
    assert MAY.calendar.add(moment(start), timedelta(hours=hours)) == moment(end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2024-05-06 09:00", "2024-05-06 18:00", 7.5),
        ("2024-05-06 12:10", "2024-05-06 13:20", 0),
        ("2024-05-01 00:00", "2024-05-06 00:00", 1),  # a holiday but for its desk
        ("2024-05-06 17:00", "2024-05-07 10:00", 2),
        ("2024-05-07 10:00", "2024-05-06 17:00", -2),
        ("2024-05-10 18:00", "2024-05-13 09:00", 3),
        ("2024-05-06 10:00", "2024-05-06 10:00", 0),
    ],
)
def test_working_time_between_two_moments(start, end, hours):
    assert MAY.calendar.between(moment(start), moment(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2024-05-06 09:00", 1, "2024-05-07 18:00"),  # the day itself never counts, not even from its opening
        ("2024-05-06 23:59", 1, "2024-05-07 18:00"),
        ("2024-05-09 10:00", 2, "2024-05-11 12:00"),  # FR-6: the second working day is half a Saturday
        ("2024-05-11 10:00", 1, "2024-05-13 18:00"),
        ("2024-05-12 10:00", 1, "2024-05-13 18:00"),  # received on a day off
        ("2024-04-30 10:00", 1, "2024-05-03 11:00"),
        ("2024-05-16 10:00", 1, "2024-05-20 18:00"),
        ("2024-05-06 10:00", 0, "2024-05-06 18:00"),  # none: closing of the day
        ("2024-05-12 10:00", 0, "2024-05-13 18:00"),  # none, from a day off: the next working day
        ("2024-05-13 10:00", -1, "2024-05-11 12:00"),  # backward
        ("2024-05-12 10:00", -1, "2024-05-11 12:00"),
        ("2024-05-06 10:00", -2, "2024-04-30 18:00"),
    ],
)
def test_working_days(start, n, end):
    assert MAY.calendar.add_working_days(moment(start), n) == moment(end)


def test_opening_is_open_and_closing_is_not():
    open_at = {text: MAY.calendar.is_open(moment(f"2024-05-06 {text}")) for text in ("08:59:59", "09:00", "11:59:59")}
    assert open_at == {"08:59:59": False, "09:00": True, "11:59:59": True}
    assert not MAY.calendar.is_open(moment("2024-05-06 12:00"))
    assert ROUND_THE_CLOCK.calendar.is_open(moment("2024-05-06 00:00"))


def test_windows_that_overlap_or_touch_are_one_and_stand_in_any_order():
    one = Sheets({0: windows("9:00-18:00")}, set(), {}).calendar
    many = Sheets({0: windows("15:00-18:00 9:00-12:00 11:00-15:00 10:00-10:30 9:00-12:00")}, set(), {}).calendar
    for minutes in range(-1000, 1000, 7):
        span = timedelta(minutes=minutes)
        assert many.add(moment("2024-05-06 12:00"), span) == one.add(moment("2024-05-06 12:00"), span)


@pytest.mark.parametrize(
    "sheets",
    [
        Sheets({}, set(), {}),  # endless in Frappe Helpdesk, 150 days in osTicket
        Sheets({0: ()}, set(), {date(2024, 5, 1): ()}),
        Sheets({0: windows("9:00-9:00")}, set(), {}),
        Sheets({0: windows("18:00-9:00")}, set(), {}),
        Sheets(WORKWEEK, set(), {date(2024, 5, 1): windows("10:00-9:00")}),
        Sheets(WORKWEEK, set(), {date(2024, 5, 1): windows("9:00-9:00")}),
        Sheets({0: OFFICE, 7: OFFICE}, set(), {}),
    ],
)
def test_a_calendar_without_working_time_is_refused(sheets):
    with pytest.raises(ValueError):
        _ = sheets.calendar


def test_a_calendar_of_single_days_ends():
    days = Sheets(
        {}, set(), {date(2024, 5, 6): windows("9:00-12:00"), date(2024, 5, 8): windows("9:00-12:00")}
    ).calendar
    assert days.add(moment("2020-01-01"), 6 * HOUR) == moment("2024-05-08 12:00")
    assert days.add(moment("2030-01-01"), -6 * HOUR) == moment("2024-05-06 09:00")
    assert days.add_working_days(moment("2024-05-06"), 1) == moment("2024-05-08 12:00")
    assert days.between(moment("2000-01-01"), moment("2100-01-01")) == 6 * HOUR
    for beyond in (6 * HOUR + INSTANT, -HOUR, timedelta.max, timedelta.min):
        with pytest.raises(ValueError):
            days.add(moment("2024-05-06 09:00"), beyond)
    for number in (2, -1, 10**30):
        with pytest.raises(ValueError):
            days.add_working_days(moment("2024-05-06"), number)
    with pytest.raises(ValueError):
        days.add(moment("2024-05-08 12:00"), timedelta(0))


@pytest.mark.parametrize("span", [timedelta.max, timedelta.min, timedelta(days=3_000_000), timedelta(days=-3_000_000)])
def test_the_end_of_all_calendars_is_said(span):
    with pytest.raises(ValueError):
        ROUND_THE_CLOCK.calendar.add(moment("2024-05-06"), span)
    with pytest.raises(ValueError):
        ROUND_THE_CLOCK.calendar.add_working_days(moment("2024-05-06"), span.days)
    with pytest.raises(ValueError):
        ROUND_THE_CLOCK.calendar.add_working_days(datetime.max, 0)  # it closes in the year 10000


def test_the_first_and_the_last_day_that_excel_knows():
    calendar = MAY.calendar
    assert calendar.add(moment("1900-01-01 10:00"), HOUR) == moment("1900-01-01 11:00")
    assert calendar.add(moment("9999-12-31 17:00"), HOUR) == moment("9999-12-31 18:00")
    assert calendar.add_working_days(datetime.min, 0) == moment("0001-01-01 18:00")


def test_a_mistyped_exception_costs_nothing():
    calendar = Sheets(WORKWEEK, {date(9024, 5, 6), date(1, 1, 1), date.max}, {}).calendar
    assert calendar.add(moment("2024-05-06 10:00"), HOUR) == moment("2024-05-06 11:00")
    assert calendar.add_working_days(moment("2024-05-06 10:00"), 5) == moment("2024-05-13 18:00")


# What went wrong elsewhere (research/sla_peers.md), each fault by its name.


def test_the_same_day_of_another_month_is_another_day():  # ERPNext compares days of the month
    a_month = MAY.calendar.between(moment("2024-06-05 10:00"), moment("2024-07-05 10:00"))
    assert a_month == 22 * 7.5 * HOUR


@pytest.mark.parametrize(
    "kept", [timedelta(seconds=36), timedelta(microseconds=1), timedelta(seconds=59, microseconds=9)]
)
def test_seconds_are_not_cut_off(kept):  # Zammad, osTicket
    start = moment("2024-05-06 17:30") + kept
    due = MAY.calendar.add(start, HOUR)
    assert due == moment("2024-05-07 09:30") + kept
    assert MAY.calendar.between(start, due + kept) == HOUR + kept
    assert MAY.calendar.add(start, HOUR, [(start, start + kept)]) == due + kept


def test_a_deadline_after_a_hold_lies_in_working_hours():  # ERPNext adds the hold as wall time
    hold = [(moment("2024-05-06 17:00"), moment("2024-05-07 10:00"))]
    assert MAY.calendar.add(moment("2024-05-06 16:00"), 4 * HOUR, hold) == moment("2024-05-07 14:30")


def test_a_hold_over_closed_hours_moves_nothing():  # Zammad and Frappe Helpdesk agree
    hold = [
        (moment("2024-05-06 18:00"), moment("2024-05-07 09:00")),
        (moment("2024-05-07 12:00"), moment("2024-05-07 13:30")),
    ]
    start = moment("2024-05-06 16:00")
    assert MAY.calendar.add(start, 8 * HOUR, hold) == MAY.calendar.add(start, 8 * HOUR)


def test_a_case_paused_past_its_due_time_is_not_late():  # Frappe Helpdesk fails it
    start, since, until = moment("2024-05-06 09:00"), moment("2024-05-06 09:30"), moment("2024-05-08 10:00")
    due = MAY.calendar.add(start, 4 * HOUR, [(since, until)])
    assert due == moment("2024-05-08 15:00")
    assert MAY.calendar.between(start, until, [(since, until)]) == HOUR / 2


def test_pauses_overlap_are_empty_and_stand_in_any_order():
    start, span = moment("2024-05-06 09:00"), 4 * HOUR
    once = [(moment("2024-05-06 10:00"), moment("2024-05-06 12:00"))]
    often = [
        (moment("2024-05-06 11:00"), moment("2024-05-06 12:00")),
        (moment("2024-05-06 10:00"), moment("2024-05-06 11:30")),
        (moment("2024-05-06 10:15"), moment("2024-05-06 10:30")),
        (moment("2024-05-06 17:00"), moment("2024-05-06 17:00")),
        (moment("2024-05-06 15:30"), moment("2024-05-06 09:00")),  # ends before it begins
        (moment("2024-05-06 16:30"), moment("2024-05-06 18:00")),  # begins when the span is used up
    ]
    assert MAY.calendar.add(start, span, often) == MAY.calendar.add(start, span, once) == moment("2024-05-06 16:30")
    assert MAY.calendar.add(moment("2024-05-06 18:00"), -span, often) == start


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("09:00", 1, "10:00"),  # used up as the pause begins: it holds nothing any more
        ("09:30", 1, "11:30"),
        ("10:00", 0, "11:00"),  # time runs on only behind the pause, and behind the one that follows it
        ("10:30", 0.5, "11:30"),
        ("11:00", 0, "11:00"),
        ("12:00", -1, "11:00"),  # backward: used up where the pause ends
        ("11:30", -1, "09:30"),
        ("10:30", -0.5, "09:30"),
    ],
)
def test_pauses_that_touch_the_start_the_end_or_each_other(start, hours, end):
    pauses = [
        (moment("2024-05-06 10:40"), moment("2024-05-06 11:00")),
        (moment("2024-05-06 10:00"), moment("2024-05-06 10:40")),
    ]
    due = MAY.calendar.add(moment(f"2024-05-06 {start}"), timedelta(hours=hours), pauses)
    assert due == moment(f"2024-05-06 {end}")


def test_a_holiday_is_not_counted_into_the_time_taken():  # ERPNext's first response
    assert MAY.calendar.between(moment("2024-04-30 17:00"), moment("2024-05-06 10:00")) == 3 * HOUR


def test_hours_begin_and_end_at_any_minute():  # Znuny's begin at whole hours
    odd = Sheets({0: windows("8:47-11:53 12:31-24:00")}, set(), {}).calendar
    assert odd.add(moment("2024-05-06 11:50"), 5 * MINUTE) == moment("2024-05-06 12:33")
    assert odd.add(moment("2024-05-06 23:59"), MINUTE) == moment("2024-05-07 00:00")


def test_round_the_clock_is_wall_time():
    for span in (0 * HOUR, 24 * HOUR, -24 * HOUR, 1000 * HOUR + INSTANT):  # ERPNext snaps 24 hours to closing
        assert ROUND_THE_CLOCK.calendar.add(moment("2024-05-06 10:00"), span) == moment("2024-05-06 10:00") + span


def test_a_year_without_notices_is_reckoned_by_its_weekdays():  # chinesecalendar raises, provisional: WorkCalendar
    days = statutory_days()
    calendar = BusinessCalendar(WORKWEEK, set(days.holidays), dict.fromkeys(days.make_up_days, OFFICE))
    last = datetime.combine(days.published_until, time(0)) + 365 * DAY
    assert calendar.between(last, last + 7 * DAY) == 5 * 7.5 * HOUR
    assert calendar.is_working_day(last) == (last.weekday() < 5)


def test_a_working_day_that_always_falls_on_a_holiday_is_found_behind_them():
    mondays = {date(2024, 5, 6) + 7 * DAY * number for number in range(520)}
    calendar = Sheets({0: OFFICE}, mondays, {}).calendar
    assert calendar.add(moment("2024-05-06 10:00"), HOUR).date() == date(2024, 5, 6) + 520 * 7 * DAY


# What others worked out.


def vectors(name: str) -> list[dict[str, Any]]:
    path = VECTORS / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def weekly(vector: dict[str, Any]) -> dict[int, Windows]:
    return {WEEKDAYS.index(day): pairs(hours) for day, hours in vector["weekly"].items()}


def pairs(hours: Sequence[Sequence[str]]) -> Windows:
    return [(clock(opens), clock(closes)) for opens, closes in hours]


def sheets_of(vector: dict[str, Any]) -> Sheets:
    special = {date.fromisoformat(day): pairs(hours) for day, hours in vector["special"].items()}
    return Sheets(weekly(vector), set(map(date.fromisoformat, vector["holidays"])), special)


def pauses_of(vector: dict[str, Any]) -> list[tuple[datetime, datetime]]:
    return [(moment(since), moment(to)) for since, to in vector["pauses"]]


needs_vectors = pytest.mark.skipif(not VECTORS.exists(), reason=f"no vectors in {VECTORS}")


@needs_vectors
@pytest.mark.parametrize("vector", vectors("deadlines.json"), ids=lambda vector: vector["id"])
def test_deadlines_worked_out_elsewhere(vector):
    due = sheets_of(vector).calendar.add(moment(vector["start"]), vector["minutes"] * MINUTE, pauses_of(vector))
    assert abs(due - moment(vector["due"])) <= timedelta(seconds=vector["tolerance_seconds"])


@needs_vectors
@pytest.mark.parametrize("vector", vectors("elapsed.json"), ids=lambda vector: vector["id"])
def test_working_times_worked_out_elsewhere(vector):
    worked = sheets_of(vector).calendar.between(moment(vector["start"]), moment(vector["end"]), pauses_of(vector))
    assert worked == timedelta(seconds=vector["working_seconds"])


@needs_vectors
@pytest.mark.parametrize("vector", vectors("china.json"), ids=lambda vector: vector["start"])
def test_deadlines_in_china(vector):
    hours, days = pairs(vector["hours"]), statutory_days()
    special = {date.fromisoformat(day): hours if works else () for day, works in vector["special"].items()}
    make_up = dict.fromkeys(days.make_up_days, hours)
    calendar = BusinessCalendar(dict.fromkeys(range(5), hours), set(days.holidays), make_up | special)
    due = calendar.add(moment(vector["start"]), vector["minutes"] * MINUTE)
    if vector["due"] is None:  # not published yet: reckoned by weekdays, and provisional
        assert due.date() > days.published_until
    else:
        assert due == moment(vector["due"])
        assert due.date() <= days.published_until


def test_pandas_agrees_but_for_the_side_of_a_closing():
    """What is due at closing here is due at the next opening there, which no time at all leads to."""
    calendar = BusinessCalendar(dict.fromkeys(range(5), deadlines.HOURS), set(statutory_days().holidays), {})
    ours, theirs = deadlines.calendar_racer("500")(), deadlines.pandas_racer("500")()
    assert [calendar.add(due, timedelta(0)) for due in ours] == theirs
    assert ours != theirs


# Laws.

NEAR = st.dates(date(2024, 2, 20), date(2024, 4, 10))
MOMENTS = st.one_of(
    st.datetimes(datetime(2024, 2, 15), datetime(2024, 4, 15)),
    st.builds(
        datetime.combine, NEAR, st.sampled_from([clock(text) for text in ("0:00", "9:00", "12:00", "13:30", "18:00")])
    ),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
)
SPANS = st.one_of(
    st.timedeltas(timedelta(0), 5 * DAY),
    st.integers(0, 400).map(lambda halves: halves * HOUR / 2),
    st.timedeltas(timedelta(0), 3000 * DAY),
)
CLOCKS = st.one_of(st.sampled_from(range(0, 24 * 60, 30)).map(lambda m: time(m // 60, m % 60)), st.times())


@st.composite
def day_windows(draw: st.DrawFn) -> Windows:
    """Windows of one day, none empty."""
    clocks = draw(st.lists(st.tuples(CLOCKS, CLOCKS), max_size=3))
    return [
        (min(each), time(0) if draw(st.integers(0, 9)) == 0 else max(each)) for each in clocks if each[0] != each[1]
    ]


@st.composite
def any_sheets(draw: st.DrawFn) -> Sheets:
    week = draw(st.dictionaries(st.integers(0, 6), day_windows()))
    week[draw(st.integers(0, 6))] = windows("8:30-12:30")  # so that long spans end within the calendar
    return Sheets(week, draw(st.sets(NEAR, max_size=12)), draw(st.dictionaries(NEAR, day_windows(), max_size=12)))


HALF_HOURS = st.integers(0, 60 * 48).map(lambda halves: datetime(2024, 2, 15) + halves * HOUR / 2)
PAUSE = st.one_of(
    st.tuples(st.datetimes(datetime(2024, 2, 15), datetime(2024, 4, 15)), st.timedeltas(timedelta(0), 6 * DAY)),
    st.tuples(HALF_HOURS, st.integers(0, 96).map(lambda halves: halves * HOUR / 2)),
)
PAUSES = st.lists(PAUSE.map(lambda pause: (pause[0], pause[0] + pause[1])), max_size=4)


def without(sheets: Sheets, pauses: Sequence[tuple[datetime, datetime]]) -> Sheets:
    """The same sheets with the pauses cut out of their days."""
    special = dict(sheets.special)
    for day in (date(2024, 2, 14) + number * DAY for number in range(75)):
        pieces = sheets.spans(day)
        for since, to in pauses:
            pieces = [
                piece
                for opens, closes in pieces
                for piece in ((opens, min(closes, since)), (max(opens, to), closes))
                if piece[0] < piece[1]
            ]
        special[day] = [(opens.time(), closes.time()) for opens, closes in pieces]
    return Sheets(sheets.weekly, sheets.holidays, special)


def mirrored(sheets: Sheets) -> Sheets:
    """The same calendar with time running backward from Monday 2024-03-04."""
    return Sheets(
        {6 - weekday: mirrored_day(hours) for weekday, hours in sheets.weekly.items()},
        {mirrored_date(day) for day in sheets.holidays},
        {mirrored_date(day): mirrored_day(hours) for day, hours in sheets.special.items()},
    )


def mirrored_moment(instant: datetime) -> datetime:
    return datetime(2024, 3, 4) + (datetime(2024, 3, 4) - instant)


def mirrored_date(day: date) -> date:
    return mirrored_moment(datetime.combine(day, time(0)) + DAY).date()


def mirrored_day(hours: Windows) -> Windows:
    ends = [(datetime.combine(date.min, opens), datetime.combine(date.min, closes)) for opens, closes in hours]
    midnight = datetime.min + DAY
    return [
        (
            (datetime.min + (midnight - (closes if closes.time() != time(0) else midnight))).time(),
            (datetime.min + (midnight - opens)).time(),
        )
        for opens, closes in ends
    ]


@given(any_sheets(), MOMENTS)
def test_open_is_what_the_sheets_say(sheets, instant):
    hours = sheets.spans(instant.date())
    assert sheets.calendar.is_open(instant) == any(opens <= instant < closes for opens, closes in hours)
    assert sheets.calendar.is_working_day(instant.date()) == bool(hours)


@given(any_sheets(), MOMENTS, st.timedeltas(timedelta(0), 20 * DAY))
def test_working_time_is_the_sum_of_the_windows(sheets, start, length):
    end, total, reached = start + length, timedelta(0), start
    days = (start.date() + number * DAY for number in range(length.days + 2))
    for opens, closes in sorted(span for day in days for span in sheets.spans(day)):
        reached = max(reached, opens)
        total += max(min(closes, end) - reached, timedelta(0))
        reached = max(reached, min(closes, end))
    assert sheets.calendar.between(start, end) == total
    assert sheets.calendar.between(end, start) == -total


@given(any_sheets(), MOMENTS, st.timedeltas(timedelta(0), 20 * DAY))
def test_windows_are_the_working_time_cut_to_two_moments(sheets, start, length):
    end, calendar = start + length, sheets.calendar
    found = list(calendar.windows(start, end))
    assert sum((closes - opens for opens, closes in found), timedelta(0)) == calendar.between(start, end)
    assert all(start <= opens < closes <= end and calendar.is_open(opens) for opens, closes in found)
    assert all(closes <= opens for (_, closes), (opens, _) in pairwise(found))
    assert all(closes <= datetime.combine(opens.date(), time(0)) + DAY for opens, closes in found)


def test_windows_of_single_days():
    found = MAY.calendar.windows(moment("2024-05-10 17:00"), moment("2024-05-13 10:00"))
    assert [f"{opens:%d %H:%M}-{closes:%d %H:%M}" for opens, closes in found] == [
        "10 17:00-10 18:00",
        "11 09:00-11 12:00",
        "13 09:00-13 10:00",
    ]
    whole_year = ROUND_THE_CLOCK.calendar.windows(moment("9999-01-01"), datetime.max)
    assert sum(1 for _ in whole_year) == 365
    assert list(MAY.calendar.windows(moment("2024-05-06 12:00"), moment("2024-05-06 12:00"))) == []


@given(any_sheets(), MOMENTS, SPANS, PAUSES)
def test_a_span_lasts_until_its_end(sheets, start, span, pauses):
    calendar = sheets.calendar
    due = calendar.add(start, span, pauses)
    assert calendar.between(start, due, pauses) == span
    assert due >= start
    assert calendar.is_open(
        due - INSTANT if span else due
    )  # in working time or at a closing, and no later than need be


@given(any_sheets(), MOMENTS, SPANS)
def test_a_span_backward_begins_where_one_forward_leads_back(sheets, start, span):
    calendar = sheets.calendar
    begin = calendar.add(start, -span)
    assert calendar.is_open(begin)
    assert span == timedelta(0) or calendar.between(begin, start) == span


@given(any_sheets(), MOMENTS, MOMENTS, SPANS, SPANS, PAUSES)
def test_later_starts_and_longer_spans_end_later(sheets, one, other, span, more, pauses):
    calendar = sheets.calendar
    early, late = sorted((one, other))
    assert calendar.add(early, span, pauses) <= calendar.add(late, span, pauses)
    assert calendar.add(early, -span, pauses) <= calendar.add(late, -span, pauses)
    assert calendar.add(one, span, pauses) <= calendar.add(one, span + more, pauses)
    assert calendar.add(one, -span - more, pauses) <= calendar.add(one, -span, pauses)


@given(any_sheets(), MOMENTS, st.one_of(SPANS, SPANS.map(lambda span: -span)), PAUSES)
def test_pauses_are_cut_out_of_the_calendar(sheets, start, span, pauses):
    cut = without(sheets, pauses).calendar
    assert sheets.calendar.add(start, span, pauses) == cut.add(start, span)
    end = start + span
    assert sheets.calendar.between(start, end, pauses) == cut.between(start, end)


@given(any_sheets(), MOMENTS, SPANS, PAUSES)
def test_backward_is_forward_in_a_mirror(sheets, start, span, pauses):
    assume(span)
    turned = [(mirrored_moment(to), mirrored_moment(since)) for since, to in pauses]
    forward = mirrored(sheets).calendar.add(mirrored_moment(start), span, turned)
    assert sheets.calendar.add(start, -span, pauses) == mirrored_moment(forward)


@given(any_sheets(), MOMENTS, st.integers(-25, 25))
def test_working_days_are_counted_one_by_one(sheets, start, n):
    calendar, step = sheets.calendar, DAY if n >= 0 else -DAY
    day, left = start.date(), abs(n)
    if n == 0:
        day, left = day - DAY, 1
    while left:
        day += step
        left -= bool(sheets.spans(day))
    assert calendar.add_working_days(start, n) == max(closes for _, closes in sheets.spans(day))


@given(any_sheets(), MOMENTS, SPANS, st.integers(1, 15))
def test_a_far_century_is_reckoned_like_a_near_one(sheets, start, span, cycles):
    """The calendar repeats after 400 years, which are whole weeks; so must the result, where no exception lies."""
    plain = Sheets(sheets.weekly, set(), {}).calendar
    later = cycles * 146_097 * DAY
    assert plain.add(start + later, span) == plain.add(start, span) + later
