"""Feishu: a signed post of at most 20 KB."""

from datetime import UTC, datetime

import pytest

from tests.operations.notifying.loopback import answer, robot_server
from tests.operations.notifying.made_up import letter
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.feishu import FeishuSender, judge, signature
from xltools.operations.notifying.senders.letter import Section


def test_the_signature_of_a_known_moment() -> None:
    """The value of ``printf '' | openssl dgst -sha256 -hmac $'1795140000\\nabc' -binary | base64``."""
    signed = signature("abc", datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    assert signed == {"timestamp": "1795140000", "sign": "oglhevJCJyXvTnwNWJMxOhTorj7LOCR581MklbS1yMY="}


@pytest.mark.parametrize("said", [{"code": 0, "msg": "success"}, {"StatusCode": 0, "StatusMessage": "success"}])
def test_the_document_that_the_robot_gets(said: dict[str, object]) -> None:
    with robot_server(answer(said)) as robot:
        outcome = FeishuSender(robot.url, "abc").send(letter("", sections=(Section("升级", ('<at user_id="all">',)),)))
    assert outcome.verdict is Verdict.SENT
    ((_, document, size),) = robot.requests
    assert document["sign"] == "oglhevJCJyXvTnwNWJMxOhTorj7LOCR581MklbS1yMY="
    post = document["content"]["post"]["zh_cn"]
    assert {element["tag"] for line in post["content"] for element in line} == {"text"}
    assert "<at" not in str(post)
    assert size < 20 * 1024


def test_the_signature_counts_towards_the_size() -> None:
    lines = tuple("字" * 100 for _ in range(70))
    assert FeishuSender("u", "abc").fits(letter("", sections=(Section("", lines[:50]),)))
    assert not FeishuSender("u", "abc").fits(letter("", sections=(Section("", lines),)))


@pytest.mark.parametrize(
    ("code", "words", "verdict"),
    [
        (11232, "frequency limited psm[lark.oapi.app_platform_runtime]", Verdict.LATER),
        (9499, "too many request", Verdict.LATER),
        (9499, "Bad Request", Verdict.PERMANENT),
        (99991400, "request trigger frequency limit", Verdict.LATER),
        (19001, "param invalid: incoming webhook access token invalid", Verdict.PERMANENT),
        (19021, "sign match fail or timestamp is not within one hour from current time", Verdict.PERMANENT),
        (19022, "Ip Not Allowed", Verdict.PERMANENT),
        (19024, "Key Words Not Found", Verdict.PERMANENT),
    ],
)
def test_codes(code: int, words: str, verdict: Verdict) -> None:
    outcome = judge({"code": code, "msg": words, "data": {}})
    assert outcome is not None
    assert outcome.verdict is verdict
    assert str(code) in outcome.said


def test_a_code_in_an_answer_of_http_400_counts() -> None:
    with robot_server(answer({"code": 99991400, "msg": "x"}, 400, x_ogw_ratelimit_reset="7")) as robot:
        outcome = FeishuSender(robot.url, "").send(letter(""))
    assert (outcome.verdict, outcome.pause) == (Verdict.LATER, 7)
