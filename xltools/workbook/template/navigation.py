"""How do people get from sheet to sheet? The order of the tabs, their colours, and the links on each title band.

Invariant: the guide comes first, then what each refresh writes anew; sheet 选项 stands before the settings; every link
leads to a tab that exists.
"""

from xltools.language.words import Tab
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.workbook.template.generated_tabs import generated_tabs

TAB_COLOURS = {
    SheetKind.REGISTER: "#1B365D",
    SheetKind.LOG: "#2A5784",
    SheetKind.RECORDS: "#7FA3C7",
    SheetKind.SETTINGS: "#B9C0C8",
}
GUIDE_TAB_COLOUR = "#E2603F"
_LINKED_SETTINGS = ("timers", "people", "settings")


def tab_order(definition: RegisterDefinition) -> tuple[str, ...]:
    """The tabs from left to right."""
    tabs = [Tab.GUIDE.said, *generated_tabs(definition), *(sheet.title for sheet in definition.sheets)]
    settings = [sheet.title for sheet in definition.sheets if sheet.kind is SheetKind.SETTINGS]
    tabs.insert(tabs.index(settings[0]) if settings else len(tabs), Tab.LISTS.said)
    return tuple(tabs)


def linked_tabs(definition: RegisterDefinition, current: str) -> tuple[str, ...]:
    """The tabs that a sheet's title band leads to: where a clerk or a supervisor goes most."""
    wanted = {Tab.GUIDE.said, Tab.LISTS.said, *generated_tabs(definition)}
    for sheet in definition.sheets:
        if sheet.kind in (SheetKind.REGISTER, SheetKind.LOG) or sheet.key in _LINKED_SETTINGS:
            wanted.add(sheet.title)
    return tuple(tab for tab in tab_order(definition) if tab in wanted and tab != current)


def link_to(tab: str) -> str:
    """A link's target within the workbook."""
    return f"internal:'{tab}'!A1"
