"""How is an explanation told to programs? The same as data: field by field, nothing left out, nothing folded.

Invariant: moments are ISO 8601 local time, lengths of time are minutes (their names end in ``_minutes``).
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from xltools.rules.explanation import Explanation

_MINUTE = timedelta(minutes=1)


def explanation_document(explanation: Explanation, now: datetime) -> dict[str, Any]:
    """The document of one case, ready for JSON."""
    return {"now": now.isoformat(), "case": _plain(explanation)}


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return dict(_named(name, each) for name, each in value._asdict().items())
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _named(name: str, value: object) -> tuple[str, Any]:
    if isinstance(value, timedelta):
        return f"{name}_minutes", round(value / _MINUTE, 3)
    return name, _plain(value)
