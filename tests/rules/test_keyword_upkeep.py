"""Is the keyword library kept up? (FA-7)"""

from datetime import date, datetime

import pytest

from tests.rules.case_views import policy_of, table_of, triples_of
from xltools.model.register import Column
from xltools.rules.keyword_upkeep import check_keyword_upkeep

LIBRARY = table_of(
    """
    | keyword | feedback_type | category | weight | updated_on  |
    | 死机    | 故障报修      | 产品故障 | #5     | @2024-05-01 |
    | 迟到    | 投诉建议      | 服务流程 | #5     |             |
    """,
    "feedback_analysis",
    "keywords",
)
SETTINGS = {"keyword_update_days": "31"}
STALE = [("KEYWORDS_STALE", 0, "updated_on")]
REGISTERED: Column = [None, datetime(2024, 5, 3, 9, 30), datetime(2024, 4, 20, 17, 0)]


@pytest.mark.parametrize(
    ("updated_on", "today", "registered_at", "expected"),
    [
        (date(2024, 5, 1), date(2024, 6, 1), REGISTERED, []),  # 31 days
        (date(2024, 5, 1), date(2024, 6, 2), REGISTERED, STALE),
        (date(2024, 5, 1), date(2025, 5, 1), [], STALE),
        (None, date(2024, 5, 21), REGISTERED, []),  # undated: since the first registration
        (None, date(2024, 5, 22), REGISTERED, STALE),
        (None, date(2024, 5, 22), [None], []),
        (date(2024, 7, 1), date(2024, 5, 22), REGISTERED, []),
    ],
)
def test_a_month_without_update_is_reported(  # FA-7
    updated_on: date | None, today: date, registered_at: Column, expected: list[tuple[str, int, str]]
) -> None:
    policy = policy_of("feedback_analysis", settings=SETTINGS, keywords_updated_on=updated_on)
    assert triples_of(check_keyword_upkeep(LIBRARY, policy, today, registered_at)) == expected


@pytest.mark.parametrize("updated_on", [None, date(2024, 5, 1)])
def test_what_is_said_does_not_move_with_the_day(updated_on: date | None) -> None:
    policy = policy_of("feedback_analysis", settings=SETTINGS, keywords_updated_on=updated_on)
    days = [date(2024, 7, 1), date(2024, 12, 31)]
    said = [check_keyword_upkeep(LIBRARY, policy, day, REGISTERED) for day in days]
    assert said[0] == said[1] != []


def test_it_sleeps_without_setting_or_column_or_sheet() -> None:
    late, policy = date(2030, 1, 1), policy_of("feedback_analysis", settings=SETTINGS)
    undated = table_of("| keyword |\n| 死机 |", "feedback_analysis", "keywords")
    assert check_keyword_upkeep(LIBRARY, policy_of("feedback_analysis"), late, REGISTERED) == []
    assert check_keyword_upkeep(undated, policy, late, REGISTERED) == []
    assert check_keyword_upkeep(None, policy, late, REGISTERED) == []
