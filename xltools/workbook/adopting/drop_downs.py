"""Which drop-downs has a sheet, and what may be chosen there? Its data validations, their sources followed.

Invariant: values are those that a clerk is shown; a source that is reckoned (INDIRECT) has none that could be told.
ECMA-376 part 1, §18.3.1.32 (dataValidation); newer ones stand in the extension list, x14.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from xltools.model.cell_edit import ReadValue
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import children, descendants, local_name
from xltools.workbook.splicing.cell_addresses import Area, parse_area
from xltools.workbook.typed_values import text_of

_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!\s]+))!)?(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)"
)
_NAME = re.compile(r"[^\W\d][\w.]*")
_MOST_VALUES = 500


class DropDown(NamedTuple):
    """One drop-down.

    Attributes:
        areas: Where it is offered.
        values: What may be chosen; empty where that is reckoned.
    """

    areas: tuple[Area, ...]
    values: tuple[str, ...]

    def is_offered(self, column: int, first_row: int, last_row: int) -> bool:
        """Whether it is offered in that column in at least half of those rows."""
        rows = sum(
            max(0, min(area.bottom, last_row) - max(area.top, first_row) + 1)
            for area in self.areas
            if area.left <= column <= area.right
        )
        return rows * 2 >= last_row - first_row + 1


def drop_downs(package: Package, cells: WorkbookCells, sheet: Sheet, skeleton: Element) -> tuple[DropDown, ...]:
    """The drop-downs of one sheet.

    Args:
        package: The workbook.
        cells: Its cells, for sources on any sheet.
        sheet: The sheet.
        skeleton: Its part without the rows.
    """
    sources = _Sources(package, cells, sheet.name)
    found = []
    for element in descendants(skeleton, "dataValidation"):
        if element.get("type") != "list":
            continue
        areas = tuple(area for text in _places(element).split() if (area := parse_area(text)) is not None)
        if areas:
            found.append(DropDown(areas, sources.values(_formula(element))))
    return tuple(found)


def _places(element: Element) -> str:
    return element.get("sqref") or "".join(
        "".join(child.itertext()) for child in element if local_name(child.tag) == "sqref"
    )


def _formula(element: Element) -> str:
    return "".join("".join(child.itertext()) for child in children(element, "formula1")).strip()


class _Sources:
    """Follows what a drop-down names as its source."""

    def __init__(self, package: Package, cells: WorkbookCells, title: str) -> None:
        self._cells, self._title = cells, title
        self._rows: dict[str, Sequence[Sequence[ReadValue]]] = {}
        self._followed: dict[str, tuple[str, ...]] = {}
        self._names = {
            element.get("name", "").casefold(): "".join(element.itertext()).strip()
            for group in children(package.xml(package.workbook_part), "definedNames")
            for element in children(group, "definedName")
        }

    def values(self, formula: str) -> tuple[str, ...]:
        """The values, each once, in their order; a sheet may have thousands of drop-downs with one source."""
        if formula not in self._followed:
            self._followed[formula] = self._read(formula)
        return self._followed[formula]

    def _read(self, formula: str) -> tuple[str, ...]:
        if formula.startswith('"') and formula.endswith('"'):
            parts = formula[1:-1].replace('""', '"').split(",")
            return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if _NAME.fullmatch(formula) and formula.casefold() in self._names:
            formula = self._names[formula.casefold()]
        reference = _REFERENCE.fullmatch(formula.removeprefix("="))
        area = parse_area(reference[3]) if reference else None
        if reference is None or area is None:
            return ()
        title = (reference[1] or "").replace("''", "'") or reference[2] or self._title
        return tuple(dict.fromkeys(self._listed(title, area)))

    def _listed(self, title: str, area: Area) -> Iterator[str]:
        if title not in self._cells.titles:
            return
        if title not in self._rows:
            self._rows[title] = self._cells.sheet(title).rows
        for row in self._rows[title][area.top - 1 : min(area.bottom, area.top + _MOST_VALUES)]:
            for cell in row[area.left - 1 : area.right]:
                if (value := text_of(cell)) is not None:
                    yield value
