"""What a supervisor tunes, asked."""

from datetime import date

import pytest

from xltools.model.policy import Person, Policy, listed_values

EMPTY = Policy({}, {}, (), {"reopen_satisfaction": "一般、 不满意、", "days": "3"}, {}, frozenset())


def test_a_parameter_may_list_values() -> None:
    assert EMPTY.setting_values("reopen_satisfaction") == ("一般", "不满意")
    assert EMPTY.setting_values("no such thing") == ()
    assert listed_values(" 甲、乙，丙;丁；戊 ,、\n己") == ("甲", "乙", "丙", "丁", "戊", "己")
    assert listed_values("") == ()


def test_a_parameter_that_a_register_lacks_has_a_fallback() -> None:
    assert (EMPTY.setting_number("days", 5), EMPTY.setting_number("hours", 5)) == (3, 5)


@pytest.mark.parametrize(
    ("first", "last", "absent"),
    [
        ((2024, 5, 1), (2024, 5, 3), True),
        ((2024, 5, 3), (2024, 5, 3), True),
        ((2024, 5, 1), (2024, 5, 2), False),
        ((2024, 5, 4), None, False),
        ((2024, 5, 1), None, True),
        (None, (2024, 5, 2), False),
        (None, None, False),
    ],
)
def test_an_absence_includes_both_days(
    first: tuple[int, int, int] | None, last: tuple[int, int, int] | None, absent: bool
) -> None:
    person = Person(
        "刘敏", "售后主管", "售后服务部", absent_from=first and date(*first), absent_until=last and date(*last)
    )
    assert person.is_absent(date(2024, 5, 3)) is absent
