"""When a workbook is due, as tables of looks and answers (clients.md, section 4, steps 1, 3 and 12)."""

from pathlib import Path

import pytest

from xltools.operations.passes.attending import Attendance
from xltools.operations.passes.pass_order import Cause
from xltools.operations.watching.scanning import Sight, Signature
from xltools.operations.watching.settling import Due, Settling

BOOK, OTHER = Path("/工单/台账.xlsx"), Path("/工单/其他.xlsx")
SHA = "aa"


def sight(state: int, *, locked: bool = False) -> Sight:
    return Sight(Signature(100, state, state, 0o644), locked)


def answer(settling: Settling, at: float, what: Attendance, sha256: str | None = SHA, seconds: float = 0.1) -> Due:
    due = settling.due(at)
    assert due is not None
    settling.answered(due, what, sha256, at, seconds)
    return due


@pytest.fixture
def settled() -> Settling:
    """A register that was attended and stands still since second 0."""
    settling = Settling(1.0)
    settling.seen({BOOK: sight(1)}, set(), 0)
    answer(settling, 1, Attendance.IDLE)
    return settling


def test_a_save_is_due_once_it_stood_still(settled: Settling) -> None:
    assert settled.next_moment() is None
    settled.seen({BOOK: sight(2)}, set(), 10)
    settled.seen({BOOK: sight(3)}, set(), 10.8)  # still being written
    assert settled.due(11.5) is None
    due = settled.due(11.8)
    assert due is not None
    assert (due.path, due.cause, due.sha256) == (BOOK, Cause.SAVED, SHA)


def test_the_same_contents_are_no_news(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)  # touched, or enriched by a sync service
    due = settled.due(11)
    assert due is not None
    settled.same_contents(due)
    assert settled.next_moment() is None


def test_what_we_wrote_is_recognised_by_its_contents(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)
    answer(settled, 11, Attendance.WRITTEN, "bb")
    settled.seen({BOOK: sight(3)}, set(), 11.2)  # ours
    due = settled.due(12.2)
    assert due is not None
    assert due.sha256 == "bb"


def test_a_register_that_is_open_is_attended_on_each_save(settled: Settling) -> None:
    for save in range(2, 5):
        settled.seen({BOOK: sight(save, locked=True)}, set(), 10 * save)
        assert answer(settled, 10 * save + 1, Attendance.WAITING).cause is Cause.SAVED


def test_it_is_attended_within_two_seconds_of_its_closing(settled: Settling) -> None:
    settled.seen({BOOK: sight(2, locked=True)}, set(), 10)
    answer(settled, 11, Attendance.WAITING)
    settled.seen({BOOK: sight(2)}, set(), 15)
    assert settled.due(16.4) is None
    assert settled.next_moment() == 16.5
    assert answer(settled, 16.5, Attendance.WRITTEN).cause is Cause.RETRY


def test_a_gap_between_two_locks_is_no_closing(settled: Settling) -> None:
    # LibreOffice takes its lock away for 1.2 ms while it saves (clients.md, section 1)
    settled.seen({BOOK: sight(1, locked=True)}, set(), 10)
    settled.seen({BOOK: sight(2)}, set(), 11)
    assert settled.due(12.1) is None  # quiet for long enough, but the lock has only just gone
    settled.seen({BOOK: sight(2, locked=True)}, set(), 12.2)
    assert settled.due(12.2) is not None  # with its lock: attended as one that is open


def test_it_is_tried_every_twenty_seconds_in_any_case(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)  # Windows: open without any sign but the share mode
    answer(settled, 11, Attendance.WAITING)
    assert settled.next_moment() == 31
    assert answer(settled, 31, Attendance.WAITING, seconds=10).cause is Cause.RETRY
    assert settled.next_moment() == 81  # a pass of ten seconds is not repeated every twenty


