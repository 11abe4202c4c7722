"""Many notices in one letter, in its language, cut between entries."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.operations.notifying.made_up import NOW, entry, letter
from xltools.language.speaking import speaking
from xltools.operations.notifying.digests import Unnamed, blank_letter, first_digest, item_line, own_letter
from xltools.operations.notifying.notify_settings import MailChannel
from xltools.operations.notifying.outbox_entries import Entry
from xltools.operations.notifying.senders.dingtalk import DingTalkSender
from xltools.operations.notifying.senders.feishu import FeishuSender
from xltools.operations.notifying.senders.letter import Letter, Sender
from xltools.operations.notifying.senders.mail import Account, MailSender
from xltools.operations.notifying.senders.wecom import WeComSender

MOMENT = datetime(2026, 11, 20, 2, tzinfo=UTC)
CHANNEL = MailChannel.model_validate({"kind": "mail", "host": "h", "security": "none", "sender": "a@b.cn"})
SENDERS: list[Sender] = [
    WeComSender("u"),
    DingTalkSender("u", "s"),
    FeishuSender("u", "s"),
    MailSender(CHANNEL, Account("", "")),
]


def letters(entries: list[Entry], sender: Sender) -> list[Letter]:
    found = []
    while entries:
        digest, told = first_digest(entries, blank_letter("b", MOMENT, entries[0]), sender.fits)
        found.append(digest)
        entries = entries[len(told) :]
    return found


def test_a_line_says_case_subject_reason_register_and_for_whom() -> None:
    assert item_line(entry("k", reason="已过")) == "202611-001 – 解决时限 – 已过 – 工单 → 王*（B005）"
    by_mail = entry("k", "mail", "a@b.cn", urgent=True, case="", files=("报告/十月.xlsx",), text="见\n附件", reason="")
    assert item_line(by_mail) == "【急】解决时限 – 见 附件 – 十月.xlsx – 工单"


def test_a_subject_that_the_reason_begins_with_is_said_once() -> None:
    line = item_line(entry("k", reason="解决时限 2026-11-20 已过"))
    assert line == "202611-001 – 解决时限 2026-11-20 已过 – 工单 → 王*（B005）"


def test_what_somebody_is_told_twice_stands_there_once() -> None:
    entries = [
        entry(key, "mail", "a@b.cn", reason=reason) for key, reason in (("1", "已过"), ("2", "已过"), ("3", "将到"))
    ]
    digest, told = first_digest(entries, blank_letter("b", MOMENT, entries[0]), lambda _: True)
    assert [len(section.items) for section in digest.sections] == [2]
    assert len(told) == 3


def test_a_copy_says_whom_it_is_meant_for_unless_its_reader_is_told_himself() -> None:
    for_wang, for_li = (
        replace(entry(who, "mail", "a@b.cn", reason="已指派给您处理"), copy_of=who) for who in ("王*", "李*")
    )
    himself = replace(for_wang, copy_of="")
    shown = []
    for entries in ([for_wang], [for_wang, for_li], [for_wang, himself]):
        digest, _ = first_digest(entries, blank_letter("b", MOMENT, entries[0]), lambda _: True)
        ((line,),) = (section.items for section in digest.sections)
        shown.append(line.rpartition(" – ")[2])
    assert shown == ["工单 → 王*", "工单 → 王*、李*", "工单"]


def test_kinds_stand_together_and_what_is_urgent_first() -> None:
    entries = [entry("1", urgent=True, kind="临期"), entry("2"), entry("3", kind="临期"), entry("4", kind="分派")]
    digest, told = first_digest(entries, blank_letter("b", MOMENT, entries[0]), lambda _: True)
    assert [section.heading for section in digest.sections] == ["临期（2）", "升级（1）", "分派（1）"]
    assert digest.title == "【售后提醒】紧急：临期 2 条、升级 1 条、分派 1 条"
    assert len(told) == 4


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=400), st.booleans()), min_size=1, max_size=120),
    st.sampled_from(SENDERS),
)
def test_each_entry_is_in_exactly_one_letter_that_the_service_takes(
    facts: list[tuple[str, bool]], sender: Sender
) -> None:
    entries = [
        entry(str(place), reason=f"#{place}# {reason}", urgent=urgent, kind="升级" if place % 2 else "临期")
        for place, (reason, urgent) in enumerate(facts)
    ]
    made = letters(entries, sender)
    assert all(map(sender.fits, made))
    items = [item for digest in made for section in digest.sections for item in section.items]
    assert sorted(items) == sorted(map(item_line, entries))


def test_a_letter_is_full_before_the_next_one_begins() -> None:
    entries = [entry(str(place), reason=f"{place:03}" + "原因" * 20) for place in range(300)]
    full = {type(sender).__name__: len(letters(entries, sender)) for sender in SENDERS}
    assert full["MailSender"] == 2
    assert 2 <= full["DingTalkSender"] < full["WeComSender"] < 20


def test_doubtful_letters_are_named_in_one_line() -> None:
    unnamed = [Unnamed(NOW, 2, ("202611-007", "202611-008")), Unnamed(NOW, 1, ("202611-007",))]
    (line,) = blank_letter("b", MOMENT, entry(), unnamed).closing
    assert "3" in line
    assert "11-20 10:00" in line
    assert line.count("202611-007") == line.count("202611-008") == 1
    assert blank_letter("b", MOMENT, entry()).closing == ()


def test_a_report_is_a_letter_of_its_own(tmp_path: Path) -> None:
    one = entry("k", "mail", "a@b.cn", subject="十月报告", text="一\n二", files=("报告/a.xlsx",), kind="消息")
    own = own_letter(one, letter(), tmp_path)
    assert own.title == "【售后提醒】十月报告"
    assert own.files == (tmp_path / "报告" / "a.xlsx",)
    assert [section.items for section in own.sections] == [("一", "二")]


def test_an_english_digest_has_english_words_around_what_was_entered() -> None:  # issue 7
    entries = [
        entry("1", urgent=True, kind="临期", register="Desk.xlsx", subject="Resolve", reason="was due", who="S* (E04)"),
        entry("2", kind="due soon", register="Desk.xlsx", subject="Resolve", reason="was due", who="S* (E04)"),
        entry("3", kind="customer", register="Desk.xlsx", subject="Resolve", reason="was due", who="S* (E04)"),
    ]
    doubtful = [Unnamed(NOW, 2, ("202611-001",)), Unnamed(NOW, 1, ())]
    with speaking("en"):
        digest, told = first_digest(entries, blank_letter("b", MOMENT, entries[0], doubtful), lambda _: True)
    assert len(told) == 3
    assert (digest.language, len(digest.sections)) == ("en", 2)  # one kind, whatever language its word was in
    words = [digest.title, *digest.closing, *(line for each in digest.sections for line in (each.heading, *each.items))]
    assert all(re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", line) is None for line in words)
    assert "202611-001" in digest.closing[0]
