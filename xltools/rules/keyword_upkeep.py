"""Has somebody looked after the keyword library lately? (FA-7)

Invariant: what is said changes only with the sheets, never with the day on which it is said.
"""

from datetime import date, datetime, timedelta

from xltools.language.speaking import text
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register import Column, SheetTable

SETTING = "keyword_update_days"
_UPDATED = "updated_on"


def check_keyword_upkeep(
    library: SheetTable | None, policy: Policy, today: date, registered_at: Column
) -> list[Finding]:
    """Report a library that nobody has updated for longer than setting ``keyword_update_days`` (FA-7).

    A library without any date has been as shipped since the register's first case was registered. Sleeps in a register
    without the library, its column of dates, or the setting.

    Args:
        library: Sheet 关键词库.
        policy: The settings, and when the library was updated.
        today: The day of the pass.
        registered_at: When the cases were registered.

    Returns:
        One finding on the head of the column of dates, or none.
    """
    if library is None or _UPDATED not in library.columns or SETTING not in policy.settings:
        return []
    days = policy.setting_number(SETTING, 0)
    updated_on = policy.keywords_updated_on
    counted_from = updated_on or _first_day(registered_at)
    if counted_from is None or today - counted_from <= timedelta(days=days):
        return []
    params = {"value": _since(updated_on), "days": f"{days:g}"}
    field, column = library.definition.by_name[_UPDATED], library.columns[_UPDATED]
    return [
        Finding(FindingCode.KEYWORDS_STALE, library.title, library.head_row, column, _UPDATED, field.header, params)
    ]


def _since(updated_on: date | None) -> str:
    if updated_on is None:
        return text("findings.put_in.keywords.never")
    return text("findings.put_in.keywords.since", day=f"{updated_on:%Y-%m-%d}")


def _first_day(moments: Column) -> date | None:
    return min((moment.date() for moment in moments if isinstance(moment, datetime)), default=None)
