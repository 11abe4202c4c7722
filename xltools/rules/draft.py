"""How far has a pass come? The cases as known so far, the cells decided so far, the findings so far.

Invariant: a cell that people filled is never decided on; a proposal fills an empty cell or nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xltools.language.words import Word
from xltools.model.case_view import CaseView
from xltools.model.cell_edit import ReadValue
from xltools.model.field import Owner
from xltools.model.finding import Finding
from xltools.model.register import Column, SheetTable, Value

Proposals = Mapping[str, Mapping[int, Value]]


@dataclass(slots=True)
class Draft:
    """A decision in the making.

    Attributes:
        view: The cases as rules see them.
        cells: Cells of the register sheet by field, as they should be.
        findings: What there is to say.
    """

    view: CaseView
    cells: dict[str, Sequence[ReadValue]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def settle(self, name: str, column: Column | None) -> None:
        """Decide a column of the tool; None where the register does not have it."""
        if column is None:
            return
        declared = self.view.field(name)
        if declared is not None and declared.owner is not Owner.TOOL:
            return  # a team's own register may leave to people what is the tool's in ours
        self.view = self.view.extended({name: column})
        if declared is not None:
            self.cells[name] = column

    def propose(self, proposals: Proposals) -> None:
        """Fill empty cells of proposed fields."""
        for name, values in proposals.items():
            declared = self.view.field(name)
            if not values or declared is None or declared.owner is not Owner.PROPOSED:
                continue
            cells = list(self.cells.get(name, self.view.table.cells[name]))
            column = list(self.view.columns[name])
            for index, value in values.items():
                if cells[index] is None and column[index] is None:
                    cells[index] = column[index] = value
            self.cells[name] = cells
            self.view = self.view.extended({name: column})

    def conclude(self, name: str, positions: Collection[int]) -> None:
        """Hold a derived fact true for these cases, each given once."""
        everywhere, yes = len(positions) == len(self.view), Word.YES.said
        column: list[Value] = [yes if everywhere else None] * len(self.view)
        for index in () if everywhere else positions:
            column[index] = yes
        self.view = self.view.extended({name: column})

    def table(self) -> SheetTable:
        """The register sheet as rules see it, for the checks of its fields."""
        table = self.view.table
        values = {name: self.view.columns.get(name, column) for name, column in table.values.items()}
        return replace(table, values=values)
