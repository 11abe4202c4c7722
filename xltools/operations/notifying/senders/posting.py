"""What does a service answer to a document that is posted to it? Its own code decides, not the status of HTTP.

Invariant: nothing is followed to another host, no certificate is taken on trust, and what may have arrived is doubtful.
"""

import http.client
import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from xltools.operations.notifying.notify_settings import LOOPBACK
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.deadline import deadline
from xltools.operations.notifying.senders.letter import Outcome, short_words

_TIMEOUT_SECONDS = 20
_LONGEST_ANSWER = 64 * 1024
_TOO_MANY, _GATEWAY_TIMEOUT, _SERVER_ERROR = 429, 504, 500
_PAUSE_HEADERS = ("Retry-After", "x-ogw-ratelimit-reset")
_LONGEST_PAUSE = 3600

Judge = Callable[[Mapping[str, Any]], Outcome | None]


class _Answer(NamedTuple):
    status: int
    pause: int
    body: bytes


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class _Stage:
    """How far a request came."""

    connection: socket.socket | None = None


def post(url: str, document: Mapping[str, Any], judge: Judge, hidden: tuple[str, ...]) -> Outcome:
    """Post a JSON document and judge the answer.

    Args:
        url: https, or http on this very computer.
        document: Sent as UTF-8.
        judge: Reads the service's own code; None where the answer holds none.
        hidden: Secrets that must not be told on.
    """
    refused = _refused_address(url)
    if refused is not None:
        return refused
    request = urllib.request.Request(url, body_of(document), {"Content-Type": "application/json; charset=utf-8"})  # noqa: S310
    stage = _Stage()
    try:
        with deadline(2 * _TIMEOUT_SECONDS, lambda: stage.connection):
            answer = _answer(request, stage)
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        said = short_words(f"{type(reason).__name__}: {reason}", hidden)
        if stage.connection is not None:
            return Outcome(Verdict.DOUBTFUL, f"no whole answer ({said})")
        return Outcome(Verdict.TEMPORARY, f"not reached ({said})", _reach_remedy(reason), True)
    return _judged(answer, judge, hidden)


def body_of(document: Mapping[str, Any]) -> bytes:
    """A document as it is posted; services limit its size."""
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def _refused_address(url: str) -> Outcome | None:
    try:
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if safe and parts.hostname and url.isascii() and url.isprintable() and " " not in url:
            return None
    except ValueError:
        pass
    remedy = "Copy the robot's address again, whole: https://…."
    return Outcome(Verdict.PERMANENT, "the address is no https address", remedy, True)


def _answer(request: urllib.request.Request, stage: _Stage) -> _Answer:
    opener = urllib.request.build_opener(_NoRedirects, _Plain(stage), _Secure(stage))
    try:
        response = opener.open(request, timeout=_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        body = b""
        while len(body) < _LONGEST_ANSWER and (chunk := response.read1(_LONGEST_ANSWER - len(body))):
            body += chunk
        announced = _number(response.headers, "Content-Length")
        if len(body) < min(announced, _LONGEST_ANSWER):
            raise http.client.IncompleteRead(body, announced - len(body))
        return _Answer(response.status, _pause(response.headers), body)


def _number(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 20 else 0


def _pause(headers: Mapping[str, str]) -> int:
    return min(max(_number(headers, name) for name in _PAUSE_HEADERS), _LONGEST_PAUSE)


def _judged(answer: _Answer, judge: Judge, hidden: tuple[str, ...]) -> Outcome:
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):  # no JSON, or nested deeper than anybody means it
        document = None
    outcome = judge(document) if isinstance(document, dict) else None
    if outcome is not None and not (outcome.verdict is Verdict.PERMANENT and _is_passing(answer.status)):
        pause = answer.pause or outcome.pause
        return outcome._replace(said=short_words(outcome.said, hidden), pause=pause)
    said = short_words(f"HTTP {answer.status}: {answer.body[:300].decode('utf-8', 'replace')}", hidden)
    if answer.status == _TOO_MANY:
        return Outcome(Verdict.LATER, said, "", True, answer.pause)
    if answer.status == _GATEWAY_TIMEOUT:
        return Outcome(Verdict.DOUBTFUL, said)
    if answer.status >= _SERVER_ERROR:
        return Outcome(Verdict.TEMPORARY, said, "", True)
    remedy = "Something answers there, but not as the service does: copy the robot's address again."
    return Outcome(Verdict.PERMANENT, said, remedy, True)


def _is_passing(status: int) -> bool:
    return status == _TOO_MANY or status >= _SERVER_ERROR


def _reach_remedy(reason: object) -> str:
    if isinstance(reason, ssl.SSLError):
        return "Its certificate is not trusted: check the address, the computer's clock, and the company's proxy."
    return "Check the network, the proxy and the firewall of this computer."


def _noting(stage: _Stage, kind: type[http.client.HTTPConnection]) -> type[http.client.HTTPConnection]:
    class Noting(kind):  # type: ignore[valid-type,misc]
        def connect(self) -> None:
            super().connect()
            stage.connection = self.sock

    return Noting


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, stage: _Stage) -> None:
        super().__init__()
        self._connection = _noting(stage, http.client.HTTPConnection)

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, request)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, stage: _Stage) -> None:
        super().__init__()
        context = ssl.create_default_context()
        kind: Callable[..., http.client.HTTPConnection] = _noting(stage, http.client.HTTPSConnection)
        self._connection = partial(kind, context=context)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, request)
