"""Which sheets tell of a case? Its row, and each sheet that has rows of it, in the order of the register.

Invariant: every declared column is there, filled or not, under the head that the register has for it.
"""

from dataclasses import dataclass

from xltools.model.case_file import CaseFile, Record
from xltools.model.register import Value
from xltools.model.register_definition import SheetDefinition, SheetKind


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """The rows of one case on one sheet.

    Attributes:
        definition: The sheet.
        records: The rows, one at least.
    """

    definition: SheetDefinition
    records: tuple[Record, ...]

    @property
    def heads(self) -> list[str]:
        """The columns' heads."""
        return [field.header for field in self.definition.fields]

    @property
    def rows(self) -> list[list[Value]]:
        """The values below them, row by row."""
        return [[record.get(field.name) for field in self.definition.fields] for record in self.records]


def case_sheets(case: CaseFile) -> list[CaseSheet]:
    """The sheets, that of the case's own row first."""
    declared = case.definition.sheets
    others = [sheet for sheet in declared if sheet.kind is not SheetKind.REGISTER and case.records.get(sheet.key)]
    own = CaseSheet(case.definition.register_sheet, (case.values,))
    return [own, *(CaseSheet(sheet, case.records[sheet.key]) for sheet in others)]
