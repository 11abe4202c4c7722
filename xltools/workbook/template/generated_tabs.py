"""Which tabs does each refresh write anew, and what stands on them until the first one?

Invariant: a register that keeps no states has no list of work, for nobody could say which of its cases are open; one
without templates has no notices to customers.
"""

from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.generated_page import GeneratedPage
from xltools.model.notice_template import TEMPLATES_SHEET
from xltools.model.register_definition import RegisterDefinition

_GENERATED = (Tab.OVERVIEW, Tab.TODO, Tab.NOTICES)


def generated_tabs(definition: RegisterDefinition) -> tuple[str, ...]:
    """The generated tabs of a register, in order; a name that the definition uses itself is left to it."""
    own = {sheet.title for sheet in definition.sheets}
    has_notices = definition.sheet(TEMPLATES_SHEET) is not None
    return tuple(
        tab.said
        for tab in _GENERATED
        if tab.said not in own and (has_notices if tab is Tab.NOTICES else bool(definition.states))
    )


def generated_purposes() -> dict[str, str]:
    """What stands on each generated tab, in a sentence for the guide."""
    return {tab.said: text(f"pages.purposes.{tab.value}") for tab in _GENERATED}


def empty_pages(definition: RegisterDefinition) -> tuple[GeneratedPage, ...]:
    """What stands on the generated tabs of a new register."""
    not_yet, gap = text("pages.not_yet"), text("template.gap")
    return tuple(
        GeneratedPage(tab, f"{tab}{gap}{definition.title}", not_yet, tables=()) for tab in generated_tabs(definition)
    )
