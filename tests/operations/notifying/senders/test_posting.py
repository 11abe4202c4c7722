"""A robot's answer, and every way of not giving one."""

import socket
from collections.abc import Mapping
from typing import Any

import pytest

from tests.operations.notifying.loopback import (
    Behaviour,
    answer,
    drip_heads,
    hang_up_before_the_answer,
    hang_up_in_the_body,
    never_answer,
    robot_server,
)
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.letter import Outcome
from xltools.operations.notifying.senders.posting import post
from xltools.operations.notifying.senders.wecom import judge

OK = answer({"errcode": 0, "errmsg": "ok"})


@pytest.mark.parametrize(
    ("behaviour", "verdict"),
    [
        (OK, Verdict.SENT),
        (answer({"errcode": 45009, "errmsg": "api freq out of limit"}), Verdict.LATER),
        (answer({"errcode": -1, "errmsg": "system busy"}), Verdict.TEMPORARY),
        (answer({"errcode": 93000, "errmsg": "invalid webhook url"}), Verdict.PERMANENT),
        (answer({"errcode": 93000}, 502), Verdict.TEMPORARY),
        (answer({"other": 1}), Verdict.PERMANENT),
        (answer(b"<html>portal</html>"), Verdict.PERMANENT),
        (answer([1]), Verdict.PERMANENT),
        (answer(b"[" * 60_000), Verdict.PERMANENT),
        (answer(b"", 404), Verdict.PERMANENT),
        (answer(b"", 302, Location="http://127.0.0.1:1/elsewhere"), Verdict.PERMANENT),
        (answer(b"", 307, Location="/elsewhere"), Verdict.PERMANENT),
        (answer(b"", 429, Retry_After="30"), Verdict.LATER),
        (answer(b"", 500), Verdict.TEMPORARY),
        (answer(b"", 503), Verdict.TEMPORARY),
        (answer(b"", 504), Verdict.DOUBTFUL),
        (hang_up_before_the_answer, Verdict.DOUBTFUL),
        (hang_up_in_the_body, Verdict.DOUBTFUL),
        (never_answer, Verdict.DOUBTFUL),
        (drip_heads, Verdict.DOUBTFUL),
    ],
)
def test_what_comes_of_it(behaviour: Behaviour, verdict: Verdict) -> None:
    with robot_server(behaviour) as robot:
        outcome = post(robot.url, {"text": "你好"}, judge, ("s3cret",))
    assert outcome.verdict is verdict
    assert "s3cret" not in outcome.said
    assert len(robot.requests) == 1  # nothing is followed, nothing is repeated
    assert robot.requests[0][1] == {"text": "你好"}
    assert not robot.waited_for


def test_the_pause_that_the_service_names() -> None:
    with robot_server(answer(b"", 429, x_ogw_ratelimit_reset="52")) as robot:
        assert post(robot.url, {}, judge, ()).pause == 52


def test_an_answer_quoting_the_address_does_not_tell_it_on() -> None:
    with robot_server(answer(b"no such page: /send?key=s3cret", 404)) as robot:
        outcome = post(robot.url, {}, judge, ("s3cret",))
    assert "no such page" in outcome.said
    assert "s3cret" not in outcome.said


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    outcome = post(f"http://127.0.0.1:{port}/", {}, judge, ())
    assert (outcome.verdict, outcome.whole_channel) == (Verdict.TEMPORARY, True)


def test_no_tls_where_tls_was_meant() -> None:
    with robot_server(OK) as robot:
        outcome = post(robot.url.replace("http:", "https:"), {}, judge, ())
    assert outcome.verdict is Verdict.TEMPORARY
    assert robot.requests == []


def test_a_certificate_that_nobody_trusts() -> None:
    with robot_server(OK, untrusted=True) as robot:
        outcome = post(robot.url, {}, judge, ())
    assert (outcome.verdict, outcome.whole_channel) == (Verdict.TEMPORARY, True)
    assert "CERTIFICATE" in outcome.said
    assert robot.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "http://example.com/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "https://例子/",
    ],
)
def test_only_https_is_spoken_to_other_computers(url: str) -> None:
    def nobody_is_asked(_: Mapping[str, Any]) -> Outcome:
        raise AssertionError

    assert post(url, {}, nobody_is_asked, ()).verdict is Verdict.PERMANENT
