"""How do people get from sheet to sheet? The order of the tabs, their colours, and the links on each title band.

Invariant: the guide comes first, then what each refresh writes anew; sheet 选项 stands before the settings; every link
leads to a tab that exists.
"""

from xltools.language.words import Tab
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.model.sheet_keys import PEOPLE_SHEET, SETTINGS_SHEET, TIMERS_SHEET
from xltools.workbook.template.generated_tabs import generated_tabs

TAB_COLOURS = {
    SheetKind.REGISTER: "#1B365D",
    SheetKind.LOG: "#2A5784",
    SheetKind.RECORDS: "#7FA3C7",
    SheetKind.SETTINGS: "#B9C0C8",
}
GUIDE_TAB_COLOUR = "#E2603F"
_LINKED_SETTINGS = (TIMERS_SHEET, PEOPLE_SHEET, SETTINGS_SHEET)


def tab_order(definition: RegisterDefinition) -> tuple[str, ...]:
    """The tabs from left to right."""
    tabs = [Tab.GUIDE.said, *generated_tabs(definition), *(sheet.title for sheet in definition.sheets)]
    settings = [sheet.title for sheet in definition.sheets if sheet.kind is SheetKind.SETTINGS]
    tabs.insert(tabs.index(settings[0]) if settings else len(tabs), Tab.LISTS.said)
    return tuple(tabs)


def linked_tabs(definition: RegisterDefinition, current: str, room: int) -> tuple[str, ...]:
    """The tabs that a sheet's title band leads to: where people go most, as many as there is room for.

    The guide is always among them, for it leads to every tab.
    """
    by_kind = {kind: [sheet.title for sheet in definition.sheets if sheet.kind is kind] for kind in SheetKind}
    settings = [sheet.title for sheet in definition.sheets if sheet.key in _LINKED_SETTINGS]
    wanted = (
        Tab.GUIDE.said,
        *by_kind[SheetKind.REGISTER],
        *generated_tabs(definition),
        *by_kind[SheetKind.LOG],
        Tab.LISTS.said,
        *settings,
    )
    kept = set([tab for tab in wanted if tab != current][: max(room, 1)])
    return tuple(tab for tab in tab_order(definition) if tab in kept)


def link_to(tab: str) -> str:
    """A link's target within the workbook."""
    return f"internal:'{tab}'!A1"
