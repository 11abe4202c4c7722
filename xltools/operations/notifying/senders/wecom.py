"""How does a robot of WeCom (企业微信) take a letter? As markdown of at most 4096 bytes, 20 a minute.

Source: https://developer.work.weixin.qq.com/document/path/91770 (群机器人配置说明: content of markdown at most 4096
bytes in UTF-8, 20 messages a minute and robot); codes: https://developer.work.weixin.qq.com/document/path/90313; a
limit by the minute shuts one out for 60 seconds (path/90454). Invariant: what people wrote is no mark-up.
"""

from collections.abc import Mapping
from typing import Any

from xltools.operations.notifying.senders.errcodes import ErrorCodes, judged
from xltools.operations.notifying.senders.letter import Letter, Outcome, plain_words
from xltools.operations.notifying.senders.posting import post

_LONGEST_CONTENT = 4096
_REMEDIES = {
    93000: "The robot is gone or its address is wrong: add a robot to the group and copy its address again.",
    40058: "The service did not understand the message: report this with the code.",
}


class WeComSender:
    """One robot."""

    per_minute = 20
    spacing = 0.0

    def __init__(self, url: str) -> None:
        self._url = url

    def fits(self, letter: Letter) -> bool:
        """Whether the content is short enough."""
        return len(_content(letter).encode("utf-8", "replace")) <= _LONGEST_CONTENT

    def send(self, letter: Letter) -> Outcome:
        """Say it in the group."""
        document = {"msgtype": "markdown", "markdown": {"content": _content(letter)}}
        return post(self._url, document, judge, (self._url, self._url.rpartition("key=")[2]))

    def close(self) -> None:
        """There is nothing to let go of."""


def _content(letter: Letter) -> str:
    lines = [f"**{plain_words(letter.title)}**"]
    for section in letter.sections:
        lines += ["", f"**{plain_words(section.heading)}**"] if section.heading else [""]
        lines += [f"> {plain_words(item)}" for item in section.items]
    lines += ["", *map(plain_words, letter.closing)] if letter.closing else []
    return "\n".join(lines)


def judge(answer: Mapping[str, Any]) -> Outcome | None:
    """What an answer of the service means; None where it is none."""
    return judged(answer, _CODES)


def _remedy(code: int, _: str) -> str:
    return _REMEDIES.get(code, "Look the code up in the robot's manual.")


_CODES = ErrorCodes((45009, 45033), 60, -1, _remedy)
