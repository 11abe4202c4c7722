"""HTTP 200 with errcode ≠ 0 is a failure."""

from typing import Any

import pytest

from xltools.operations.notifying.outbox_entries import Verdict
from xltools.operations.notifying.senders.errcodes import ErrorCodes, judged

CODES = ErrorCodes((45009,), 60, -1, lambda code, words: f"{code} {words}")


@pytest.mark.parametrize(
    ("answer", "verdict", "pause"),
    [
        ({"errcode": 0, "errmsg": "ok"}, Verdict.SENT, 0),
        ({"errcode": 45009}, Verdict.LATER, 60),
        ({"errcode": -1, "errmsg": "system busy"}, Verdict.TEMPORARY, 0),
        ({"errcode": 93000, "errmsg": "invalid webhook"}, Verdict.PERMANENT, 0),
    ],
)
def test_only_the_code_tells(answer: dict[str, Any], verdict: Verdict, pause: int) -> None:
    outcome = judged(answer, CODES)
    assert outcome is not None
    assert (outcome.verdict, outcome.pause) == (verdict, pause)
    assert bool(outcome.remedy) == (verdict is Verdict.PERMANENT)


@pytest.mark.parametrize("answer", [{}, {"errcode": "0"}, {"errcode": None}, {"code": 0}])
def test_what_has_no_code_is_no_answer(answer: dict[str, Any]) -> None:
    assert judged(answer, CODES) is None
