"""Which pages have to be written into this workbook, and which must not be?

Invariant: what people made themselves is never written over, and a page that shows its values already is left alone.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from xltools.model.generated_page import GeneratedPage
from xltools.workbook.generated.page_contents import PageContents
from xltools.workbook.generated.page_layout import PageGrid, page_grid
from xltools.workbook.packaging.package import Package, Sheet

# What counts on the very cells or elements that are replaced; charts, pictures and comments stay as they are.
_BOUND_TO_CELLS = frozenset(
    {"table", "tableSingleCells", "pivotTable", "queryTable", "slicer", "timeline", "control", "ctrlProp", "oleObject"}
)


class Obstacle(StrEnum):
    """Why a page can't be written."""

    OCCUPIED = "occupied"  # somebody's own sheet has that name
    OBJECTS = "objects"  # a table, a pivot table or a control stands on the sheet
    LOCKED = "locked"  # the sheet is missing, and the workbook's structure is protected


class BlockedPage(NamedTuple):
    """A page that can't be written, and why."""

    title: str
    obstacle: Obstacle


def pages_to_write(package: Package, pages: Iterable[GeneratedPage]) -> tuple[GeneratedPage, ...]:
    """The pages whose values the workbook does not show yet, as far as they can be written.

    Raises:
        UnreadableWorkbookError: A part that is needed cannot be read safely.
        PatchRefusedError: The rows of such a sheet cannot be told apart.
    """
    wanted = []
    for page in pages:
        standing = _standing(package, page.title)
        if standing.obstacle is None and not (standing.contents and standing.contents.shows(page_grid(page))):
            wanted.append(page)
    return tuple(wanted)


def blocked_pages(package: Package, pages: Iterable[GeneratedPage]) -> tuple[BlockedPage, ...]:
    """The pages that can't be written, for somebody to be told.

    Raises:
        UnreadableWorkbookError, PatchRefusedError: As for `pages_to_write`.
    """
    found = ((page.title, obstacle(package, page.title)) for page in pages)
    return tuple(BlockedPage(title, why) for title, why in found if why is not None)


def obstacle(package: Package, title: str) -> Obstacle | None:
    """What keeps a page from being written under that name, if anything does."""
    return _standing(package, title).obstacle


class _Standing(NamedTuple):
    """What a workbook has under a page's name.

    Attributes:
        obstacle: What keeps the page from being written.
        contents: The cells of our own sheet.
    """

    obstacle: Obstacle | None
    contents: PageContents | None = None


def _standing(package: Package, title: str) -> _Standing:
    sheet = named_sheet(package, title)
    if sheet is None:
        return _Standing(Obstacle.LOCKED if package.structure_is_locked else None)
    if sheet.kind != "worksheet" or not package.has_part(sheet.part):
        return _Standing(Obstacle.OCCUPIED)
    contents = PageContents(package, sheet)
    if not contents.is_ours:
        return _Standing(Obstacle.OCCUPIED)
    if any(arrow.kind in _BOUND_TO_CELLS for arrow in package.relationships(sheet.part)):
        return _Standing(Obstacle.OBJECTS)
    return _Standing(None, contents)


def shows_page(package: Package, title: str, grid: PageGrid) -> bool:
    """Whether the workbook shows a page's values already, the line under the heading apart."""
    sheet = named_sheet(package, title)
    return sheet is not None and PageContents(package, sheet).shows(grid)


def named_sheet(package: Package, title: str) -> Sheet | None:
    """The sheet of that name, which programs compare without case."""
    return next((sheet for sheet in package.sheets if sheet.name.casefold() == title.casefold()), None)
