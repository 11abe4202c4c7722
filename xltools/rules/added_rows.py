"""How does a pass judge rows that it adds itself? As if they stood below the last row already.

Invariant: what is added is judged in the same pass like every other row, so that the next pass finds nothing to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import ReadValue
from xltools.model.field import Owner
from xltools.model.register import Register, SheetTable, Value

AddedRow = Mapping[str, Value]


def first_free_row(table: SheetTable) -> int:
    """The row below the last one in which anything stands."""
    return max(table.filled_to, max(table.rows, default=table.head_row)) + 1


def with_rows(register: Register, key: str, rows: Sequence[AddedRow]) -> Register:
    """The register as it will be with these rows below the last one of a sheet.

    Raises:
        PatchRefusedError: They would run into the totals or notes below the cases.
    """
    if not rows:
        return register
    table = register.tables[key]
    fields, first = table.definition.by_name, first_free_row(table)
    _refuse_footer(table, first, len(rows))
    proposed = {name for name in table.cells if fields[name].owner is Owner.PROPOSED}
    extended = replace(
        table,
        rows=[*table.rows, *range(first, first + len(rows))],
        cells={
            name: [*column, *(row.get(name) if name in proposed else None for row in rows)]
            for name, column in table.cells.items()
        },
        values={name: [*column, *(row.get(name) for row in rows)] for name, column in table.values.items()},
    )
    return replace(register, tables={**register.tables, key: extended})


def _refuse_footer(table: SheetTable, first: int, count: int) -> None:
    lacking = first + count - table.footer_row
    if table.footer_row and lacking > 0:
        raise PatchRefusedError(
            f"sheet {table.title}, row {table.footer_row}",
            f"{count} new rows would run into what stands below the cases",
            f"Insert at least {lacking} empty rows above row {table.footer_row}, save, and try again",
        )


def parted(
    columns: Mapping[str, Sequence[ReadValue]], rows: Sequence[AddedRow]
) -> tuple[dict[str, Sequence[ReadValue]], list[dict[str, Value]]]:
    """What was decided for the sheet with the new rows: for the old rows by column, and the new rows filled up."""
    old = {name: column[: len(column) - len(rows)] for name, column in columns.items()}
    decided = {name: column[len(column) - len(rows) :] for name, column in columns.items()}
    new = [
        {**row, **{name: cast("Value", column[place]) for name, column in decided.items()}}
        for place, row in enumerate(rows)
    ]
    return old, new
