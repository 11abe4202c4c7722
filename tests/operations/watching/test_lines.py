"""Deeds are said each time, what lasts is said once."""

from pathlib import Path

import pytest

from tests.operations.watching.made_world import result
from xltools.operations.passes.attending import Attendance, Attended
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.lines import Line, Unsaid, attended_line

BOOK = Path("/工单/台账.xlsx")
DEED, OPEN, BAD = Line("written", "w"), Line("waiting", "open"), Line("unusable", "u", trouble=True)


def test_deeds_are_said_each_time_and_troubles_once() -> None:
    unsaid = Unsaid()
    assert [unsaid.of(BOOK, [line]) for line in (DEED, DEED)] == [[DEED], [DEED]]
    assert [unsaid.of(BOOK, [line]) for line in (OPEN, OPEN, BAD, BAD, OPEN)] == [[OPEN], [], [BAD], [], [OPEN]]
    unsaid.of(BOOK, [])
    assert unsaid.of(BOOK, [OPEN]) == [OPEN]  # open once more
    assert unsaid.of("tick", [OPEN, BAD]) == [OPEN, BAD]
    assert unsaid.of("tick", [BAD, DEED]) == [DEED]


def test_registers_that_are_gone_are_forgotten() -> None:
    unsaid = Unsaid()
    unsaid.of(BOOK, [BAD])
    unsaid.of("tick", [BAD])
    unsaid.forget_others({})
    assert unsaid.of(BOOK, [BAD]) == [BAD]
    assert unsaid.of("tick", [BAD]) == []


@pytest.mark.parametrize(
    ("what", "cause", "event"),
    [
        (Attendance.WRITTEN, Cause.CLOCK, "written"),
        (Attendance.IDLE, Cause.SAVED, "idle"),
        (Attendance.IDLE, Cause.RETRY, None),
        (Attendance.IDLE, Cause.CLOCK, None),
        (Attendance.WAITING, Cause.SAVED, "waiting"),
        (Attendance.AGAIN, Cause.SAVED, "again"),
        (Attendance.UNUSABLE, Cause.SAVED, "unusable"),
        (Attendance.NO_REGISTER, Cause.SAVED, None),
    ],
)
def test_what_is_said_of_a_register(what: Attendance, cause: Cause, event: str | None) -> None:
    line = attended_line(Attended(BOOK, what, "why", result(BOOK)), cause)
    assert (line.event if line is not None else None) == event
    assert line is None or line.trouble == (what is Attendance.UNUSABLE)
