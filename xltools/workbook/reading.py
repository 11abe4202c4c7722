"""What does a register workbook hold? Tables by field, policy, and findings about what could not be read.

Invariant: reading changes nothing and decides nothing; every row in use and every filled cell is accounted for.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from xltools.errors import NotARegisterError, RegisterSheetMissingError, UnknownTemplateError
from xltools.language.speaking import speaking
from xltools.language.words import Tab
from xltools.model.definition_name import is_definition_name
from xltools.model.finding import Finding, FindingCode
from xltools.model.list_words import tables_as_listed
from xltools.model.nearest_word import nearest, nearest_hint
from xltools.model.register import Register, SheetTable
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.definition_files import read_definition, shipped_definition, shipped_definitions
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package
from xltools.workbook.settings_sheets import read_policy
from xltools.workbook.table_reading import read_sheet


def definition_of(package: Package, folders: Iterable[Path] = ()) -> RegisterDefinition:
    """The definition that the workbook's custom property names.

    Args:
        package: The workbook.
        folders: Where a team's own definitions may lie, looked through before the shipped ones.

    Raises:
        NotARegisterError: The property is missing.
        UnknownTemplateError: It names a template whose definition is not here.
        DefinitionError: The team's own definition contradicts itself.
    """
    name = package.custom_properties().get(TEMPLATE_PROPERTY)
    if name is None:
        raise NotARegisterError(
            "this workbook is not an xltools register (its template mark is missing). "
            "Start one with: xltools init TEMPLATE FOLDER, and copy the rows into it."
        )
    if is_definition_name(name):
        for folder in folders:
            if (own := folder / f"{name}.toml").is_file():
                return read_definition(own)
    if name not in shipped_definitions():
        raise UnknownTemplateError(
            f"this workbook was made from template {name[:60]!r}, whose definition is not here. "
            f"Put {name[:60]}.toml beside it, or install the xltools that made it."
        )
    return shipped_definition(name)


def read_register(package: Package, now: datetime, definition: RegisterDefinition | None = None) -> Register:
    """Read a register.

    Args:
        package: The workbook.
        now: The moment of the pass; tells the year of dates typed without one in rows not yet registered.
        definition: What it should be; by default what the workbook says that it is.

    Raises:
        NotARegisterError: No template mark, or the register sheet or its number column is missing.
        SettingsError: A settings sheet is missing or has lost its heads.
        UnsafeWorkbookError, NotAWorkbookError: It cannot be read.
    """
    definition = definition or definition_of(package)
    with speaking(definition.language):
        return _read(package, now, definition)


def _read(package: Package, now: datetime, definition: RegisterDefinition) -> Register:
    cells = WorkbookCells(package)
    tables: dict[str, SheetTable] = {}
    findings: list[Finding] = []
    for sheet in definition.sheets:
        if sheet.title in cells.titles:
            read = read_sheet(sheet, cells.sheet(sheet.title), now, definition.date_order)
            findings += read.findings
            if read.table.head_row:
                tables[sheet.key] = read.table
        elif sheet.kind in (SheetKind.LOG, SheetKind.RECORDS):
            findings.append(_sheet_missing(sheet, cells.titles))
    _refuse_without_numbers(definition, tables, cells.titles)
    lists = cells.sheet(Tab.LISTS.said) if Tab.LISTS.said in cells.titles else None
    policy, policy_findings = read_policy(definition, tables, lists)
    tables = tables_as_listed(tables, policy.lists, policy.dependent_lists)
    return Register(definition, tables, policy, (*findings, *policy_findings))


def _sheet_missing(sheet: SheetDefinition, titles: Sequence[str]) -> Finding:
    params = {"value": sheet.title, "nearest": nearest_hint(sheet.title, titles)}
    return Finding(FindingCode.SHEET_MISSING, sheet.title, 0, 0, "", "", params)


def _refuse_without_numbers(
    definition: RegisterDefinition, tables: dict[str, SheetTable], titles: Sequence[str]
) -> None:
    sheet = definition.register_sheet
    if sheet.key not in tables:
        near = nearest(sheet.title, titles)
        raise RegisterSheetMissingError(
            f"the sheet {sheet.title} with its heads is missing"
            + (f"; the nearest is {near}. Give it its name back." if near else ". Restore it from a backup.")
        )
    field = sheet.by_name[definition.numbering.field]
    if field.name not in tables[sheet.key].columns:
        raise RegisterSheetMissingError(
            f"sheet {sheet.title}: the column {field.header} is missing. Put the head back and save."
        )
