"""Never twice, never lost: what is sent when, and what a crash, a service or a clock do to it."""

import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.notifying.made_up import (
    BROKEN,
    LATER,
    MAIL,
    NOBODY,
    NOW,
    REFUSED,
    SENT,
    UNKNOWN,
    WECOM,
    Killed,
    Service,
    notice,
    policy,
    workspace,
)
from xltools.errors import NotifyError
from xltools.model.notice import Notice
from xltools.operations.files.append_only import stored_lines
from xltools.operations.journaling.journal import journal_path
from xltools.operations.notifying.delivering import Delivered, deliver
from xltools.operations.notifying.enqueuing import enqueue, enqueue_message
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.workspace import Workspace


def put(space: Workspace, *notices: Notice, at: datetime = NOW) -> int:
    return enqueue(space, "工单.xlsx", notices, policy(), at)


def after(**more: float) -> datetime:
    return NOW + timedelta(**more)


def told(space: Workspace) -> list[str]:
    kinds = ("sent", "failed", "doubtful")
    lines: list[Any] = list(stored_lines(journal_path(space)))
    return [kind for line in lines for kind in kinds if kind in (line.get("note"), line.get("kind")) or kind in line]


def test_without_settings_or_entries_nothing_happens(tmp_path: Path) -> None:
    service = Service()
    assert deliver(Workspace(tmp_path), NOW, service) == Delivered()
    assert deliver(workspace(tmp_path, WECOM), NOW, service) == Delivered()
    assert service.letters == []


