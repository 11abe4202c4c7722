"""How do pages get into a package? Each replaces its whole worksheet part, or comes as a new sheet behind the others.

Invariant: nothing but these parts changes, the parts that name a new sheet, and the styles where a look is new.
"""

from collections.abc import Iterable, Mapping

from xltools.errors import PatchRefusedError
from xltools.model.generated_page import GeneratedPage
from xltools.workbook.generated.kept_features import KeptFeatures, kept_features
from xltools.workbook.generated.page_contents import PageContents, Place
from xltools.workbook.generated.page_layout import FIRST_HEAD_ROW, page_grid
from xltools.workbook.generated.page_looks import ALL_ROLES, look_of
from xltools.workbook.generated.page_styles import PageStyles
from xltools.workbook.generated.page_survey import Obstacle, named_sheet, obstacle, shows_page
from xltools.workbook.generated.page_xml import SheetDialect, dialect_of, has_fixed_heads, page_xml
from xltools.workbook.generated.sheet_adding import SHEET_CONTENT_TYPE, free_sheet_part, wired, with_sheet
from xltools.workbook.packaging.package import CONTENT_TYPES, Package, relationship_part
from xltools.workbook.splicing.formula_cells import formula_cells
from xltools.workbook.splicing.package_wiring import with_override
from xltools.workbook.splicing.sheet_xml import SheetXml

_REFUSALS = {
    Obstacle.OCCUPIED: ("a sheet that is not ours has this name", "Rename that sheet"),
    Obstacle.OBJECTS: ("a table, pivot table or control stands on the sheet", "Delete the sheet; it is made anew"),
    Obstacle.LOCKED: ("the sheet is missing and the workbook's structure is protected", "Remove that protection"),
}


class PageWriter:
    """The pages of one patch."""

    def __init__(self, package: Package, pages: Iterable[GeneratedPage]) -> None:
        """Nothing is written yet.

        Raises:
            PatchRefusedError: A page must not be written into this workbook.
        """
        self._package = package
        self._pages = {page.title: page for page in pages}
        for title in self._pages:
            if (why := obstacle(package, title)) is not None:
                raise PatchRefusedError(title, *_REFUSALS[why])
        self._old = {title: sheet for title in self._pages if (sheet := named_sheet(package, title)) is not None}
        self._grids = {title: page_grid(page) for title, page in self._pages.items()}

    def __bool__(self) -> bool:
        """Whether there is any page."""
        return bool(self._pages)

    @property
    def replaced(self) -> frozenset[str]:
        """The names of the sheets whose parts are replaced."""
        return frozenset(sheet.name for sheet in self._old.values())

    def changed_cells(self) -> dict[str, set[Place]]:
        """By sheet: the cells, before and after, from which people's formulas elsewhere may have taken a value."""
        return {
            sheet.name: {(cell.row, cell.column) for cell in self._grids[title].cells}
            | PageContents(self._package, sheet).places
            for title, sheet in self._old.items()
        }

    def had_formulas(self) -> bool:
        """Whether somebody put a formula on a sheet that is replaced."""
        old = self._old.values()
        return any(formula_cells(SheetXml(sheet.name, self._package.part(sheet.part))) for sheet in old)

    def parts(self, changed: Mapping[str, bytes], styles_part: str) -> dict[str, bytes]:
        """The parts that the pages change.

        Args:
            changed: Parts that the patch has changed already.
            styles_part: The styles, which know the format of moments.

        Raises:
            PatchRefusedError: One of them is spelled in a way that cannot be extended safely.
        """
        parts = dict(changed)
        dialect = dialect_of(self._package)
        styles = PageStyles(self._current(parts, styles_part))
        formats = {role: styles.index(look_of(role)) for role in ALL_ROLES}
        for title, page in self._pages.items():
            sheet = self._old.get(title)
            part = sheet.part if sheet else self._added(parts, title, dialect)
            kept = kept_features(self._package, sheet) if sheet else KeptFeatures()
            parts[part] = page_xml(page, self._grids[title], formats, dialect, kept)
        if (text := styles.changed()) is not None:
            parts[styles_part] = text
        return parts

    def verify(self, package: Package) -> None:
        """Read the pages back from the package that was built.

        Raises:
            PatchRefusedError: One of them does not show what it should.
        """
        for title, grid in self._grids.items():
            if not shows_page(package, title, grid):
                raise PatchRefusedError(
                    title, "the new sheet did not pass its own check", "Nothing was written; report it"
                )

    def _added(self, parts: dict[str, bytes], title: str, dialect: SheetDialect) -> str:
        """Make room for a new sheet; gives the name of its part."""
        workbook = self._package.workbook_part
        wires = relationship_part(workbook)
        part = free_sheet_part(self._package, parts)
        parts[wires], identity = wired(self._current(parts, wires), f"/{part}")
        repeated = f"${FIRST_HEAD_ROW}:${FIRST_HEAD_ROW}" if has_fixed_heads(title) else ""
        parts[workbook] = with_sheet(self._current(parts, workbook), title, identity, dialect.office, repeated)
        parts[CONTENT_TYPES] = with_override(self._current(parts, CONTENT_TYPES), part, SHEET_CONTENT_TYPE)
        return part

    def _current(self, parts: Mapping[str, bytes], name: str) -> bytes:
        return parts.get(name) or self._package.part(name)
