"""A register through its days: people type, the tool refreshes, and each refresh is followed by an idle one."""

from collections.abc import Mapping
from datetime import datetime

from tests.registers import definition, template, value_of
from xltools.model.archive_mark import ArchiveMark
from xltools.model.case_memory import CaseMemory, MemoryUpdate
from xltools.model.cell_edit import CellEdit
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.notice import Notice
from xltools.model.pass_context import PassContext
from xltools.model.proposed_measure import ProposedMeasure
from xltools.model.register import Register, Value
from xltools.rules.difference import difference
from xltools.rules.pipeline import Decision, decide
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch
from xltools.workbook.reading import read_register


class Life:
    """One register in memory, and what is remembered beside it."""

    def __init__(self, name: str) -> None:
        self.definition = definition(name)
        self.package = template(name)
        self.issued = IssuedNumbers(self.definition.numbering)
        self.memory = CaseMemory()
        self.notices: list[Notice] = []
        self.findings: list[tuple[str, int, str]] = []
        self.edits: list[CellEdit] = []
        self.measures: tuple[ProposedMeasure, ...] = ()
        self.archived: Mapping[str, ArchiveMark] = {}

    def type(self, row: int, key: str = "cases", /, **cells: str) -> None:
        """Somebody types into a row (from 1) of a sheet; ``@`` marks a time, ``#`` a number, ``-`` clears the cell."""
        sheet = self.definition.sheet(key)
        assert sheet is not None
        heads = [field.header for field in sheet.fields]
        first = FIRST_DATA_ROW + len(sheet.rows)
        edits = [
            CellEdit(sheet.title, first + row - 1, heads.index(head) + 1, None if text == "-" else value_of(text))
            for head, text in cells.items()
        ]
        self.package = patch(self.package, edits)

    def set(self, key: str, row: int, head: str, text: str) -> None:
        """A supervisor changes a shipped row (from 1) of a settings sheet."""
        sheet = self.definition.sheet(key)
        assert sheet is not None
        column = [field.header for field in sheet.fields].index(head) + 1
        value = None if text == "-" else value_of(text)
        self.package = patch(self.package, [CellEdit(sheet.title, FIRST_DATA_ROW + row - 1, column, value)])

    def refresh(self, now: str) -> list[Notice]:
        """One pass; what it would write is written, and a second pass at the same moment must find nothing to do."""
        moment = datetime.fromisoformat(now)
        register, decision = self._decided(moment)
        self.edits = difference(register, decision)
        self.package = patch(self.package, self.edits)
        self.issued = self.issued.with_new(decision.issued)
        self.memory = remembered(self.memory, decision.memory)
        self.notices += decision.notices
        places = {sheet.title: FIRST_DATA_ROW + len(sheet.rows) for sheet in self.definition.sheets}
        self.findings = [(each.code.value, each.row - places[each.sheet] + 1, each.field) for each in decision.findings]
        again, second = self._decided(moment)
        assert difference(again, second) == [], "a second refresh wants to write"
        assert second.notices == (), "a second refresh tells somebody again"
        return list(decision.notices)

    def planned(self, now: str) -> list[CellEdit]:
        """What a refresh would write."""
        register, decision = self._decided(datetime.fromisoformat(now))
        return difference(register, decision)

    def decided(self, now: str) -> Decision:
        """What a refresh would decide."""
        return self._decided(datetime.fromisoformat(now))[1]

    def _decided(self, moment: datetime) -> tuple[Register, Decision]:
        register = read_register(open_package(self.package), moment, self.definition)
        context = PassContext(
            moment,
            "台账.xlsx",
            self.issued,
            memory=self.memory,
            measures=self.measures,
            archived=self.archived,
        )
        return register, decide(register, context)

    def rows(self, key: str = "cases") -> list[dict[str, Value]]:
        """The rows of a sheet as they stand, by head."""
        register = read_register(open_package(self.package), datetime(2030, 1, 1), self.definition)
        table = register.tables[key]
        heads = {field.name: field.header for field in table.definition.fields}
        return [
            {heads[name]: column[index] for name, column in table.values.items()} for index in range(len(table.rows))
        ]

    def row(self, row: int = 1, key: str = "cases") -> dict[str, Value]:
        return self.rows(key)[row - 1]

    def shows(self, *heads: str, row: int = 1) -> list[str]:
        """What stands under these heads, moments as 「05-09 20:30」, nothing as 「」."""
        cells = self.row(row)
        return [shown(cells[head]) for head in heads]


def shown(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%m-%d %H:%M}"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def remembered(memory: CaseMemory, update: MemoryUpdate) -> CaseMemory:
    """The memory after a pass, as the file of the workspace would give it."""
    columns: dict[str, Mapping[str, Value]] = {**memory.columns}
    for name, values in update.columns.items():
        columns[name] = {**columns.get(name, {}), **values}
    return CaseMemory(columns, memory.noticed | set(update.noticed))
