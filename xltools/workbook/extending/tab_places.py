"""Where among the tabs does a new sheet go? Where the template has it, if that misleads nobody; else behind the others.

Invariant: in a workbook that is not of our making, or has macros, no tab of somebody's gets another number.
"""

from collections.abc import Iterator, Sequence

from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.layout import TEMPLATE_PROPERTY
from xltools.workbook.packaging.package import Package
from xltools.workbook.template.navigation import tab_order


def places_of_tabs(
    package: Package, definition: RegisterDefinition, missing: Sequence[str]
) -> Iterator[tuple[str, str | None]]:
    """Each missing tab, in the order of the template, with the tab that it goes before; None for the end.

    Args:
        package: The workbook.
        definition: What it should be.
        missing: The tabs that it lacks.
    """
    tabs = [sheet.name for sheet in package.sheets]
    order = tab_order(definition)
    is_ours = TEMPLATE_PROPERTY in package.custom_properties() and not _has_macros(package)
    for tab in missing:
        yield tab, _before(tab, tabs, order) if is_ours else None


def _before(tab: str, tabs: Sequence[str], order: Sequence[str]) -> str | None:
    """The tab behind the nearest one that the template has before it; where there is none, the nearest one after it."""
    place = order.index(tab)
    for earlier in reversed(order[:place]):
        if earlier in tabs:
            behind = tabs.index(earlier) + 1
            return tabs[behind] if behind < len(tabs) else None
    return next((later for later in order[place:] if later in tabs), None)


def _has_macros(package: Package) -> bool:
    """Macros often count sheets by their place."""
    return any(arrow.kind == "vbaProject" for arrow in package.relationships(package.workbook_part))
