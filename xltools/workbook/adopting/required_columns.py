"""Which columns must be filled in every row? Those that nearly always are, from the day on which a case comes in.

Invariant: what is filled when a case is done is never required, however many cases are done.
"""

from collections.abc import Sequence

from xltools.workbook.adopting.field_patterns import known_fields
from xltools.workbook.adopting.proposal import COMPLETED, HAND_STATE, NUMBER, ColumnProposal, column_of
from xltools.workbook.adopting.questions import closed_words
from xltools.workbook.case_looks import is_moment
from xltools.workbook.typed_values import text_of

_NEARLY_ALWAYS = 0.98
_AT_THE_END = frozenset({"root_cause", "score"})


def required_fields(columns: tuple[ColumnProposal, ...]) -> frozenset[str]:
    """The fields that must be filled.

    A field that every shipped register wants at once must be where it is nearly always filled; any other one only if it
    is in cases that are still open, too.
    """
    still_open = _open_rows(columns)
    return frozenset(
        column.field
        for column in columns
        if column.field not in ("", NUMBER)
        and not _comes_later(column.field)
        and column.evidence.share >= _NEARLY_ALWAYS
        and (_is_wanted_at_once(column.field) or _is_filled(column, still_open))
    )


def _comes_later(field: str) -> bool:
    known = known_fields().get(field)
    waits = known is not None and bool(known.required_when or known.not_before)
    return waits or field in _AT_THE_END


def _is_wanted_at_once(field: str) -> bool:
    known = known_fields().get(field)
    return known is not None and known.required


def _is_filled(column: ColumnProposal, rows: Sequence[int]) -> bool:
    filled = sum(text_of(column.evidence.cells[row]) is not None for row in rows)
    return bool(rows) and filled >= _NEARLY_ALWAYS * len(rows)


def _open_rows(columns: tuple[ColumnProposal, ...]) -> list[int]:
    """The places of cases that are not done; none where nothing tells."""
    completed, by_hand = column_of(columns, COMPLETED), column_of(columns, HAND_STATE)
    if completed is not None:
        return [place for place, cell in enumerate(completed.evidence.cells) if not is_moment(cell)]
    if by_hand is None:
        return []
    closed = set(closed_words(by_hand))
    return [place for place, cell in enumerate(by_hand.evidence.cells) if text_of(cell) not in closed]
