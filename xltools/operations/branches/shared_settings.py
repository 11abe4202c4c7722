"""What do the settings sheets of a register say? Read once for all registers that say the same, as branches do.

Invariant: the same cells, read by the same definition, are the same policy; whoever differs in one cell has its own.
"""

from collections.abc import Mapping
from datetime import datetime

from xltools.errors import RegisterSheetMissingError
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.list_words import tables_as_listed
from xltools.model.policy import Policy
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.packaging.package import Package
from xltools.workbook.settings_sheets import read_policy
from xltools.workbook.table_reading import read_sheet

_MOST_KNOWN = 32


class SharedSettings:
    """The settings of registers of one definition that this process met; the latest ones, for they lie together."""

    def __init__(self, definition: RegisterDefinition) -> None:
        self._definition = definition
        self._known: dict[object, tuple[dict[str, SheetTable], Policy]] = {}

    def register(self, package: Package, now: datetime) -> Register:
        """Read a register as `xltools.workbook.reading.read_register` does, without its findings.

        Args:
            package: The workbook.
            now: Tells the year of dates that were typed without one.

        Raises:
            NotARegisterError: The register sheet or its number column is missing.
            SettingsError: A settings sheet is missing or has lost its heads.
            UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
        """
        with speaking(self._definition.language):
            cells = WorkbookCells(package)
            sheets = [sheet for sheet in self._definition.sheets if sheet.title in cells.titles]
            others = [each for each in sheets if each.kind is not SheetKind.SETTINGS]
            tables = self._tables(others, {each.title: cells.sheet(each.title) for each in others}, now)
            self._refuse_without_numbers(tables)
            settings = [each for each in sheets if each.kind is SheetKind.SETTINGS]
            policy_tables, policy = self._policy(settings, tables, cells, now)
        tables = tables_as_listed({**tables, **policy_tables}, policy.lists, policy.dependent_lists)
        return Register(self._definition, tables, policy, ())

    def _policy(
        self, settings: list[SheetDefinition], tables: dict[str, SheetTable], cells: WorkbookCells, now: datetime
    ) -> tuple[dict[str, SheetTable], Policy]:
        titles = [*(sheet.title for sheet in settings), *({Tab.LISTS.said} & set(cells.titles))]
        read = {title: cells.sheet(title) for title in titles}
        key = now, tuple(map(_print, read.values()))
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            found = self._tables(settings, read, now)
            policy = read_policy(self._definition, {**tables, **found}, read.get(Tab.LISTS.said)).policy
            self._known[key] = found, policy
        return self._known[key]

    def _tables(
        self, sheets: list[SheetDefinition], cells: Mapping[str, SheetCells], now: datetime
    ) -> dict[str, SheetTable]:
        order = self._definition.date_order
        read = {sheet.key: read_sheet(sheet, cells[sheet.title], now, order).table for sheet in sheets}
        return {key: table for key, table in read.items() if table.head_row}

    def _refuse_without_numbers(self, tables: Mapping[str, SheetTable]) -> None:
        sheet = self._definition.register_sheet
        number = sheet.by_name[self._definition.numbering.field]
        if sheet.key not in tables or number.name not in tables[sheet.key].columns:
            raise RegisterSheetMissingError(
                f"the sheet {sheet.title} or its column {number.header} is missing. Restore it from a backup."
            )


def _print(cells: SheetCells) -> object:
    return cells.title, tuple(map(tuple, cells.rows)), cells.errors, cells.formulas
