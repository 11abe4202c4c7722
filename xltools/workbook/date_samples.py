"""How may a date be written? An example in the order of the register's people, for messages.

Invariant: the reader understands every example, and no other day by it.
"""

from xltools.model.field import FieldKind
from xltools.model.register_definition import DateOrder

_DAYS = {
    DateOrder.YEAR_FIRST: "2024-05-01",
    DateOrder.DAY_FIRST: "31/05/2024",
    DateOrder.MONTH_FIRST: "05/31/2024",
}
_TIME = "09:30"


def date_sample(kind: FieldKind, order: DateOrder) -> str:
    """An example of what is typed into a field of that kind: a date, a moment or a time."""
    if kind is FieldKind.TIME:
        return _TIME
    return _DAYS[order] if kind is FieldKind.DATE else f"{_DAYS[order]} {_TIME}"
