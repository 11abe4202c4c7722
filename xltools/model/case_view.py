"""What is known of the cases so far? What was read, and over it what rules have decided in this pass.

Invariant: a view is never changed; each rule gets one and gives columns, from which the next view is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

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
            (`xltools.model.register_contradictions.DERIVED_FACTS`), 「是」 where they hold and None where not.
        unproven: Positions of rows that did not bear their number when they were read, as new ones and copies of others
            do not: what stands in their tool cells may have been said of another case.
        copied: Those of them that bore another case's number.
    """

    table: SheetTable
    numbers: Sequence[str | None]
    columns: Mapping[str, Column]
    unproven: frozenset[int] = frozenset()
    copied: frozenset[int] = frozenset()
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
            positions = dict(zip(self.numbers, range(len(self.numbers)), strict=True))
            positions.pop(None, None)
            self._positions.update(cast("dict[str, int]", positions))
        return self._positions

    def finding(self, code: FindingCode, index: int, name: str, /, **params: object) -> Finding:
        """A finding on one cell of a case."""
        return self.table.finding(code, index, name, **params)
