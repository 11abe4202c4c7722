"""A cause's figures in a sentence."""

from dataclasses import replace

import pytest

from xltools.reports.causes.cause import Cause, sentence

CAUSE = Cause((("产品", "A型号"), ("批次", "第2批次"), ("问题", "电池故障")), 84, 24, 200, 200, 0.712, 0.001, ())


def test_a_cause_has_a_name_and_shares() -> None:
    assert (CAUSE.name, CAUSE.share_now, CAUSE.share_before) == ("A型号·第2批次·电池故障", 0.42, 0.12)


@pytest.mark.parametrize(
    ("cause", "shown", "not_shown"),
    [
        (CAUSE, ["A型号·第2批次·电池故障", "12%→42%", "71%", "24→84"], []),  # FA-17
        (replace(CAUSE, contribution=None), ["12%→42%"], ["71%", "增量"]),
        (replace(CAUSE, contribution=3.0), ["12%→42%"], ["300%"]),  # nobody understands 300 % of an increase
        (replace(CAUSE, named_before=12), ["71%", "12 件"], []),
    ],
)
def test_the_sentence_shows_what_is_known(cause: Cause, shown: list[str], not_shown: list[str]) -> None:
    text = sentence(cause)
    assert all(part in text for part in shown)
    assert not any(part in text for part in not_shown)
