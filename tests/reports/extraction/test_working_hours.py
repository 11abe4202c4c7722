"""Working hours of a column are those of its moments, one by one."""

from datetime import date, datetime, time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xltools.model.business_calendar import BusinessCalendar
from xltools.model.work_calendar import WorkCalendar
from xltools.reports.extraction.register_facts import moments
from xltools.reports.extraction.working_hours import working_hours

OFFICE = ((time(9), time(12)), (time(13, 30), time(17, 30)))
NIGHT = ((time(22), time(0)),)
CALENDAR = WorkCalendar(
    BusinessCalendar(
        dict.fromkeys(range(5), OFFICE),
        {date(2026, 10, day) for day in range(1, 8)},
        {date(2026, 10, 10): OFFICE, date(2026, 10, 17): NIGHT},
    ),
    date(2026, 12, 31),
    {},
)
MOMENTS = st.none() | st.datetimes(datetime(2026, 9, 20), datetime(2026, 11, 10)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(st.lists(st.tuples(MOMENTS, MOMENTS)))
def test_a_column_is_reckoned_like_its_moments(pairs: list[tuple[datetime | None, datetime | None]]) -> None:
    since, until = (moments([pair[place] for pair in pairs]) for place in (0, 1))
    expected = [
        CALENDAR.business.between(start, end).total_seconds() / 3600 if start and end else np.nan
        for start, end in pairs
    ]
    np.testing.assert_allclose(working_hours(CALENDAR, since, until), np.array(expected, dtype=np.float64))


def test_spans_without_working_time_and_without_a_calendar() -> None:
    since, until = moments([datetime(2026, 10, 2, 8)]), moments([datetime(2026, 10, 3, 8)])
    assert working_hours(CALENDAR, since, until).tolist() == [0]
    assert np.isnan(working_hours(None, since, until)).all()
