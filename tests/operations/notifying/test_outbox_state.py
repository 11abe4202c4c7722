"""Where entries are, by what was tried."""

from datetime import timedelta

import pytest

from tests.operations.notifying.made_up import NOW, entry
from xltools.operations.notifying.outbox_entries import Attempt, Dropped, Entry, Line, Result, Verdict
from xltools.operations.notifying.outbox_state import REPEATED_AT_MOST, outbox_state

GROUP = entry("k1")
MAIL = entry("k1", "mail", "wang@example.com")


def tried(one: Entry, verdict: Verdict | None, batch: str = "b", minutes: int = 0, **more: object) -> list[Line]:
    at = NOW + timedelta(minutes=minutes)
    attempt = Attempt(batch, at, *one.lane, (one.entry_id,))
    return [attempt, *([Result(batch, at, verdict, **more)] if verdict else [])]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "verdict", "where"),
    [
        (GROUP, Verdict.SENT, "settled"),
        (GROUP, Verdict.LATER, "waiting"),
        (GROUP, Verdict.TEMPORARY, "waiting"),
        (GROUP, Verdict.PERMANENT, "waiting"),
        (GROUP, Verdict.DOUBTFUL, "settled"),  # a group is not told twice
        (MAIL, Verdict.DOUBTFUL, "repeated"),  # a letter goes out again under its Message-ID
        (MAIL, None, "open"),
    ],
)
def test_each_entry_is_in_one_place(one: Entry, verdict: Verdict | None, where: str) -> None:
    state = outbox_state([one, *tried(one, verdict)])
    places = {
        "settled": set(state.settled),
        "waiting": set(state.waiting),
        "repeated": {each for batch in state.repeated for each in state.attempts[batch].entries},
        "open": {each for batch in state.open for each in state.attempts[batch].entries},
    }
    assert [name for name, found in places.items() if one.entry_id in found] == [where]


def test_a_known_entry_does_not_come_again() -> None:
    lines = [GROUP, *tried(GROUP, Verdict.SENT), GROUP]
    assert not outbox_state(lines).waiting
    assert not outbox_state([Dropped(NOW, (GROUP.entry_id,)), GROUP]).waiting


@pytest.mark.parametrize(
    ("verdicts", "minutes"),
    [
        ([Verdict.TEMPORARY], 1),
        ([Verdict.TEMPORARY] * 2, 5),
        ([Verdict.TEMPORARY] * 3, 15),
        ([Verdict.TEMPORARY] * 4, 60),
        ([Verdict.TEMPORARY] * 9, 60),
        ([Verdict.PERMANENT], 24 * 60),
        ([Verdict.LATER], 1),
    ],
)
def test_how_long_a_trouble_holds_back(verdicts: list[Verdict], minutes: int) -> None:
    lines: list[Line] = [GROUP]
    for count, verdict in enumerate(verdicts):
        lines += tried(GROUP, verdict, str(count))
    (trouble,) = outbox_state(lines).troubles_of(GROUP.lane)
    assert trouble.holds_back(NOW + timedelta(minutes=minutes, seconds=-1))
    assert not trouble.holds_back(NOW + timedelta(minutes=minutes))
    assert not trouble.holds_back(NOW - timedelta(hours=1))  # a clock that was set back


def test_the_pause_that_a_service_asks_for_is_kept() -> None:
    (trouble,) = outbox_state([GROUP, *tried(GROUP, Verdict.LATER, pause=600)]).troubles_of(GROUP.lane)
    assert trouble.holds_back(NOW + timedelta(seconds=599))
    assert not trouble.holds_back(NOW + timedelta(seconds=600))


def test_trouble_of_a_channel_is_that_of_all_its_lanes_and_ends_with_the_first_success() -> None:
    other = entry("k2", "mail", "gao@example.com")
    lines = [MAIL, other, *tried(MAIL, Verdict.TEMPORARY, whole_channel=True)]
    assert outbox_state(lines).troubles_of(other.lane)
    lines += tried(other, Verdict.SENT, "c", 5)
    assert not outbox_state(lines).troubles_of(MAIL.lane)


def test_trouble_of_one_recipient_is_his_own() -> None:
    other = entry("k2", "mail", "gao@example.com")
    state = outbox_state([MAIL, other, *tried(MAIL, Verdict.PERMANENT)])
    assert state.troubles_of(MAIL.lane)
    assert not state.troubles_of(other.lane)


def test_a_doubtful_letter_is_repeated_a_few_times_only() -> None:
    lines: list[Line] = [MAIL]
    for count in range(REPEATED_AT_MOST):
        assert bool(outbox_state(lines).repeated) == bool(count)
        lines += tried(MAIL, Verdict.DOUBTFUL, minutes=count)
    state = outbox_state(lines)
    assert not state.repeated
    assert MAIL.entry_id in state.settled


def test_a_doubtful_letter_stays_one_letter_where_its_repetition_fails() -> None:
    lines = [MAIL, *tried(MAIL, Verdict.DOUBTFUL), *tried(MAIL, Verdict.TEMPORARY, minutes=1)]
    state = outbox_state(lines)
    assert list(state.repeated) == ["b"]
    assert not state.waiting
    state = outbox_state([*lines, *tried(MAIL, Verdict.SENT, minutes=9)])
    assert not state.repeated
    assert MAIL.entry_id in state.settled


def test_what_a_digest_names_is_doubtful_no_more() -> None:
    other = entry("k2")
    lines: list[Line] = [GROUP, other, *tried(GROUP, Verdict.DOUBTFUL)]
    assert outbox_state(lines).unnamed == {GROUP.lane: ["b"]}
    naming = Attempt("c", NOW, *other.lane, (other.entry_id,), ("b",))
    lines += [naming, Result("c", NOW, Verdict.SENT)]
    state = outbox_state(lines)
    assert state.unnamed == {GROUP.lane: []}
    assert state.doubtful() == []


def test_what_is_given_up_waits_nowhere() -> None:
    nobody = entry("k3", "")
    doubtful = [MAIL, *tried(MAIL, Verdict.DOUBTFUL)]
    state = outbox_state(
        [GROUP, nobody, *doubtful, Dropped(NOW, (GROUP.entry_id, nobody.entry_id, MAIL.entry_id), "old")]
    )
    assert [list(each) for each in (state.waiting, state.unreachable, state.repeated)] == [[], [], []]
    assert set(state.settled) == {GROUP.entry_id, nobody.entry_id, MAIL.entry_id}