def test_one_letter_to_a_group_and_one_to_each_recipient(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    put(space, notice(), notice("高建", "k2"), notice("王强", "k3"))
    service = Service()
    assert deliver(space, NOW, service) == Delivered(sent=6)
    assert Counter(each.address for each in service.letters) == {"": 1, "wang@example.com": 1, "gao@example.com": 1}
    assert deliver(space, after(days=1), service) == Delivered()
    assert len(service.letters) == 3
    assert set(told(space)) == {"sent"}


def test_quiet_hours_hold_back_all_but_the_fast_lane(tmp_path: Path) -> None:  # FR-17
    space = workspace(tmp_path, WECOM, notify='quiet_hours = "21:00-08:00"\ndigest_minutes = 0')
    night, morning = NOW.replace(hour=23), after(days=1).replace(hour=8)
    put(space, notice(), notice(key="k2", urgent=True), at=night)
    service = Service()
    assert deliver(space, night, service) == Delivered(sent=1, waiting=1)
    assert deliver(space, morning - timedelta(seconds=1), service) == Delivered(waiting=1)
    assert deliver(space, morning, service) == Delivered(sent=1)


def test_too_often_waits_as_long_as_the_service_says(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    service = Service(LATER)
    assert deliver(space, NOW, service) == Delivered(waiting=1)
    assert deliver(space, after(seconds=59), service, insist=True) == Delivered(waiting=1)
    assert len(service.letters) == 1
    assert deliver(space, after(seconds=60), service) == Delivered(sent=1)


def test_out_of_order_is_tried_after_1_5_15_and_60_minutes(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    service = Service(*[BROKEN] * 6)
    tries = []
    for minute in range(200):
        before = len(service.letters)
        deliver(space, after(minutes=minute), service)
        tries += [minute] if len(service.letters) > before else []
    assert tries == [0, 1, 6, 21, 81, 141]


def test_refused_is_told_once_and_tried_once_a_day_or_when_somebody_asks(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    service = Service(*[REFUSED] * 3)
    for hour in range(0, 48, 6):
        assert deliver(space, after(hours=hour), service) == Delivered(failed=1)
    assert len(service.letters) == 2
    assert told(space) == ["failed"]
    assert deliver(space, after(hours=47), service, insist=True) == Delivered(failed=1)
    assert deliver(space, after(hours=47), service, insist=True) == Delivered(sent=1)


def test_a_broken_channel_or_recipient_holds_up_no_other(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    put(space, notice(), notice("高建", "k2"), notice("陈涛", "k3"))
    refuses_one = [lambda letter: NOBODY if letter.address == "gao@example.com" else SENT] * 3
    service = Service(*refuses_one)
    assert deliver(space, NOW, service) == Delivered(sent=2, failed=1)
    put(space, notice(key="k4"), notice("高建", "k5"))
    assert deliver(space, after(minutes=1), service) == Delivered(sent=1, failed=2)


def test_trouble_of_the_whole_channel_is_met_once_not_by_each_recipient(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    put(space, notice(), notice("高建", "k2"))
    service = Service(BROKEN)
    assert deliver(space, NOW, service) == Delivered(sent=2, waiting=2)
    assert len(service.letters) == 2


def test_killed_before_the_answer_a_group_is_not_told_again_but_of_the_doubt(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    with pytest.raises(Killed):
        deliver(space, NOW, Service(Killed))
    service = Service()
    assert deliver(space, after(minutes=1), service) == Delivered(doubtful=1)
    assert service.letters == []
    put(space, notice(key="k2"), notice(key="k3"), at=after(minutes=2))
    assert deliver(space, after(minutes=3), service) == Delivered(sent=2)
    assert ["202611-001" in line for letter in service.letters for line in letter.closing] == [True]
    put(space, notice(key="k4"), at=after(minutes=4))
    deliver(space, after(minutes=5), service)
    assert service.letters[-1].closing == ()
    assert told(space) == ["doubtful", "sent", "sent"]


def test_killed_before_the_answer_a_letter_goes_again_under_its_name(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    put(space, notice())
    first = Service(Killed)
    with pytest.raises(Killed):
        deliver(space, NOW, first)
    put(space, notice(key="k2"), at=after(minutes=2))
    service = Service()
    assert deliver(space, after(minutes=3), service, insist=True) == Delivered(sent=2, doubtful=1)
    assert [letter.batch == first.letters[0].batch for letter in service.letters] == [True, False]
    assert service.letters[0].sections == first.letters[0].sections


def test_killed_before_the_attempt_nothing_is_doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    service = Service()
    monkeypatch.setattr(Outbox, "record", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        deliver(space, NOW, service)
    assert service.letters == []
    monkeypatch.undo()
    assert deliver(space, NOW, service) == Delivered(sent=1)


def test_a_letter_without_an_answer_is_repeated_three_times_at_most(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    put(space, notice())
    service = Service(*[UNKNOWN] * 9)
    for hour in range(100):
        deliver(space, after(hours=hour), service)
    assert len(service.letters) == 3
    assert len({letter.batch for letter in service.letters}) == 1
    put(space, notice(key="k2"), at=after(hours=101))
    assert deliver(space, after(hours=102), Service()) == Delivered(sent=1)
    assert Outbox(space).read().doubtful() == []  # the recipient has been told which case it was about


def test_a_clock_that_was_set_back_makes_nothing_wait(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM, notify="digest_minutes = 30")
    put(space, notice(), at=after(days=400))
    service = Service(REFUSED)
    assert deliver(space, after(days=400, minutes=30), service) == Delivered(failed=1)
    assert deliver(space, NOW, service) == Delivered(sent=1)


def test_the_services_limit_is_kept_over_calls(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, *(notice(key=str(number))._replace(case_number=f"202611-{number:03}") for number in range(10)))
    service, pauses = Service(items=1), list[float]()
    service.per_minute, service.spacing = 4, 0.25
    assert deliver(space, NOW, service, pauses.append) == Delivered(sent=4, waiting=6)
    assert deliver(space, after(seconds=59), service, pauses.append) == Delivered(waiting=6)
    assert deliver(space, after(seconds=60), service, pauses.append) == Delivered(sent=4, waiting=2)
    assert pauses == [0.25] * 8


def test_a_missing_secret_fails_the_channel_and_tells_once(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())

    def no_secret(*_: object) -> Service:
        raise NotifyError("the environment variable ROBOT is not set")

    assert deliver(space, NOW, no_secret) == Delivered(failed=1)
    assert deliver(space, after(minutes=1), no_secret, insist=True) == Delivered(failed=1)
    assert told(space) == ["failed"]
    assert deliver(space, after(minutes=2), Service(), insist=True) == Delivered(sent=1)


def test_what_could_not_be_told_for_a_month_is_given_up(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    put(space, notice(), notice("李娜", "k2"))
    service = Service(*[NOBODY] * 99)
    deliver(space, NOW, service)
    assert deliver(space, after(days=30), service) == Delivered(failed=1)
    assert deliver(space, after(days=30, seconds=1), service) == Delivered()
    assert not Outbox(space).read().unreachable
    assert put(space, notice(), notice("李娜", "k2")) == 0


def test_somebody_else_is_sending(tmp_path: Path) -> None:
    space = workspace(tmp_path, WECOM)
    put(space, notice())
    with Outbox(space).sending():
        service = Service()
        assert deliver(space, NOW, service) == Delivered(waiting=1)
    assert service.letters == []


def test_a_report_goes_with_its_file_and_the_group_hears_of_it(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    report = tmp_path / "十月.xlsx"
    enqueue_message(space, "", "r", "十月报告", "见附件", ["王强"], policy(), NOW, attachments=[report])
    service = Service()
    assert deliver(space, NOW, service) == Delivered(sent=2)
    by_mail, in_group = sorted(service.letters, key=lambda letter: letter.address == "")
    assert by_mail.files == (report,)
    assert in_group.files == ()
    assert "十月.xlsx" in in_group.sections[0].items[0]


OUTCOMES = st.sampled_from([SENT, LATER, BROKEN, REFUSED, NOBODY, UNKNOWN, Killed])
STEPS = st.lists(
    st.tuples(st.integers(-120, 600), st.lists(OUTCOMES, max_size=3), st.integers(0, 4), st.booleans()), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_every_notice_ends_up_in_exactly_one_letter(steps: list[tuple[int, list[Any], int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        space = workspace(Path(folder), MAIL, WECOM, notify='quiet_hours = "21:00-08:00"\ndigest_minutes = 5')
        services, now, entered = list[Service](), NOW, 0
        for minutes, script, count, urgent in steps:
            now += timedelta(minutes=minutes)
            new = [notice(key=f"k{entered + place}", urgent=urgent) for place in range(count)]
            new = [each._replace(subject=f"〔{each.key}〕") for each in new]
            assert put(space, *new, at=now) == 2 * count
            entered += count
            services.append(Service(*script, items=2))
            try:
                deliver(space, now, services[-1])
            except Killed:
                continue
        for day in range(1, 4):
            services.append(Service(items=2))
            deliver(space, (now + timedelta(days=day)).replace(hour=12), services[-1], insist=True)
        state = Outbox(space).read()
        assert [*state.waiting, *state.repeated, *state.open] == []
        for place in ("", "wang@example.com"):
            letters = {each.batch: each for service in services for each in service.taken if each.address == place}
            items = [item for each in letters.values() for section in each.sections for item in section.items]
            unsure = [state.entries[entry] for each in state.attempts.values() if each.address == place
                      and state.results[each.batch].verdict.value == "doubtful" for entry in each.entries]  # fmt: skip
            found = Counter(item.partition("〔")[2].partition("〕")[0] for item in items)
            found.update(each.key for each in unsure)
            assert found == Counter({f"k{number}": 1 for number in range(entered)})
