"""What policy does a workbook carry? Lists, vague words, parameters, codes and voided numbers from its settings sheets.

Invariant: a fault in a settings cell is a finding with its address and the shipped default stays in force; a settings
sheet that is gone stops the workbook, for a pass without policy would judge by nonsense.
"""

import re
import zoneinfo
from collections.abc import Callable, Mapping
from typing import NamedTuple

from xltools.errors import SettingsError
from xltools.model.finding import Finding, FindingCode
from xltools.model.register import Policy, SheetTable, VagueWord
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.heads import plain_head
from xltools.workbook.layout import LISTS_SHEET, dependent_head
from xltools.workbook.typed_values import normalised, number_of, text_of

_SEARCHED_ROWS = 30
_NO_FOLDER_NAME = re.compile(r'[<>:"|?*\x00-\x1f]|\.\.|^[/\\]')
_LARGEST_COUNT = 1_000_000  # minutes of two years, days of far more: beyond it, reckoning with dates overflows
Values = tuple[str, ...]


class ReadPolicy(NamedTuple):
    """The policy, and what is wrong with the sheets it came from."""

    policy: Policy
    findings: list[Finding]


def read_policy(
    definition: RegisterDefinition, tables: Mapping[str, SheetTable], lists: SheetCells | None
) -> ReadPolicy:
    """Read all settings sheets.

    Raises:
        SettingsError: One is missing or has lost its heads.
    """
    for sheet in definition.sheets:
        if sheet.kind is SheetKind.SETTINGS and sheet.key not in tables:
            raise SettingsError(
                f"settings sheet {sheet.title} is missing or has lost its heads. "
                "Copy it back from the template or a backup."
            )
    if lists is None:
        raise SettingsError(f"settings sheet {LISTS_SHEET} is missing. Copy it back from the template or a backup.")
    findings: list[Finding] = []
    plain, dependent = _lists(definition, lists, findings)
    policy = Policy(
        lists=plain,
        dependent_lists=dependent,
        vague_words=_vague_words(tables),
        settings=_settings(definition, tables, findings),
        codes=_codes(definition, tables, findings),
        voided_numbers=frozenset(_texts(tables.get("voided_numbers"), "number")),
    )
    return ReadPolicy(policy, findings)


def _texts(table: SheetTable | None, field: str) -> list[str]:
    if table is None or field not in table.values:
        return []
    return [value if isinstance(value, str) else "" for value in table.values[field]]


def _lists(
    definition: RegisterDefinition, cells: SheetCells, findings: list[Finding]
) -> tuple[dict[str, Values], dict[str, dict[str, Values]]]:
    columns, head_row = _list_heads(definition, cells)
    plain: dict[str, Values] = {}
    for name, declared in definition.lists.items():
        if declared.parent is None:
            values = _list_values(declared.title, columns, head_row, cells, findings)
            plain[name] = values or declared.values
    dependent: dict[str, dict[str, Values]] = {}
    for name, declared in definition.lists.items():
        if declared.parent is None:
            continue
        parts = dependent.setdefault(name, {})
        for parent_value in plain[declared.parent]:
            head = dependent_head(declared.title, parent_value)
            if plain_head(head) not in columns:
                params = {"value": head, "parent_value": parent_value}
                findings.append(Finding(FindingCode.LIST_PART_MISSING, cells.title, head_row, 0, "", "", params))
                continue
            values = _list_values(head, columns, head_row, cells, findings)
            parts[parent_value] = values or declared.by_parent.get(parent_value, ())
    return plain, dependent


def _list_heads(definition: RegisterDefinition, cells: SheetCells) -> tuple[dict[str, int], int]:
    wanted = {plain_head(declared.title) for declared in definition.lists.values() if declared.parent is None}
    rows = [[plain_head(cell) for cell in row] for row in cells.rows[:_SEARCHED_ROWS]]
    best = max(range(len(rows)), key=lambda index: len(wanted & set(rows[index])), default=-1)
    if best < 0 or not wanted & set(rows[best]):
        raise SettingsError(
            f"settings sheet {cells.title} has lost its heads. Copy it back from the template or a backup."
        )
    columns: dict[str, int] = {}
    for number, head in enumerate(rows[best], start=1):
        columns.setdefault(head, number)
    return columns, best + 1


