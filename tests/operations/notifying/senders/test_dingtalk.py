"""DingTalk: signed markdown of at most 20,000 bytes."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.operations.notifying.loopback import answer, robot_server
from tests.operations.notifying.made_up import letter
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.dingtalk import DingTalkSender, judge, signature


def test_the_signature_of_a_known_moment() -> None:
    """The value of ``printf '1795140000000\\nSECabc' | openssl dgst -sha256 -hmac SECabc -binary | base64``."""
    signed = signature("SECabc", datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    assert signed == {"timestamp": "1795140000000", "sign": "mNVqjZKslQzj5KRHFgzbmKud5y+iYqLZEjhlg39mLRM="}


def test_the_document_that_the_robot_gets() -> None:
    with robot_server(answer({"errcode": 0, "errmsg": "ok"}), path="/robot/send?access_token=t0ken") as robot:
        outcome = DingTalkSender(robot.url, "SECabc").send(letter(""))
    assert outcome.verdict is Verdict.SENT
    ((path, document, size),) = robot.requests
    asked = parse_qs(urlsplit(path).query)
    assert asked["access_token"] == ["t0ken"]
    assert asked["sign"] == ["mNVqjZKslQzj5KRHFgzbmKud5y+iYqLZEjhlg39mLRM="]
    assert document["markdown"]["title"] == "【售后提醒】升级 1 条"
    assert document["at"] == {"isAtAll": False, "atMobiles": [], "atUserIds": []}
    assert size < 20_000


def test_without_a_key_nothing_is_signed() -> None:
    with robot_server(answer({"errcode": 0})) as robot:
        DingTalkSender(robot.url, "").send(letter(""))
    assert robot.requests[0][0] == "/send?key=s3cret"


@pytest.mark.parametrize(
    ("code", "words", "verdict", "hint"),
    [
        (130101, "send too fast, exceed 20 times per minute", Verdict.LATER, ""),
        (410100, "", Verdict.LATER, ""),
        (-1, "系统繁忙", Verdict.TEMPORARY, ""),
        (310000, "keywords not in content", Verdict.PERMANENT, "售后提醒"),
        (310000, "sign not match", Verdict.PERMANENT, "SEC"),
        (310000, "invalid timestamp", Verdict.PERMANENT, "clock"),
        (310000, "ip 1.2.3.4 not in whitelist", Verdict.PERMANENT, "IP"),
        (300001, "token is not exist", Verdict.PERMANENT, "address"),
        (460101, "body 大小不合法", Verdict.PERMANENT, ""),
    ],
)
def test_codes(code: int, words: str, verdict: Verdict, hint: str) -> None:
    outcome = judge({"errcode": code, "errmsg": words})
    assert outcome is not None
    assert outcome.verdict is verdict
    assert hint in outcome.remedy
    assert (outcome.pause == 600) == (verdict is Verdict.LATER)
