"""Which days does the State Council give off, and to which weekend days does it move work (调休)?

Invariant: nothing is said of a year without a published notice; ``published_until`` tells how far the answer reaches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from chinese_calendar.constants import Holiday, holidays, workdays

from xltools.language.speaking import speaking, spoken_language, text


@dataclass(frozen=True, slots=True)
class StatutoryDays:
    """Days that differ from their weekday in mainland China.

    Attributes:
        holidays: Days off with the holiday's name, the weekends inside a holiday included.
        make_up_days: Weekend days that are worked, each with its reason: 「国庆节调休上班」.
        published_until: 31 December of the last year that the notices cover; later days are not known yet.
    """

    holidays: Mapping[date, str]
    make_up_days: Mapping[date, str]
    published_until: date


def statutory_days() -> StatutoryDays:
    """The notices since 2004 as the installed library chinesecalendar holds them, as amended; nothing is fetched.

    Returns:
        The days, named in the spoken language.
    """
    return _named_in(spoken_language())


@cache
def _named_in(language: str) -> StatutoryDays:
    with speaking(language):
        names = {holiday.value: text(f"holidays.names.{holiday.name}") for holiday in Holiday}
        reasons = {holiday: text("holidays.make_up_day", holiday=name) for holiday, name in names.items()}
    return StatutoryDays(
        holidays=MappingProxyType({day: names[name] for day, name in holidays.items()}),
        make_up_days=MappingProxyType({day: reasons[name] for day, name in workdays.items()}),
        published_until=date(max(holidays).year, 12, 31),
    )
