"""WeCom: markdown of 4096 bytes."""

from tests.operations.notifying.loopback import answer, robot_server
from tests.operations.notifying.made_up import letter
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.letter import Section
from xltools.operations.notifying.senders.wecom import WeComSender, judge


def test_the_document_that_the_robot_gets() -> None:
    with robot_server(answer({"errcode": 0, "errmsg": "ok"})) as robot:
        outcome = WeComSender(robot.url).send(letter("", sections=(Section("升级（1）", ("<@all> [x](y)",)),)))
    assert outcome.verdict is Verdict.SENT
    ((path, document, _),) = robot.requests
    assert path == "/send?key=s3cret"
    assert document["msgtype"] == "markdown"
    content = document["markdown"]["content"]
    assert "升级（1）" in content
    assert "<" not in content
    assert "[" not in content


def test_bytes_are_counted_not_characters() -> None:
    sender = WeComSender("u")
    room = 4096 - len(b"**t**\n\n> ")
    assert sender.fits(letter("", title="t", sections=(Section("", ("字" * (room // 3),)),)))
    assert not sender.fits(letter("", title="t", sections=(Section("", ("字" * (room // 3 + 1),)),)))


def test_codes() -> None:
    assert judge({"errcode": 45009, "errmsg": "api freq out of limit"}).pause == 60  # type: ignore[union-attr]
    refused = judge({"errcode": 93000, "errmsg": "invalid webhook url"})
    assert refused is not None
    assert (refused.verdict, refused.whole_channel) == (Verdict.PERMANENT, True)
    assert refused.said.startswith("93000")
    assert refused.remedy
    assert judge({"StatusCode": 0}) is None
