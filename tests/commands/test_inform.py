"""`xltools inform`: texts for customers on the command line. (FA-13, FR-10)"""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.operations.informing.test_informing import two_cases
from tests.operations.notifying.made_up import MAIL, workspace
from xltools.operations.notifying.outbox import Outbox


def test_texts_are_shown_masked_and_the_register_stays_as_it_is(call: Call, tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    before = path.read_bytes()
    said = call("inform", path)
    assert (said.code, path.read_bytes()) == (0, before)
    assert ("更换主板后试机正常" in said.out, "13800005678" in said.out, "zhang@" in said.out) == (True, False, False)
    told = json.loads(call("inform", path, "--json").out)
    assert [(each["case"], each["notice"], each["sending"]) for each in told] == [
        ("202405-001", "结果通知", "shown"), ("202405-002", "结果通知", "shown"),
    ]  # fmt: skip


def test_sending_wants_to_be_told_to_whom(call: Call, tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    space = workspace(tmp_path, MAIL)
    assert call("inform", path, "--send").code == 2
    assert not Outbox(space).read().entries
    assert call("inform", path, "--send", "--all", "--dry-run").code == 1  # one left no address
    assert not Outbox(space).read().entries
    said = call("inform", path, "202405-002", "--send")
    assert (said.code, "zhang@" in said.out) == (0, False)
    assert len(Outbox(space).read().entries) == 1


def test_what_there_is_not_is_one_line(call: Call, tmp_path: Path) -> None:
    path = two_cases(tmp_path)
    for words in (("202405-009",), ("--notice", "贺年片")):
        said = call("inform", path, *words)
        assert (said.code, len(said.err.splitlines())) == (2, 1)
