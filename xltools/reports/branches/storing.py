"""How are a branch's figures kept for the next run, and sent from one machine to another? As JSON.

Invariant: what was written by another version of this module is not read.
"""

from collections import Counter
from typing import Any

import orjson

from xltools.reports.branches.branch_figures import COUNTS, TALLIES, BranchFigures, PeriodFigures
from xltools.reports.branches.minute_counts import MinuteCounts

FORMAT = 2  # rises with every change of what figures mean or how they are written
_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_SORT_KEYS


def stored(figures: BranchFigures) -> bytes:
    """The figures as JSON, the same bytes for the same figures."""
    return orjson.dumps({"format": FORMAT, "figures": figures}, option=_OPTIONS)


def loaded(data: bytes, place: str) -> BranchFigures | None:
    """The figures that `stored` wrote; None if they are damaged or of another format, and must be reckoned anew.

    Args:
        data: As stored.
        place: Where the register is now: the same contents may lie elsewhere.
    """
    try:
        document = orjson.loads(data)
        if document["format"] != FORMAT:
            return None
        table = document["figures"]
        now, before = (_period(table.pop(name)) for name in ("now", "before"))
        return BranchFigures(**{**table, "place": place}, now=now, before=before)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _period(table: dict[str, Any]) -> PeriodFigures:
    figures = PeriodFigures()
    for name in COUNTS:
        setattr(figures, name, int(table[name]))
    for name in TALLIES:
        setattr(figures, name, {key: Counter(counts) for key, counts in table[name].items()})
    figures.problems = Counter(table["problems"])
    figures.hours = {measure: _durations(each) for measure, each in table["hours"].items()}
    return figures


def _durations(table: dict[str, Any]) -> MinuteCounts:
    return MinuteCounts(int(table["seconds"]), Counter({int(key): count for key, count in table["minutes"].items()}))
