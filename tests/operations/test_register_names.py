"""Names of registers that Windows or our own search for registers would not take are mended or refused."""

import pytest

from xltools.operations.register_names import name_that_would_do


@pytest.mark.parametrize("stem", ["台账", "Repairs 2026", "IT service desk incidents", "客户反馈（对外）v1.2"])
def test_good_names_stay(stem: str) -> None:
    assert name_that_would_do(stem) == stem


@pytest.mark.parametrize(
    ("stem", "near"),
    [
        ("Repairs: A/B?", "Repairs A B"),
        ("a:b?", "a b"),
        ("台账 ", "台账"),
        ("a\nb", "a b"),
        ("CON", "_CON"),
        ("~$台账", "$台账"),  # an owner file of Excel's
        ("台账·查看", ""),  # a companion of ours
        ("/", ""),
        ("", ""),
    ],
)
def test_others_become_the_nearest_that_does(stem: str, near: str) -> None:
    assert name_that_would_do(stem) == near
    assert not near or name_that_would_do(near) == near


def test_a_name_that_is_too_long_is_cut() -> None:
    assert 0 < len(name_that_would_do("长" * 300)) < 100
