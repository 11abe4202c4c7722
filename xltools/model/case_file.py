"""What does a register hold about one case? Its row, and the rows of all other sheets that belong to it.

Invariant: every value stands here as it was read; nothing is judged, and nothing is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from xltools.model.register import Value
from xltools.model.register_definition import RegisterDefinition, SheetDefinition

Record = Mapping[str, Value]  # by field, for the fields that the sheet has a column for; None where the cell is empty


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case, whole.

    Attributes:
        definition: What its register is.
        number: The case's number.
        row: Its row on the register sheet, from 1.
        values: The cells of that row.
        records: By sheet key, the rows of other sheets that name the case; the log in time order, the others in the
            order of the sheet. A sheet without any is not there.
        closed_at: When it was closed; None while it is open.
    """

    definition: RegisterDefinition
    number: str
    row: int
    values: Record
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    closed_at: datetime | None = None

    def rows(self) -> Iterator[tuple[SheetDefinition, Record]]:
        """Its own row and all records, each with its sheet; its own row first."""
        yield self.definition.register_sheet, self.values
        sheets = {sheet.key: sheet for sheet in self.definition.sheets}
        for key, records in self.records.items():
            for record in records:
                yield sheets[key], record

    def text(self, name: str) -> str:
        """A cell of its row as text; "" where it is empty or the sheet lacks the field."""
        value = self.values.get(name)
        return "" if value is None else str(value)
