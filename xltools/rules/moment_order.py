"""Is anything dated before what it follows? By the pairs that fields declare (``not_before``). (FR-16)

Invariant: a day alone is compared by days, so nobody is blamed for an hour that he did not type.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import cast

from xltools.model.finding import Finding, FindingCode
from xltools.model.register import SheetTable, Value
from xltools.rules.typed_moments import day_of, is_before, shown


def moments_out_of_order(table: SheetTable) -> Iterator[Finding]:
    """Findings on the later moment of each pair that is in the wrong order."""
    for field in table.present():
        if not field.typed_by_people or field.not_before is None or field.not_before not in table.values:
            continue
        header = table.definition.by_name[field.not_before].header
        for index, later, earlier in _suspects(table.values[field.name], table.values[field.not_before]):
            if _is_before(later, earlier):
                value, other = shown(cast("date", later)), shown(cast("date", earlier))
                params = {"value": value, "other_header": header, "other_value": other}
                yield table.finding(FindingCode.DATE_OUT_OF_ORDER, index, field.name, **params)


def _suspects(later: Sequence[Value], earlier: Sequence[Value]) -> list[tuple[int, Value, Value]]:
    """Where both are filled; of moments, which nearly all are, only where the later one is the smaller."""
    rows = zip(count(), cast("Sequence[datetime]", later), cast("Sequence[datetime]", earlier), strict=False)
    if {*map(type, later), *map(type, earlier)} <= {datetime, type(None)}:
        return [(index, one, other) for index, one, other in rows if one and other and one < other]
    return [(index, one, other) for index, one, other in rows if one is not None and other is not None]


def _is_before(later: Value, earlier: Value) -> bool:
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return is_before(later, earlier)
    return (day_of(later) or date.max) < (day_of(earlier) or date.max)
