"""Which proposed measures are new to the register? They become rows of sheet 改进项. (FA-17, ST-15)

Invariant: a measure is entered once; a row that people took out again stays out. What is entered is judged in the same
pass like every other row, so that the next one finds nothing to do.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from xltools.model.cell_edit import ReadValue
from xltools.model.pass_context import PassContext
from xltools.model.policy import Policy
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Register, SheetTable, Value
from xltools.rules.improvements import SHEET

_NOT_BEGUN = "未开始"
_KEY_LENGTH = 16
_PROGRESS = "progress"


class MeasuresToEnter(NamedTuple):
    """What is written, and what is remembered of it.

    Attributes:
        rows: New rows of the sheet, by field.
        noticed: Keys for the memory, of what is entered now or stands there already.
    """

    rows: tuple[Mapping[str, Value], ...] = ()
    noticed: tuple[str, ...] = ()


def measures_to_enter(register: Register, context: PassContext) -> MeasuresToEnter:
    """The measures of the context that the sheet does not have; nothing where it is missing or has lost its titles."""
    items = register.tables.get(SHEET)
    titles = None if items is None else items.values.get("title")
    if titles is None or not context.measures:
        return MeasuresToEnter()
    known = set(titles)
    rows: list[Mapping[str, Value]] = []
    noticed: list[str] = []
    for measure in context.measures:
        key = _key(context.register_id, measure.title)
        if key in context.memory.noticed or key in noticed:
            continue
        noticed.append(key)
        if measure.title not in known:
            rows.append(_row(measure, register.policy))
    return MeasuresToEnter(tuple(rows), tuple(noticed))


def with_rows(register: Register, rows: Sequence[Mapping[str, Value]]) -> Register:
    """The register as it will be with these rows below the last one of the sheet."""
    if not rows:
        return register
    items = register.tables[SHEET]
    first = first_free_row(items)
    extended = replace(
        items,
        rows=[*items.rows, *range(first, first + len(rows))],
        cells={name: [*column, *(None for _ in rows)] for name, column in items.cells.items()},
        values={name: [*column, *(row.get(name) for row in rows)] for name, column in items.values.items()},
    )
    return replace(register, tables={**register.tables, SHEET: extended})


def first_free_row(table: SheetTable) -> int:
    """The row below the last one in use."""
    return max(table.rows, default=table.head_row) + 1


def parted(
    columns: Mapping[str, Sequence[ReadValue]], rows: Sequence[Mapping[str, Value]]
) -> tuple[dict[str, Sequence[ReadValue]], list[dict[str, Value]]]:
    """What was decided for the sheet with the new rows: for the old rows by column, and the new rows filled up."""
    old = {name: column[: len(column) - len(rows)] for name, column in columns.items()}
    decided = {name: column[len(column) - len(rows) :] for name, column in columns.items()}
    new = [{**row, **{name: cast("Value", column[place]) for name, column in decided.items()}}
           for place, row in enumerate(rows)]  # fmt: skip
    return old, new


def _key(register_id: str, title: str) -> str:
    """Its name in the memory, which registers of one number scheme share."""
    digest = hashlib.sha256(f"{register_id}\n{title}".encode()).hexdigest()
    return f"measure:{digest[:_KEY_LENGTH]}"


def _row(measure: ProposedMeasure, policy: Policy) -> Mapping[str, Value]:
    known: Sequence[str] = policy.lists.get(_PROGRESS, ())
    return {**measure._asdict(), _PROGRESS: _NOT_BEGUN if _NOT_BEGUN in known or not known else known[0]}