def test_half_written_ones_are_tried_again_ever_more_rarely(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)
    at, pauses = 11.0, []
    for _ in range(12):
        answer(settled, at, Attendance.AGAIN, None)
        moment = settled.next_moment()
        assert moment is not None
        pauses.append(moment - at)
        at = moment
    assert pauses[0] == 1
    assert pauses == sorted(pauses)
    assert pauses[-1] == 30
    settled.seen({BOOK: sight(3)}, set(), at)  # a new save is a new chance
    assert settled.next_moment() == at + 1


def test_one_that_is_held_by_a_program_is_tried_until_it_answers(settled: Settling) -> None:
    settled.seen({BOOK: sight(2, locked=True)}, set(), 10)
    answer(settled, 11, Attendance.WAITING)
    answer(settled, 31, Attendance.AGAIN, None)
    due = answer(settled, 32, Attendance.IDLE)
    assert due.cause is Cause.RETRY
    assert settled.next_moment() is None


@pytest.mark.parametrize("what", [Attendance.UNUSABLE, Attendance.NO_REGISTER])
def test_what_cannot_be_worked_with_is_set_aside_until_it_changes(settled: Settling, what: Attendance) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)
    answer(settled, 11, what, None)
    settled.seen({BOOK: sight(2)}, set(), 5000)
    assert settled.next_moment() is None
    settled.seen({BOOK: sight(3)}, set(), 5001)
    assert settled.next_moment() == 5002


def test_a_lifted_write_protection_is_a_change_though_the_contents_are_the_same(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)
    answer(settled, 11, Attendance.UNUSABLE, SHA)
    settled.seen({BOOK: sight(3)}, set(), 20)
    due = settled.due(21)
    assert due is not None
    assert due.sha256 is None


def test_one_in_trouble_does_not_hold_up_another(settled: Settling) -> None:
    settled.seen({BOOK: sight(2), OTHER: sight(7)}, set(), 10)
    answer(settled, 11, Attendance.AGAIN, None)
    assert answer(settled, 11, Attendance.IDLE).path == OTHER


def test_the_one_that_has_been_due_for_longest_comes_first(settled: Settling) -> None:
    settled.seen({BOOK: sight(1), OTHER: sight(7)}, set(), 10)
    settled.seen({BOOK: sight(2), OTHER: sight(7)}, set(), 10.5)
    due = settled.due(20)
    assert due is not None
    assert (due.path, due.moment) == (OTHER, 11)


def test_what_is_gone_is_forgotten_and_a_renamed_one_is_new(settled: Settling) -> None:
    settled.seen({}, set(), 10)
    settled.seen({BOOK: sight(2)}, set(), 10.1)  # Excel takes the old one away before the new one comes
    due = settled.due(11.1)
    assert due is not None
    assert due.sha256 == SHA
    for at in (20, 31):
        settled.seen({OTHER: sight(2)}, set(), at)
    assert len(settled) == 1
    due = settled.due(31)
    assert due is not None
    assert (due.path, due.sha256) == (OTHER, None)


def test_one_that_is_gone_is_not_due(settled: Settling) -> None:
    settled.seen({BOOK: sight(2)}, set(), 10)
    settled.seen({}, set(), 10.5)
    assert settled.next_moment() is None


def test_a_folder_that_cannot_be_looked_into_keeps_what_is_known(settled: Settling) -> None:
    for at in (10, 100):
        settled.seen({}, {BOOK.parent}, at)
    settled.seen({BOOK: sight(1)}, set(), 200)
    assert settled.next_moment() is None


def test_what_the_clock_attended_is_no_news(settled: Settling) -> None:
    settled.seen({BOOK: sight(2, locked=True)}, set(), 10)
    answer(settled, 11, Attendance.WAITING)
    settled.attended_elsewhere(BOOK, Attendance.WRITTEN, "cc", 15)
    assert settled.next_moment() is None  # it waits no more
    settled.seen({BOOK: sight(3)}, set(), 16)
    due = settled.due(17.5)
    assert due is not None
    assert due.sha256 == "cc"
