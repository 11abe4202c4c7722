r"""How does a robot of DingTalk (钉钉) take a letter? As signed markdown of at most 20,000 bytes, 20 a minute.

Source: https://open.dingtalk.com/document/orgapp/custom-robot-access (20 messages a minute and robot, else it is shut
out for 10 minutes; sign = base64(HMAC-SHA256(secret, timestamp + "\n" + secret)), url-quoted, timestamp in milliseconds
within an hour of theirs); sizes beyond 20000 bytes are answered by 460101
(https://github.com/timonwong/prometheus-webhook-dingtalk/pull/222), too many by 130101
(https://github.com/ccfos/nightingale/issues/369). Invariant: what people wrote is no mark-up and mentions nobody.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from xltools.language.speaking import text
from xltools.operations.notifying.senders.errcodes import ErrorCodes, judged
from xltools.operations.notifying.senders.letter import Letter, Outcome, plain_words
from xltools.operations.notifying.senders.posting import body_of, post

_LONGEST_DOCUMENT = 19_000
_UNCHECKED = 310000
_REMEDIES = {
    300001: "The robot is gone or its address is wrong: copy it again.",
    400013: "The group was dissolved: add a robot to another group.",
    400101: "The robot's address is wrong: copy it again.",
    400102: "The robot was stopped: start it in the group's settings.",
    400106: "The robot is gone: add one to the group and copy its address.",
    460101: "The message is too long for the service: report this with the code.",
}
_UNCHECKED_REMEDIES = (
    ("keyword", "Add {keyword} to the robot's keywords."),
    ("sign", "Copy the robot's key for signing (SEC…) again into the variable or file of `secret`."),
    ("timestamp", "Set the clock of this computer right; it must not be an hour off."),
    ("ip", "Add this computer's public IP address to the robot's list."),
)


class DingTalkSender:
    """One robot."""

    per_minute = 20
    spacing = 0.0

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret

    def fits(self, letter: Letter) -> bool:
        """Whether the whole document is short enough."""
        return len(body_of(_document(letter))) <= _LONGEST_DOCUMENT

    def send(self, letter: Letter) -> Outcome:
        """Say it in the group."""
        url = f"{self._url}&{urlencode(signature(self._secret, letter.moment))}" if self._secret else self._url
        hidden = (url, self._url, self._url.rpartition("access_token=")[2], self._secret)
        return post(url, _document(letter), judge, hidden)

    def close(self) -> None:
        """There is nothing to let go of."""


def signature(secret: str, moment: datetime) -> dict[str, str]:
    """What is added to the address: the moment in milliseconds, and its signature, not yet quoted."""
    timestamp = str(round(moment.timestamp() * 1000))
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": base64.b64encode(digest).decode()}


def _document(letter: Letter) -> dict[str, Any]:
    title = plain_words(letter.title)
    lines = [f"#### {title}"]
    for section in letter.sections:
        lines += [f"**{plain_words(section.heading)}**"] if section.heading else []
        lines += ["\n".join(f"- {plain_words(item)}" for item in section.items)]
    lines += map(plain_words, letter.closing)
    nobody = {"isAtAll": False, "atMobiles": [], "atUserIds": []}
    return {"msgtype": "markdown", "markdown": {"title": title, "text": "\n\n".join(lines)}, "at": nobody}


def judge(answer: Mapping[str, Any]) -> Outcome | None:
    """What an answer of the service means; None where it is none."""
    return judged(answer, _CODES)


def _remedy(code: int, words: str) -> str:
    if code == _UNCHECKED:
        found = [remedy for word, remedy in _UNCHECKED_REMEDIES if word in words.lower()]
        remedy = found[0] if found else "Check the robot's security settings: keyword, sign, addresses."
        return remedy.format(keyword=text("notify.keyword"))
    return _REMEDIES.get(code, "Look the code up in the robot's manual.")


_CODES = ErrorCodes((130101, 410100), 600, -1, _remedy)
