"""Which sheets and columns do rules know by name? Those that the shipped registers have; there is no other list.

Invariant: what no shipped register has may be declared freely, for people to fill; nothing of the tool acts on it.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from xltools.model.field import FieldKind, Owner
from xltools.model.register_definition import SheetKind
from xltools.model.sheet_keys import SETTINGS_SHEET
from xltools.workbook.definition_files import shipped_definition, shipped_definitions


class ShippedColumns(NamedTuple):
    """What the shipped registers declare, all together.

    Attributes:
        kinds: Of the columns of the register sheet and of each further sheet that is known by its key.
        filled_by_tool: Names of columns that only the tool fills, by sheet.
        settings: Keys of settings sheets.
        parameters: A value of each parameter of sheet settings, by its key.
    """

    kinds: Mapping[str, Mapping[str, frozenset[FieldKind]]]
    filled_by_tool: Mapping[str, frozenset[str]]
    settings: frozenset[str]
    parameters: Mapping[str, str]


REGISTER_SHEET = ""  # in these mappings: its key is free


@cache
def shipped_columns() -> ShippedColumns:
    """Read all shipped registers."""
    kinds: dict[str, dict[str, set[FieldKind]]] = defaultdict(lambda: defaultdict(set))
    filled: dict[str, set[str]] = defaultdict(set)
    settings: set[str] = set()
    parameters: dict[str, str] = {}
    for definition in map(shipped_definition, shipped_definitions()):
        for sheet, field in definition.all_fields():
            key = REGISTER_SHEET if sheet.kind is SheetKind.REGISTER else sheet.key
            kinds[key][field.name].add(field.kind)
            if field.owner is Owner.TOOL:
                filled[key].add(field.name)
            if sheet.kind is SheetKind.SETTINGS:
                settings.add(sheet.key)
        sheet_of_parameters = definition.sheet(SETTINGS_SHEET)
        for row in sheet_of_parameters.rows if sheet_of_parameters else ():
            parameters[str(row["key"])] = str(row["value"])
    return ShippedColumns(
        {key: {name: frozenset(each) for name, each in columns.items()} for key, columns in kinds.items()},
        {key: frozenset(names) for key, names in filled.items()},
        frozenset(settings),
        parameters,
    )
