"""Which sheet of the index does a copy stand on, and in which row? A sheet for each year of receipt, latest first.

Invariant: every copy stands on exactly one sheet, and no sheet has more links than Excel opens.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from xltools.model.archived_case import ArchivedCase, ArchivedVersion
from xltools.reports.archive_index.version_folders import first_folder
from xltools.reports.drawing.cell_limits import MOST_LINKS


class YearSheet(NamedTuple):
    """A sheet of the index.

    Attributes:
        name: Its tab: 2026, or 2026 (2) where one sheet does not hold the year.
        year: The year.
        versions: What stands on it, the case received first on top.
        superseded: Positions of the copies that a later version took the place of.
    """

    name: str
    year: int
    versions: Sequence[ArchivedVersion]
    superseded: frozenset[int]


def year_sheets(versions: Iterable[ArchivedVersion], most: int = MOST_LINKS) -> list[YearSheet]:
    """The sheets, the latest year first.

    Args:
        versions: All copies, in any order.
        most: How many of them one sheet holds; each has a link.
    """
    years: dict[int, list[ArchivedVersion]] = {}
    latest: dict[str, int] = {}
    for version in versions:
        first = first_folder(version.folder)
        years.setdefault(began(version.case).year, []).append(version)
        latest[first] = max(version.case.version, latest.get(first, 0))
    sheets = []
    for year in sorted(years, reverse=True):
        ordered = sorted(years[year], key=_order)
        for start in range(0, len(ordered), most):
            part = ordered[start : start + most]
            old = [at for at, each in enumerate(part) if each.case.version < latest[first_folder(each.folder)]]
            name = f"{year} ({start // most + 1})" if start else str(year)
            sheets.append(YearSheet(name, year, part, frozenset(old)))
    return sheets


def began(case: ArchivedCase) -> datetime:
    """When it came in; where nobody wrote that down, when it was closed."""
    return case.received_at or case.closed_at


def _order(version: ArchivedVersion) -> tuple[datetime, str, str, int]:
    case = version.case
    return began(case), case.register, case.number, case.version
