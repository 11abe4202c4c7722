"""What does a definition have that a workbook lacks? Sheets, columns, lists and parameters, told apart by name.

Invariant: what people may have renamed is not taken for missing: it is named, and left out unless that is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xltools.errors import NotARegisterError, PatchRefusedError
from xltools.language.words import Tab
from xltools.model.cell_address import address, column_letters
from xltools.model.nearest_word import nearest
from xltools.model.register_definition import RegisterDefinition, SettingValue, SheetDefinition
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.workbook.adopting.known_heads import field_of_head
from xltools.workbook.cell_rows import SheetCells, WorkbookCells
from xltools.workbook.extending.extension import RenamedHead
from xltools.workbook.footers import find_ending
from xltools.workbook.heads import Heads, find_heads, plain_head, written_heads
from xltools.workbook.layout import list_columns
from xltools.workbook.packaging.package import Package
from xltools.workbook.settings.lists import list_heads
from xltools.workbook.template.navigation import tab_order

KEY = "key"


class NewColumn(NamedTuple):
    """A column that a sheet lacks.

    Attributes:
        place: Which column of the template's sheet it is, from 1.
        head: What its head says.
        band: What stands above the head in the template's look; "" where the band goes on.
        values: What stands below the head.
    """

    place: int
    head: str
    band: str = ""
    values: tuple[str, ...] = ()


class StandingSheet(NamedTuple):
    """A sheet that the workbook has, compared with the template's.

    Attributes:
        cells: What stands on it.
        head_row: The row of its heads, from 1; of two lines the lower one.
        head_rows: How many lines the heads take.
        last_row: The last row above totals and notes.
        columns: By column of the template, from 1, where it stands.
        missing: What it lacks.
        parameters: Default rows that it lacks, by field name.
    """

    cells: SheetCells
    head_row: int
    head_rows: int
    last_row: int
    columns: Mapping[int, int]
    missing: tuple[NewColumn, ...] = ()
    parameters: tuple[Mapping[str, SettingValue], ...] = ()


class Lacking(NamedTuple):
    """What a workbook lacks.

    Attributes:
        sheets: Tabs, in the order of the template.
        standing: By tab, the sheets that are there.
        renamed: Heads that may have been renamed.
    """

    sheets: tuple[str, ...]
    standing: Mapping[str, StandingSheet]
    renamed: tuple[RenamedHead, ...]


def lacking(package: Package, definition: RegisterDefinition, *, add_renamed: bool = False) -> Lacking:
    """Compare a workbook with its definition, in the language that is spoken.

    Args:
        package: The workbook.
        definition: What it should be.
        add_renamed: Take a head for missing even where another one is nearly the same.

    Raises:
        NotARegisterError: The sheet that holds the cases is missing.
        PatchRefusedError: A tab of that name holds something else.
        UnreadableWorkbookError: It cannot be read.
    """
    cells, kinds = WorkbookCells(package), {sheet.name: sheet.kind for sheet in package.sheets}
    register = definition.register_sheet.title
    if register not in kinds:
        raise NotARegisterError(
            f"the sheet {register} with the cases is missing. Put it back from a backup, or name the right definition."
        )
    declared = {sheet.title: sheet for sheet in definition.sheets}
    standing: dict[str, StandingSheet] = {}
    renamed: list[RenamedHead] = []
    for tab in tab_order(definition):
        if tab not in kinds:
            _refuse_namesake(tab, kinds)
        elif tab in declared or tab == Tab.LISTS.said:
            if kinds[tab] != "worksheet":
                raise _something_else(tab)
            sheet = cells.sheet(tab)
            standing[tab] = _lists(definition, sheet) if tab not in declared else _table(declared[tab], sheet)
            if not add_renamed:
                standing[tab], asked = _without_renamed(standing[tab])
                renamed += asked
    missing = tuple(tab for tab in tab_order(definition) if tab not in kinds)
    return Lacking(missing, standing, tuple(renamed))


def _refuse_namesake(tab: str, kinds: Mapping[str, str]) -> None:
    """Programs compare tabs without case."""
    if (found := next((name for name in kinds if name.casefold() == tab.casefold()), None)) is not None:
        raise PatchRefusedError(found, f"the register needs a sheet that is called {tab}", "Rename this one")


def _something_else(tab: str) -> PatchRefusedError:
    return PatchRefusedError(
        tab, "the register needs a sheet of this name, and none of its heads is on it", "Rename this sheet"
    )


def _table(sheet: SheetDefinition, cells: SheetCells) -> StandingSheet:
    heads = find_heads(sheet, cells.title, cells.rows)
    if not heads.row:
        raise _something_else(cells.title)
    _refuse_reckoned(cells, heads)
    columns = {place: heads.columns[f.name] for place, f in enumerate(sheet.fields, 1) if f.name in heads.columns}
    missing, group = [], ""
    for place, field in enumerate(sheet.fields, start=1):
        if field.name not in heads.columns:
            missing.append(NewColumn(place, field.header, field.group if field.group != group else ""))
            group = field.group
    parameters = tuple(_parameters(sheet, heads.columns, cells, heads.row))
    footer = find_ending(sheet, heads, cells).row
    last_row = footer - 1 if footer else len(cells.rows)
    return StandingSheet(cells, heads.row, sheet.head_rows, last_row, columns, tuple(missing), parameters)


def _refuse_reckoned(cells: SheetCells, heads: Heads) -> None:
    """A head whose formula has no result for a while would be a head that is missing."""
    found = sorted(column for row, column in cells.formulas if row == heads.row and column in heads.columns.values())
    if found:
        raise PatchRefusedError(
            f"{cells.title}!{address(heads.row, found[0])}", "the head is a formula", "Write it as plain text"
        )


def _parameters(
    sheet: SheetDefinition, columns: Mapping[str, int], cells: SheetCells, head_row: int
) -> Iterator[Mapping[str, SettingValue]]:
    """Rows of all other sheets of settings are a supervisor's: whoever took one out meant it."""
    if sheet.key != SETTINGS_SHEET or KEY not in columns:
        return
    known = {plain_head(row[columns[KEY] - 1]) for row in cells.rows[head_row:] if columns[KEY] <= len(row)}
    yield from (row for row in sheet.rows if plain_head(str(row.get(KEY, ""))) not in known)


