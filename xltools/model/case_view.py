"""What is known of the cases so far? What was read, and over it what rules have decided in this pass.

Invariant: a view is never changed; each rule gets one and gives columns, from which the next view is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xltools.model.field import FieldDefinition
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Column, SheetTable


@dataclass(frozen=True, slots=True)
class CaseView:
    """The register sheet's rows, by column.

    Attributes:
        table: The sheet as read.
        numbers: The cases' numbers, decided already; None where a case can't have one yet.
        columns: By field: values as read, or as decided. Besides the sheet's fields it may hold derived facts
            (`xltools.model.register_definition.DERIVED_FACTS`), 「是」 where they hold and None where not.
    """

    table: SheetTable
    numbers: Sequence[str | None]
    columns: Mapping[str, Column]
    _positions: dict[str, int] = field(default_factory=dict, repr=False, compare=False)  # filled when first asked for

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self.table.rows)

    def has(self, name: str) -> bool:
        """Whether the sheet has that column, or a rule derived that fact; a rule sleeps where its fields are absent."""
        return name in self.columns

    def column(self, name: str) -> Column:
        """The values of a field; all None where it is absent."""
        found = self.columns.get(name)
        return [None] * len(self.table.rows) if found is None else found

    def field(self, name: str) -> FieldDefinition | None:
        """The declared field, if the sheet declares it."""
        return self.table.definition.by_name.get(name)

    def extended(self, columns: Mapping[str, Column]) -> "CaseView":
        """The view after a rule has decided these columns."""
        return replace(self, columns={**self.columns, **columns})

    def index_of(self) -> dict[str, int]:
        """Positions by number."""
        if not self._positions:
            self._positions.update((number, at) for at, number in enumerate(self.numbers) if number is not None)
        return self._positions

    def finding(self, code: FindingCode, index: int, name: str, /, **params: object) -> Finding:
        """A finding on one cell of a case."""
        return self.table.finding(code, index, name, **params)
