"""Are the days off known that due times are reckoned with: of this year and, from November on, of the next?

The rule `calendar_upkeep` asks the same of one register from December on; here it is asked earlier, and of what the
zone of a register says about its people. Invariant: a register without working hours is asked for none.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from xltools.language.speaking import speaking
from xltools.operations.examining.answers import Answer, doubtful, some, well, wrong
from xltools.operations.examining.register_sights import RegisterSight
from xltools.operations.examining.site import Site
from xltools.workbook.settings.parameters import STATUTORY_HOLIDAYS, no_statutory_holidays

_NOVEMBER = 11
_MAINLAND = {"Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking", "Asia/Harbin", "Asia/Urumqi", "Asia/Kashgar", "PRC"}
_UPGRADE = "pip install --upgrade chinesecalendar"


def holidays(site: Site) -> Iterator[Answer]:
    """Whether published or entered days off reach far enough."""
    this, last = site.local.year, _last_year(site)
    short: dict[int, list[str]] = defaultdict(list)
    asked = [each for each in site.usable if each.calendar is not None and _statutory(each)]
    for each in asked:
        if each.calendar is not None and each.calendar.known_until.year < last:
            short[each.calendar.known_until.year + 1].append(site.shown(each.path))
    for year, names in sorted(short.items()):
        told = wrong if year <= this else doubtful
        yield told(
            some(names),
            f"the days off of {year} are not known: due times there are provisional",
            f"Run: {_UPGRADE}; or enter them on the sheet of the working calendar.",
        )
    if asked and not short:
        yield well("", f"the days off are known to the end of {last}")


def own_days(site: Site) -> Iterator[Answer]:
    """Whether registers without a state's holidays have days off of their own for this year."""
    for each in site.usable:
        if each.calendar is None or _statutory(each):
            continue
        place = site.shown(each.path)
        latest = max(each.calendar.reasons, default=None)
        if latest is None:
            so = "no public holidays apply to it, and its working calendar is empty: due times run through all of them"
            yield doubtful(place, so, "Enter the days off on the sheet of the working calendar.")
        elif latest < date(_last_year(site), 1, 1):
            so = f"the last day on its working calendar is {latest}: none is entered for the time that comes"
            yield doubtful(place, so, "Enter the days off of the next year on the sheet of the working calendar.")
        else:
            yield well(place, f"its working calendar reaches to {latest}")


def holidays_of_the_zone(site: Site) -> Iterator[Answer]:
    """Whether the holidays of mainland China apply to registers whose people live elsewhere."""
    for each in site.usable:
        if each.calendar is not None and _statutory(each) and each.zone and each.zone not in _MAINLAND:
            yield doubtful(
                site.shown(each.path),
                f"its zone is {each.zone}, and the days off of mainland China apply to it",
                f"Switch them off among the parameters ({STATUTORY_HOLIDAYS}), and enter your own.",
            )


def _last_year(site: Site) -> int:
    """The year whose days off must be known by now."""
    return site.local.year + (site.local.month >= _NOVEMBER)


def _statutory(sight: RegisterSight) -> bool:
    with speaking(sight.definition.language):
        return sight.settings.get(STATUTORY_HOLIDAYS) != no_statutory_holidays()
