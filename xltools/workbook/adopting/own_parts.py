"""What does the tool bring along into a team's workbook? Columns at the right end of the cases, and tabs.

Invariant: nothing of the tool's bears a name that the workbook has already.
"""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, NamedTuple

from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.sheet_keys import PEOPLE_SHEET, SETTINGS_SHEET, TIMERS_SHEET
from xltools.workbook.adopting.proposal import COMPLETED, NUMBER, RECEIVED, RESPONDED
from xltools.workbook.definition_files import templates_folder
from xltools.workbook.heads import plain_head

CASES, LOG = "cases", "log"
_SHARED_FILES = {"zh-CN": "common.toml", "en": "common.en.toml"}
_SHARED_TABS = (TIMERS_SHEET, PEOPLE_SHEET, "working_hours", "calendar", "voided_numbers", SETTINGS_SHEET)
_LONGEST_TITLE = 31
_MADE_ANEW = (Tab.GUIDE, Tab.LISTS, Tab.OVERVIEW, Tab.TODO)


class OwnColumn(NamedTuple):
    """A column that is added.

    Attributes:
        name: Its field.
        head: Its head.
        renamed: Whether that is not its usual one, which a column of the team's has.
    """

    name: str
    head: str
    renamed: bool


class OwnTab(NamedTuple):
    """A tab that is added: the sheet's key and its title, and whether that is not its usual one."""

    key: str
    title: str
    renamed: bool


def shared_file(language: str) -> str:
    """The file with the shared parts in that language."""
    return _SHARED_FILES[language]


@cache
def shared_parts(language: str) -> Mapping[str, Any]:
    """The shared parts of a language as they stand in their file."""
    file = templates_folder() / shared_file(language)
    return tomllib.loads(file.read_text(encoding="utf-8"))


def shared_sheets(language: str) -> Mapping[str, Mapping[str, Any]]:
    """The shared sheets of a language by key."""
    return {sheet["key"]: sheet for sheet in shared_parts(language)["sheets"]}


def own_columns(language: str, fields: Collection[str], heads: Collection[str]) -> tuple[OwnColumn, ...]:
    """The columns to add, in their order; to be asked for while the language is spoken.

    Args:
        language: Of the workbook.
        fields: What the team's columns are.
        heads: All heads on the sheet.
    """
    names = ["state", "check_remark", "next_due", "remaining", "overdue_mark"]
    if RECEIVED in fields:
        names += ["first_response_due_at"] if RESPONDED in fields else []
        names.append("solution_due_at")
    names += ["registered_at", "sort_key"]
    names = [*(name for name in (NUMBER, COMPLETED) if name not in fields), *names]
    shared, taken, columns = shared_parts(language)["shared_fields"], set(map(plain_head, heads)), []
    for name in names:
        usual = text("adopting.completed_head") if name == COMPLETED else str(shared[name]["header"])
        head = _free(usual, taken)
        taken.add(plain_head(head))
        columns.append(OwnColumn(name, head, head != usual))
    return tuple(columns)


def own_tabs(language: str, titles: Collection[str], cases: str) -> tuple[OwnTab, ...]:
    """The tabs with tables, in their order, the team's own with the cases first."""
    shared, taken = shared_sheets(language), {plain_head(title) for title in titles}
    tabs = [OwnTab(CASES, cases, renamed=False)]
    for key in (LOG, *_SHARED_TABS):
        usual = text("adopting.log.title") if key == LOG else str(shared[key]["title"])
        title = _free(usual, taken)[:_LONGEST_TITLE]
        taken.add(plain_head(title))
        tabs.append(OwnTab(key, title, title != usual))
    return tuple(tabs)


def obstacles(titles: Collection[str]) -> tuple[str, ...]:
    """Tabs of the team's that are called as those that the tool writes anew, in English."""
    taken = {plain_head(title): title for title in titles}
    return tuple(
        f"the workbook has a sheet {taken[plain_head(tab.said)]}, and the tool keeps one of that name. Rename yours."
        for tab in _MADE_ANEW
        if plain_head(tab.said) in taken
    )


def made_anew() -> tuple[str, ...]:
    """Titles of the tabs that every register has besides its tables."""
    return tuple(tab.said for tab in _MADE_ANEW)


def _free(usual: str, taken: Collection[str]) -> str:
    if plain_head(usual) not in taken:
        return usual
    ours = text("adopting.ours", head=usual)
    places = (f"{ours}{number}" if number > 1 else ours for number in range(1, len(taken) + 2))
    return next(name for name in places if plain_head(name) not in taken)
