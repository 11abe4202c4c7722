"""Which days does the State Council give off, and to which weekend days does it move work (调休)?

Invariant: nothing is said of a year without a published notice; ``published_until`` tells how far the answer reaches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from chinese_calendar.constants import Holiday, holidays, workdays

_FULL_NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


@dataclass(frozen=True, slots=True)
class StatutoryDays:
    """Days that differ from their weekday in mainland China.

    Attributes:
        holidays: Days off with the holiday's Chinese name, the weekends inside a holiday included.
        make_up_days: Weekend days that are worked, each with its reason: 「国庆节调休上班」.
        published_until: 31 December of the last year that the notices cover; later days are not known yet.
    """

    holidays: Mapping[date, str]
    make_up_days: Mapping[date, str]
    published_until: date


@cache
def statutory_days() -> StatutoryDays:
    """The notices since 2004 as the installed library chinesecalendar holds them, as amended; nothing is fetched."""
    names = {holiday.value: _FULL_NAMES.get(holiday.chinese, holiday.chinese) for holiday in Holiday}
    return StatutoryDays(
        holidays=MappingProxyType({day: names[name] for day, name in holidays.items()}),
        make_up_days=MappingProxyType({day: f"{names[name]}调休上班" for day, name in workdays.items()}),
        published_until=date(max(holidays).year, 12, 31),
    )
