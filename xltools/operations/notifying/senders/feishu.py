r"""How does a robot of Feishu (飞书) take a letter? As a signed post of at most 20 KB, 100 a minute and 5 a second.

Source: https://open.feishu.cn/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN (自定义机器人使用指南: 100 a minute and 5 a
second, else 11232; a body of 20 KB at most; sign = base64(HMAC-SHA256(timestamp + "\n" + secret, "")), timestamp in
seconds within an hour of theirs; 19021 sign, 19022 address, 19024 keyword). HTTP 429 and 400 carry codes too
(https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN). Invariant: each line is an element of plain text, so
what people wrote is no mark-up and mentions nobody.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xltools.language.speaking import text
from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.letter import Letter, Outcome, plain_words
from xltools.operations.notifying.senders.posting import body_of, post

_LONGEST_DOCUMENT = 19_000
_TOO_OFTEN = (11232, 11233, 99991400, 230020)
_BAD_REQUEST = 9499
_POST_LANGUAGE = "zh_cn"  # shown to whoever has no other one; a post in one language is shown to all
_REMEDIES = {
    19001: "The robot is gone or its address is wrong: copy it again.",
    19021: "Copy the robot's key for signing again into the variable or file of `secret`; check the clock.",
    19022: "Add this computer's public IP address to the robot's list.",
    19024: "Add {keyword} to the robot's keywords.",
}


class FeishuSender:
    """One robot."""

    per_minute = 100
    spacing = 0.25

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret

    def fits(self, letter: Letter) -> bool:
        """Whether the whole document is short enough."""
        return len(body_of(self._document(letter))) <= _LONGEST_DOCUMENT

    def send(self, letter: Letter) -> Outcome:
        """Say it in the group."""
        hidden = (self._url, self._url.rpartition("/")[2], self._secret)
        return post(self._url, self._document(letter), judge, hidden)

    def close(self) -> None:
        """There is nothing to let go of."""

    def _document(self, letter: Letter) -> dict[str, Any]:
        signed = signature(self._secret, letter.moment) if self._secret else {}
        post = {_POST_LANGUAGE: {"title": plain_words(letter.title), "content": _paragraphs(letter)}}
        return {**signed, "msg_type": "post", "content": {"post": post}}


def signature(secret: str, moment: datetime) -> dict[str, str]:
    """What is added to the document: the moment in seconds, and its signature."""
    timestamp = str(int(moment.timestamp()))
    digest = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}


def _paragraphs(letter: Letter) -> list[list[dict[str, str]]]:
    lines: list[str] = []
    for section in letter.sections:
        lines += [f"▍{section.heading}"] if section.heading else []
        lines += section.items
    lines += letter.closing
    return [[{"tag": "text", "text": plain_words(line)}] for line in lines]


def judge(answer: Mapping[str, Any]) -> Outcome | None:
    """What ``{"code": …, "msg": …}`` or its older form ``{"StatusCode": …}`` means; None where it says neither."""
    code = answer.get("code", answer.get("StatusCode"))
    if not isinstance(code, int):
        return None
    if code == 0:
        return Outcome(Verdict.SENT)
    words = str(answer.get("msg", answer.get("StatusMessage", "")))
    said = f"{code} {words}"
    if code in _TOO_OFTEN or (code == _BAD_REQUEST and ("frequen" in words.lower() or "too many" in words.lower())):
        return Outcome(Verdict.LATER, said, "", True, 60)
    remedy = _REMEDIES.get(code, "Look the code up in the robot's manual.").format(keyword=text("notify.keyword"))
    return Outcome(Verdict.PERMANENT, said, remedy, True)
