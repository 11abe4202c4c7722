"""What gets into the outbox: masked, once each, and nothing without `[notify]`."""

from pathlib import Path

from tests.operations.notifying.made_up import MAIL, NOW, WECOM, notice, policy, workspace
from xltools.operations.notifying.enqueuing import enqueue, enqueue_message
from xltools.operations.notifying.outbox import Outbox
from xltools.operations.workspace import Workspace


def test_without_settings_nothing_is_kept(tmp_path: Path) -> None:
    assert enqueue(Workspace(tmp_path), "a.xlsx", [notice()], policy(), NOW) == 0
    assert enqueue_message(Workspace(tmp_path), "", "k", "s", "t", ["王强"], policy(), NOW) == 0
    assert list(tmp_path.iterdir()) == []


def test_an_entry_for_each_channel_and_recipient_and_never_a_second_one(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    notices = [notice(), notice("客服专员", "k2"), notice()]
    assert enqueue(space, "a.xlsx", notices, policy(), NOW) == 4
    assert enqueue(space, "a.xlsx", notices, policy(), NOW) == 0
    assert enqueue(space, "b.xlsx", notices[:1], policy(), NOW) == 2
    state = Outbox(space).read()
    assert sorted(state.entries[each].lane for each in state.waiting) == [
        ("mail", "chen@example.com"), ("mail", "wang@example.com"), ("mail", "wang@example.com"),
        ("wecom", ""), ("wecom", ""), ("wecom", ""),
    ]  # fmt: skip


def test_whom_nothing_reaches_is_remembered(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL)
    assert enqueue(space, "a.xlsx", [notice("李娜")], policy(), NOW) == 1
    state = Outbox(space).read()
    assert not state.waiting
    assert [state.entries[each].who for each in state.unreachable] == ["李*（B004）"]


def test_staff_stands_there_by_label_and_nothing_that_breaks_a_line(tmp_path: Path) -> None:  # FA-13
    space = workspace(tmp_path, WECOM)
    strange = notice("王强", reason_of := "k")._replace(reason="请王强\n回电 13800005678\u202e", subject="a\r\nBcc: b")
    enqueue(space, "a.xlsx", [strange, notice("经理", "k2"), notice("外人甲", "k3")], policy(), NOW)
    found = {each.key: each for each in Outbox(space).read().entries.values()}
    assert found[reason_of].who == "王*（B005）"
    assert found["k2"].who == "陈*（B003）"
    assert found["k3"].who == "外*"
    text = (space.memory / "outbox.jsonl").read_text(encoding="utf-8")
    assert "王强" not in text
    assert "13800005678" not in text
    assert found[reason_of].subject == "a Bcc: b"
    assert found[reason_of].reason.isprintable()


def test_a_copy_tells_by_label_whom_it_is_meant_for(tmp_path: Path) -> None:  # FA-13
    space = workspace(tmp_path, f'{MAIL}copy_to = ["部门负责人"]\n')
    enqueue(space, "a.xlsx", [notice("王强")], policy(), NOW)
    found = {each.who: each.copy_of for each in Outbox(space).read().entries.values()}
    assert found == {"王*（B005）": "", "高*（B006）": "王*（B005）"}


def test_a_message_names_its_files_from_the_folder_of_the_registers(tmp_path: Path) -> None:
    space = workspace(tmp_path, MAIL, WECOM)
    report = tmp_path / "报告" / "2026-10.xlsx"
    sent = enqueue_message(
        space, "", "report|2026-10", "十月报告", "见附件。\n共 1 个。", ["王强", "boss@example.com"], policy(), NOW,
        attachments=[report],
    )  # fmt: skip
    entries = Outbox(space).read().entries.values()
    assert sent == 3
    assert {each.files for each in entries} == {("报告/2026-10.xlsx",)}
    assert {each.text for each in entries} == {"见附件。\n共 1 个。"}
    assert sorted(each.who for each in entries if each.address) == ["b***@example.com", "王*（B005）"]
