"""States and rounds as they are declared: what cannot be meant is refused. (FA-14, FA-18)"""

from typing import Any

import pytest
from pydantic import ValidationError

from xltools.model.case_walk import SecondHandling, StateDefinition

FACTS = {"completed_at": ("result",)}


def test_a_closed_state_is_not_left() -> None:
    until = [{"field": "completed_at"}]
    assert StateDefinition.model_validate({"name": "处理中", "until": until}).until
    with pytest.raises(ValidationError):
        StateDefinition.model_validate({"name": "已关闭", "closed": True, "until": until})


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"verdict": "satisfaction"},
        {"known_at": "surveyed_at", "log_kind": "重新打开"},
        {"facts": {}, "log_kind": "x"},
    ],
)
def test_something_ends_a_round_and_its_moment_is_known(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SecondHandling.model_validate({"facts": FACTS, **wrong})


def test_every_field_that_a_round_mentions() -> None:
    handling = SecondHandling.model_validate({"facts": FACTS, "verdict": "satisfaction", "known_at": "surveyed_at"})
    assert handling.names() == {"completed_at", "result", "satisfaction", "surveyed_at"}
