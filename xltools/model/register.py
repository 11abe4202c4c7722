"""What was read of one register? Tables by column, each row with its place on the sheet, and the policy beside them.

Invariant: ``values[field][i]`` belongs to sheet row ``rows[i]``; a field without a column on the sheet has no entry.
Columns, not row objects: a register may hold a hundred thousand cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from xltools.model.cell_edit import ReadValue
from xltools.model.field import FieldDefinition
from xltools.model.finding import Finding, FindingCode
from xltools.model.policy import Policy
from xltools.model.register_definition import RegisterDefinition, SheetDefinition

Value = str | int | float | date | datetime | time | None
Column = Sequence[Value]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows in use of one table sheet.

    Attributes:
        definition: The sheet as declared.
        title: The tab it was found under.
        head_row: The row of the heads, from 1.
        columns: Column number from 1 by field name, for the fields that the sheet has.
        rows: Sheet row numbers from 1, ascending.
        cells: By field, for columns that the tool may write: what stands in the cells, None where empty.
        values: By field: the same as declared kinds; None where empty or unreadable.
        unreadable: By field: indexes (into ``rows``) whose cell is filled but could not be read.
        uncomputed: By field: those of them whose cell holds a formula without a value so far.
        filled_to: The last sheet row in which people filled any cell, rows in use or not: new rows go below it.
        footer_row: The row of totals or notes below the cases, which new rows must not reach; 0 where there is none.
    """

    definition: SheetDefinition
    title: str
    head_row: int
    columns: Mapping[str, int]
    rows: Sequence[int]
    cells: Mapping[str, Sequence[ReadValue]]
    values: Mapping[str, Column]
    unreadable: Mapping[str, frozenset[int]] = field(default_factory=dict)
    uncomputed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    filled_to: int = 0
    footer_row: int = 0

    def present(self) -> list[FieldDefinition]:
        """The declared fields that the sheet has a column for."""
        return [declared for declared in self.definition.fields if declared.name in self.values]

    def at(self, places: Sequence[int]) -> "SheetTable":
        """These rows alone, in this order: their values, without the cells as they were read.

        Args:
            places: Of the rows, from 0.
        """
        values = {name: [column[place] for place in places] for name, column in self.values.items()}
        rows = [self.rows[place] for place in places]
        return replace(self, rows=rows, cells={}, values=values, unreadable={}, uncomputed={})

    def finding(self, code: FindingCode, index: int, name: str, /, **params: object) -> Finding:
        """A finding on one cell of this table."""
        declared = self.definition.by_name[name]
        return Finding(code, self.title, self.rows[index], self.columns.get(name, 0), name, declared.header, params)


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that was read of one register workbook.

    Attributes:
        definition: What it should be.
        tables: The table sheets that were found, by key.
        policy: The settings.
        findings: What the reader had to say.
    """

    definition: RegisterDefinition
    tables: Mapping[str, SheetTable]
    policy: Policy
    findings: tuple[Finding, ...]

    @property
    def cases(self) -> SheetTable:
        """The register sheet."""
        return self.tables[self.definition.register_sheet.key]

    def fields_by_place(self) -> dict[tuple[str, int], FieldDefinition]:
        """Which field stands in which column of which sheet."""
        return {
            (table.title, column): table.definition.by_name[name]
            for table in self.tables.values()
            for name, column in table.columns.items()
        }