def _list_values(
    head: str, columns: Mapping[str, int], head_row: int, cells: SheetCells, findings: list[Finding]
) -> Values:
    column = columns.get(plain_head(head), 0)
    values: dict[str, None] = {}
    for number, row in enumerate(cells.rows[head_row:], start=head_row + 1):
        value = text_of(row[column - 1]) if column else None
        if value in values:
            params = {"value": head, "doubled": value}
            findings.append(Finding(FindingCode.LIST_VALUE_DOUBLED, cells.title, number, column, "", "", params))
        elif value is not None:
            values[value] = None
    if not values:
        findings.append(Finding(FindingCode.LIST_EMPTY, cells.title, head_row, column, "", "", {"value": head}))
    return tuple(values)


def _vague_words(tables: Mapping[str, SheetTable]) -> tuple[VagueWord, ...]:
    table = tables.get("vague_words")
    words, places, advice = (_texts(table, name) for name in ("word", "applies_to", "advice"))
    places = places or [""] * len(words)
    advice = advice or [""] * len(words)
    return tuple(VagueWord(*row) for row in zip(words, places, advice, strict=True) if row[0])


def _is_time_zone(value: str) -> bool:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_count(value: str) -> bool:
    number = number_of(value)
    return number is not None and 0 <= number <= _LARGEST_COUNT


_EXPECTED: dict[str, tuple[Callable[[str], bool], str]] = {
    "time_zone": (_is_time_zone, "时区名称，如 Asia/Shanghai"),
    "attachments_folder": (lambda value: not _NO_FOLDER_NAME.search(value), "本台账旁边的文件夹名"),
}


def _settings(
    definition: RegisterDefinition, tables: Mapping[str, SheetTable], findings: list[Finding]
) -> dict[str, str]:
    """Parameters by key; where the default is a number, a number is expected."""
    sheet, table = definition.sheet("settings"), tables.get("settings")
    if sheet is None or table is None:
        return {}
    keys = _texts(table, "key")
    settings: dict[str, str] = {}
    for default in sheet.rows:
        key, fallback = str(default["key"]), str(default["value"])
        settings[key] = fallback
        if key not in keys:
            params = {"value": str(default["label"]), "fallback": fallback}
            findings.append(Finding(FindingCode.SETTING_MISSING, table.title, 0, 0, "", "", params))
            continue
        index = keys.index(key)
        value = normalised(_texts(table, "value")[index]) if "value" in table.values else ""
        fits, expected = _EXPECTED.get(key, (_is_count, "数字") if _is_count(fallback) else (bool, "文字"))
        if fits(value):
            settings[key] = f"{number_of(value):.15g}" if fits is _is_count else value  # people write 10分 as well
        elif value:
            params = {"value": value, "expected": expected, "fallback": fallback}
            findings.append(table.finding(FindingCode.SETTING_UNUSABLE, index, "value", **params))
    return settings


def _codes(definition: RegisterDefinition, tables: Mapping[str, SheetTable], findings: list[Finding]) -> dict[str, str]:
    """Codes for numbers by name: letters and digits, each name once."""
    if definition.numbering.code_sheet is None:
        return {}
    table = tables[definition.numbering.code_sheet]
    codes: dict[str, str] = {}
    for index, (name, code) in enumerate(zip(_texts(table, "name"), _texts(table, "code"), strict=True)):
        if not name or not code:
            continue  # reported as missing by the ordinary checks
        if re.fullmatch(r"[A-Z0-9]{1,10}", code):
            codes.setdefault(name, code)
        else:
            params = {"value": code, "expected": "1 到 10 位大写字母或数字", "fallback": "无代码"}
            findings.append(table.finding(FindingCode.SETTING_UNUSABLE, index, "code", **params))
    return codes
