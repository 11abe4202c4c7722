"""How is a value of a register shown as text, in forms and letters? (FR-12)

Invariant: what can be told apart in a cell can be told apart in the text; nothing depends on the machine's language.
"""

from datetime import date, datetime, time

from xltools.model.field import FieldKind
from xltools.model.register import Value

_PERCENT = 100


def shown(value: Value, kind: FieldKind = FieldKind.TEXT) -> str:
    """A value as people write it: 「2024-05-01 09:30」, 「2024-05-01」, 「09:30」, 「5」, 「12.5%」; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return f"{value * _PERCENT:.10g}%" if kind is FieldKind.PERCENT else _number(value)
    return str(value).strip()  # what a formula of the team's gave may be anything, a duration even


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def shown_day(value: Value, kind: FieldKind = FieldKind.TEXT) -> str:
    """The same without the time of day."""
    return value.date().isoformat() if isinstance(value, datetime) else shown(value, kind)