def _lists(definition: RegisterDefinition, cells: SheetCells) -> StandingSheet:
    """Parts of a dependent list are a supervisor's, as values are; only a list that is missing as a whole is added."""
    declared = list_columns(definition)
    head_row, there = list_heads({plain_head(head) for head in declared}, cells)
    if not head_row:
        raise _something_else(cells.title)
    columns = {place: there[plain_head(head)] for place, head in enumerate(declared, 1) if plain_head(head) in there}
    begun = {column.list_name for head, column in declared.items() if plain_head(head) in there}
    missing = tuple(
        NewColumn(place, head, definition.lists[column.list_name].note, column.values)
        for place, (head, column) in enumerate(declared.items(), start=1)
        if plain_head(head) not in there and column.list_name not in begun
    )
    return StandingSheet(cells, head_row, 1, len(cells.rows), columns, missing)


def _without_renamed(sheet: StandingSheet) -> tuple[StandingSheet, list[RenamedHead]]:
    """What is missing and is called nearly like a head that nothing knows, or means the same; apart from the rest."""
    strange = strange_heads(sheet)
    asked, rest = [], []
    for column in sheet.missing:
        near = _of_one_meaning(column.head, strange) or nearest(column.head, strange)
        if near is None:
            rest.append(column)
        else:
            asked.append(RenamedHead(sheet.cells.title, column.head, near, column_letters(strange[near])))
    return sheet._replace(missing=tuple(rest)), asked


def _of_one_meaning(wanted: str, strange: Iterable[str]) -> str | None:
    """The head that people write for the same (电话号码 for 联系方式), however little alike the two are."""
    meaning = field_of_head()
    meant = meaning.get(plain_head(wanted))
    if meant is None:
        return None
    return next((head for head in strange if meaning.get(plain_head(head), ("",))[0] == meant[0]), None)


def strange_heads(sheet: StandingSheet) -> dict[str, int]:
    """Column by head, of the heads that no field has."""
    known = set(sheet.columns.values())
    heads = enumerate(written_heads(sheet.cells.rows, sheet.head_row, sheet.head_rows), start=1)
    return {head.alone: column for column, head in heads if head.alone and column not in known}
