"""The next letter of a lane."""

from datetime import timedelta
from pathlib import Path

from tests.operations.notifying.made_up import NOW, entry
from xltools.operations.notifying.letters_due import lanes_due, next_letter
from xltools.operations.notifying.notify_settings import NotifySettings
from xltools.operations.notifying.outbox_entries import Attempt, Entry, Line, Result, Verdict
from xltools.operations.notifying.outbox_state import outbox_state

ONE, TWO = entry("1", "mail", "wang@example.com"), entry("2", "mail", "wang@example.com")
OTHER = entry("3", "mail", "gao@example.com")
AT_ONCE, GATHERING = NotifySettings(digest_minutes=0), NotifySettings(digest_minutes=30)
LANE = ONE.lane


def test_lanes_on_which_something_is_due() -> None:
    state = outbox_state([ONE, TWO, OTHER, entry("4", "wecom"), entry("5", "mail", "x@b.cn", at=NOW)])
    assert list(lanes_due(state, "mail", AT_ONCE, NOW)) == [LANE, OTHER.lane, ("mail", "x@b.cn")]
    assert list(lanes_due(state, "mail", GATHERING, NOW)) == []


def test_a_doubtful_letter_goes_first_with_what_it_told_and_under_its_name() -> None:
    lines: list[Line] = [ONE, Attempt("b", NOW, *LANE, (ONE.entry_id,)), Result("b", NOW, Verdict.DOUBTFUL), TWO]
    state = outbox_state(lines)
    assert list(lanes_due(state, "mail", GATHERING, NOW)) == [LANE]
    plan = next_letter(state, LANE, AT_ONCE, NOW, Path(), lambda _: False)
    assert plan is not None
    assert plan.letter.batch == plan.attempt.batch == "b"
    assert plan.attempt.entries == (ONE.entry_id,)
    night = NotifySettings(quiet_hours="09:00-11:00")
    assert next_letter(state, LANE, night, NOW, Path(), lambda _: True) is None


def test_a_report_goes_by_itself_and_a_group_names_what_is_doubtful() -> None:
    report = entry("r", "mail", "wang@example.com", text="见附件", kind="消息")
    plan = next_letter(outbox_state([ONE, report]), LANE, AT_ONCE, NOW, Path(), lambda _: True)
    assert plan is not None
    assert plan.attempt.entries == (report.entry_id,)
    group = entry("g")
    lines: list[Line] = [group, Attempt("b", NOW, *group.lane, (group.entry_id,)), Result("b", NOW, Verdict.DOUBTFUL)]
    state = outbox_state([*lines, entry("h", at=NOW + timedelta(hours=1))])
    plan = next_letter(state, group.lane, AT_ONCE, NOW + timedelta(hours=2), Path(), lambda _: True)
    assert plan is not None
    assert plan.attempt.naming == ("b",)
    assert len(plan.letter.closing) == 1


def test_a_letter_speaks_the_language_of_what_it_tells_and_of_several_the_workspaces(tmp_path: Path) -> None:  # issue 7
    english = entry("3", "mail", "wang@example.com", language="en")

    def spoken(*entries: Entry) -> str:
        plan = next_letter(outbox_state(entries), LANE, AT_ONCE, NOW, tmp_path, lambda _: True)
        assert plan is not None
        return plan.letter.language

    assert (spoken(ONE, TWO), spoken(english), spoken(ONE, english)) == ("zh-CN", "en", "zh-CN")
    (tmp_path / "xltools.toml").write_text('language = "en"\n')
    assert (spoken(ONE, TWO), spoken(ONE, english)) == ("zh-CN", "en")
