"""Which row of another sheet moved a limit? The message to the customer in the log, the request for extension.

Invariant: a row is named only if it says the very moment that was reckoned with.
"""

from collections.abc import Callable
from datetime import datetime

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.register import Register, Value
from xltools.rules.case_log import LOG
from xltools.rules.case_records import case_records
from xltools.rules.extensions import SHEET as EXTENSIONS
from xltools.rules.places import row_place
from xltools.rules.typed_moments import is_day_alone


def message_place(register: Register, view: CaseView, index: int, moment: datetime) -> str:
    """The log entry that is the message to the customer of that moment."""
    return _place(register, view, index, LOG, ("logged_at", "log_kind"), Word.CUSTOMER_CONTACT.said, moment.__eq__)


def extension_place(register: Register, view: CaseView, index: int, revised: datetime) -> str:
    """The latest approved request for that due time; one for its day alone means its closing time."""

    def asks_for_it(typed: Value) -> bool:
        if not isinstance(typed, datetime):
            return False
        return typed == revised or (is_day_alone(typed) and typed.date() == revised.date())

    return _place(register, view, index, EXTENSIONS, ("new_due_at", "verdict"), Word.AGREED.said, asks_for_it)


def _place(
    register: Register,
    view: CaseView,
    index: int,
    key: str,
    fields: tuple[str, str],
    word: str,
    fits: Callable[[Value], bool],
) -> str:
    """The last row of the case on that sheet with a fitting moment and that word; "" where there is none."""
    records = case_records(register, view, key, *fields)
    if records is None:
        return ""
    moments, words = (records.column(name) for name in fields)
    rows = [row for row, case in records.of_cases() if case == index and words[row] == word and fits(moments[row])]
    return row_place(records.table, records.table.rows[rows[-1]]) if rows else ""
