"""What policy does a workbook carry? All its settings sheets, read by the modules of `xltools.workbook.settings`.

Invariant: a fault in a settings cell is a finding with its address and what was last good stays in force; a settings
sheet that is gone stops the workbook, for a pass without policy would judge by nonsense. Only an optional sheet may be
gone: no rule judges by it.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from xltools.errors import SettingsError
from xltools.language.words import Tab
from xltools.model.finding import Finding
from xltools.model.list_words import tables_as_listed
from xltools.model.policy import Person, Policy, VagueWord
from xltools.model.register import SheetTable
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.model.sheet_keys import PEOPLE_SHEET, SETTINGS_SHEET, TIMERS_SHEET
from xltools.model.statutory_days import statutory_days
from xltools.model.work_calendar import WorkCalendar
from xltools.workbook.cell_rows import SheetCells
from xltools.workbook.settings.assignment import read_assignment
from xltools.workbook.settings.class_words import assignment_classes, keyword_classes
from xltools.workbook.settings.codes import read_codes
from xltools.workbook.settings.keyword_library import keywords_updated_on, read_keywords
from xltools.workbook.settings.lists import Lists, read_lists
from xltools.workbook.settings.notice_templates import read_notice_templates
from xltools.workbook.settings.parameters import STATUTORY_HOLIDAYS, no_statutory_holidays, read_parameters
from xltools.workbook.settings.people import known_people, read_liaisons, read_people
from xltools.workbook.settings.priority_matrix import read_priority_matrix
from xltools.workbook.settings.settings_rows import SettingsRows
from xltools.workbook.settings.timers import read_timers
from xltools.workbook.settings.working_time import read_calendar

Read = TypeVar("Read")


class ReadPolicy(NamedTuple):
    """The policy, and what is wrong with the sheets it came from."""

    policy: Policy
    findings: list[Finding]


def read_policy(
    definition: RegisterDefinition, tables: Mapping[str, SheetTable], lists: SheetCells | None
) -> ReadPolicy:
    """Read all settings sheets. What belongs to a sheet that the register does not have is left at its default.

    Raises:
        SettingsError: A sheet that is not optional is missing or has lost its heads.
    """
    for sheet in definition.sheets:
        if sheet.kind is SheetKind.SETTINGS and not sheet.optional and sheet.key not in tables:
            raise SettingsError(
                f"settings sheet {sheet.title} is missing or has lost its heads. "
                "Copy it back from the template or a backup."
            )
    if lists is None:
        raise SettingsError(f"settings sheet {Tab.LISTS.said} is missing. Copy it back from the template or a backup.")
    findings: list[Finding] = []
    values = read_lists(definition, lists, findings)
    spelled = tables_as_listed(tables, values.plain, values.dependent)
    sheets = {key: SettingsRows(table, values.plain, findings) for key, table in spelled.items()}
    return ReadPolicy(_policy(definition, values, sheets), findings)


def _policy(definition: RegisterDefinition, lists: Lists, sheets: Mapping[str, SettingsRows]) -> Policy:
    register = definition.register_sheet
    settings: Mapping[str, str] = _read(sheets, SETTINGS_SHEET, read_parameters, {})
    people: tuple[Person, ...] = _read(sheets, PEOPLE_SHEET, read_people, ())
    known = known_people(people if PEOPLE_SHEET in sheets else None)
    return Policy(
        lists=lists.plain,
        dependent_lists=lists.dependent,
        vague_words=_read(sheets, "vague_words", _vague_words, ()),
        settings=settings,
        codes=_read(sheets, definition.numbering.code_sheet or "", read_codes, {}),
        voided_numbers=_read(sheets, "voided_numbers", _voided_numbers, frozenset()),
        calendar=_calendar(sheets, settings),
        timers=_read(sheets, TIMERS_SHEET, lambda rows: read_timers(rows, register, lists, known), ()),
        keywords=_read(sheets, "keywords", lambda rows: read_keywords(rows, keyword_classes(register, lists)), ()),
        assignment=_read(
            sheets, "assignment", lambda rows: read_assignment(rows, assignment_classes(register, lists), known), ()
        ),
        people=people,
        priority_matrix=_read(sheets, "priority_matrix", read_priority_matrix, None),
        liaisons=_read(sheets, "liaisons", lambda rows: read_liaisons(rows, known), ()),
        keywords_updated_on=_read(sheets, "keywords", keywords_updated_on, None),
        notices=_read(
            sheets,
            "notice_templates",
            lambda rows: read_notice_templates(rows, definition, lists.plain.get("channel")),
            (),
        ),
    )


def _read(sheets: Mapping[str, SettingsRows], key: str, reader: Callable[[SettingsRows], Read], default: Read) -> Read:
    """What a sheet says; ``default`` in a register without it."""
    return reader(sheets[key]) if key in sheets else default


def _calendar(sheets: Mapping[str, SettingsRows], settings: Mapping[str, str]) -> WorkCalendar | None:
    applies = settings.get(STATUTORY_HOLIDAYS) != no_statutory_holidays()
    statutory = statutory_days() if applies else None
    hours = sheets.get("working_hours")
    return None if hours is None else read_calendar(hours, sheets.get("calendar"), statutory)


def _vague_words(rows: SettingsRows) -> tuple[VagueWord, ...]:
    words = (VagueWord(*(rows.text(index, name) for name in VagueWord._fields)) for index in rows.indexes())
    return tuple(word for word in words if word.word)


def _voided_numbers(rows: SettingsRows) -> frozenset[str]:
    return frozenset(rows.text(index, "number") for index in rows.indexes())
