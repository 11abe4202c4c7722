"""What does an answer of ``{"errcode": …, "errmsg": …}`` mean? WeCom and DingTalk both answer so.

Invariant: only the code 0 means that something was sent, whatever HTTP says.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.letter import Outcome


class ErrorCodes(NamedTuple):
    """The codes of one service.

    Attributes:
        too_often: Codes of its limits.
        shut_out_seconds: For how long it takes nothing then.
        busy: Its code for being out of order for a moment.
        remedy: What to do about any other, by code and words.
    """

    too_often: Collection[int]
    shut_out_seconds: int
    busy: int
    remedy: Callable[[int, str], str]


def judged(answer: Mapping[str, Any], codes: ErrorCodes) -> Outcome | None:
    """What the answer means; None where it is no such answer."""
    code = answer.get("errcode")
    if not isinstance(code, int):
        return None
    if code == 0:
        return Outcome(Verdict.SENT)
    words = str(answer.get("errmsg", ""))
    said = f"{code} {words}"
    if code in codes.too_often:
        return Outcome(Verdict.LATER, said, "", True, codes.shut_out_seconds)
    if code == codes.busy:
        return Outcome(Verdict.TEMPORARY, said, "", True)
    return Outcome(Verdict.PERMANENT, said, codes.remedy(code, words), True)
