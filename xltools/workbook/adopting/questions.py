"""What does a workbook not tell? Each open point as a question with its choices.

Invariant: a value that was chosen although another was as likely has its question.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xltools.model.cell_address import column_letters
from xltools.model.field import TEMPORAL_KINDS
from xltools.model.register_definition import DateOrder
from xltools.workbook.adopting.column_matching import Match
from xltools.workbook.adopting.date_styles import date_styles
from xltools.workbook.adopting.head_words import is_declarable
from xltools.workbook.adopting.known_heads import known_heads
from xltools.workbook.adopting.number_patterns import NumberingProposal
from xltools.workbook.adopting.own_parts import OwnColumn, OwnTab
from xltools.workbook.adopting.proposal import (
    COMPLETED,
    HAND_STATE,
    NUMBER,
    RECEIVED,
    ColumnProposal,
    Question,
    asked,
    column_of,
)
from xltools.workbook.adopting.table_finding import FoundTable
from xltools.workbook.footers import row_spans
from xltools.workbook.heads import plain_head
from xltools.workbook.typed_values import text_of

_SURE = 0.8
_FEW = 0.02


class Seen(NamedTuple):
    """What questions are asked about."""

    language: str
    table: FoundTable
    columns: tuple[ColumnProposal, ...]
    matches: Mapping[int, Match]
    numbering: NumberingProposal
    order_is_open: bool
    added: tuple[OwnColumn, ...]
    tabs: tuple[OwnTab, ...]

    def asked(self, key: str, code: str, choices: tuple[str, ...] = (), **values: object) -> Question:
        """A question in the workbook's language."""
        return asked(self.language, key, code, choices, **values)


def questions(seen: Seen) -> tuple[Question, ...]:
    """All questions, those about the whole first."""
    return (*_moments(seen), *_numbers(seen), *_order(seen), *_states(seen), *_columns(seen), *_edges(seen))


def closed_words(column: ColumnProposal) -> tuple[str, ...]:
    """Those values of a state typed by hand that say that a case is done."""
    known = set(known_heads().words["closed"])
    return tuple(value for value in column.evidence.values if plain_head(value) in known)


def _moments(seen: Seen) -> Iterator[Question]:
    dates = tuple(
        column.head for column in seen.columns if column.field.startswith("own_") and column.evidence.styles.dates
    )
    if column_of(seen.columns, RECEIVED) is None:
        yield seen.asked("sheets.cases", "received_at", dates)
    if column_of(seen.columns, COMPLETED) is None:
        head = next(column.head for column in seen.added if column.name == COMPLETED)
        yield seen.asked("sheets.cases", "completed_at", dates, head=head)


def _numbers(seen: Seen) -> Iterator[Question]:
    told = seen.numbering
    if column_of(seen.columns, NUMBER) is None:
        if told.reckoned:
            yield seen.asked("sheets.cases.fields", "reckoned_numbers", head=told.reckoned, pattern=told.pattern)
        return
    if not told.found:
        yield seen.asked("numbering.pattern", "pattern", pattern=told.pattern)
    fixed = re.search(r"\w*\d\w*", re.sub(r"\{[^}]*\}", " ", told.pattern))
    if fixed is not None:
        yield seen.asked("numbering.pattern", "fixed_part", part=fixed[0])
    if told.doubled:
        yield seen.asked("numbering", "doubled", count=told.doubled)
    if told.ahead:
        yield seen.asked("sheets.cases.numbered_ahead", "ahead", count=told.ahead)
    if told.missing:
        yield seen.asked("numbering", "missing", count=told.missing)


def _order(seen: Seen) -> Iterator[Question]:
    if not seen.order_is_open:
        return
    cells = (cell for column in seen.columns for cell in column.evidence.cells if isinstance(cell, str))
    example = next((cell.strip() for cell in cells if _needs_order(cell)), "")
    choices = (DateOrder.DAY_FIRST.value, DateOrder.MONTH_FIRST.value)
    if example:
        yield seen.asked("date_order", "date_order", choices, example=example)
    else:
        yield seen.asked("date_order", "date_order_untold", choices)


def _needs_order(cell: str) -> bool:
    styles = date_styles([cell])
    return bool(styles.either or styles.day_first or styles.month_first)


def _states(seen: Seen) -> Iterator[Question]:
    by_hand, completed = column_of(seen.columns, HAND_STATE), column_of(seen.columns, COMPLETED)
    if by_hand is None or not by_hand.evidence.filled:
        return
    closed = set(closed_words(by_hand))
    done = completed.evidence.cells if completed else [""] * len(by_hand.evidence.cells)
    count = sum(
        text_of(state) in closed and moment == "" for state, moment in zip(by_hand.evidence.cells, done, strict=True)
    )
    if not closed or count > _FEW * len(done):
        head = completed.head if completed else next(each.head for each in seen.added if each.name == COMPLETED)
        yield seen.asked("states", "hand_state", by_hand.evidence.values, count=count, head=head)


def _columns(seen: Seen) -> Iterator[Question]:
    for column in seen.columns:
        key, match = f"sheets.cases.fields.{column.field}", seen.matches[column.column]
        if not column.field:
            continue
        if match.rival:
            yield seen.asked(key, "two_columns", head=column.head, rival=match.rival, field=column.field)
        elif match.field and match.sure < _SURE:
            yield seen.asked(key, "unsure", head=column.head, field=column.field, why=match.why)
        if column.evidence.styles.yearless and column.kind in TEMPORAL_KINDS:
            yield seen.asked(key, "yearless", head=column.head, count=column.evidence.styles.yearless)
        if column.evidence.outside and column.list_values:
            yield seen.asked(f"lists.{column.field}", "outside", head=column.head, count=column.evidence.outside)


def _edges(seen: Seen) -> Iterator[Question]:
    """What stands beside, below or under heads that cannot be declared."""
    undeclared = [column for column in seen.columns if not column.field]
    heads = [plain_head(head.qualified) for head in seen.table.heads]
    for head in dict.fromkeys(column.head for column in undeclared):
        doubled = heads.count(plain_head(head)) > 1
        if doubled:
            yield seen.asked("sheets.cases.fields", "doubled_head", head=head)
        elif not is_declarable(head):
            yield seen.asked("sheets.cases.fields", "long_head", head=head)
    if nameless := _nameless(seen):
        yield seen.asked("sheets.cases.fields", "no_head", letters=", ".join(nameless))
    if seen.table.end.untold:
        yield seen.asked("sheets.cases.footer", "below", row=seen.table.end.untold)
    if seen.table.end.unread:
        yield seen.asked("sheets.cases.footer", "unread", rows=row_spans(seen.table.end.unread))
    hours = next(tab.title for tab in seen.tabs if tab.key == "working_hours")
    yield seen.asked("default_rows", "hours", sheet=hours)


def _nameless(seen: Seen) -> list[str]:
    return [
        column_letters(at)
        for at in range(seen.table.left, seen.table.right + 1)
        if not seen.table.heads[at - 1].alone and any(cell != "" for cell in seen.table.column(at))
    ]
