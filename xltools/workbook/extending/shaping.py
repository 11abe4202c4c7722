"""How does a workbook come to have the sheets and columns that it lacks, empty as they are? In one new package.

Invariant: the parts that change are the sheets that get columns, their tables, the styles, and the parts that tell what
there is; every other member keeps its compressed bytes.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import column_letters
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.column_places import ColumnPlace, column_place
from xltools.workbook.extending.grown_tables import grown_tables
from xltools.workbook.extending.lacking import Lacking
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.moved_formulas import MovedFormulas, SheetPlaces
from xltools.workbook.extending.new_columns import Donors, widened, with_columns
from xltools.workbook.extending.register_marks import with_marks
from xltools.workbook.extending.sheet_entries import Growth, NewSheet, with_sheets
from xltools.workbook.extending.tab_places import places_of_tabs
from xltools.workbook.extending.taken_sheets import SheetTaker
from xltools.workbook.extending.template_parts import TemplateParts
from xltools.workbook.generated.page_xml import dialect_of
from xltools.workbook.generated.sheet_adding import SHEET_CONTENT_TYPE, free_sheet_part, wired
from xltools.workbook.packaging.package import CONTENT_TYPES, Package, Sheet, relationship_part
from xltools.workbook.reshaping.reference_shift import spelled_area
from xltools.workbook.splicing.cell_addresses import MAX_ROW, parse_area
from xltools.workbook.splicing.package_wiring import with_override
from xltools.workbook.splicing.sheet_xml import SheetXml


class Shape(NamedTuple):
    """What has to change in a package.

    Attributes:
        parts: The parts that change or are new, by name.
        places: By tab, where the new columns of a sheet that was there are.
    """

    parts: Mapping[str, bytes]
    places: Mapping[str, ColumnPlace]


def shaped(
    package: Package, definition: RegisterDefinition, lack: Lacking, template: TemplateParts, marks: Mapping[str, str]
) -> Shape:
    """The parts of a package that lacks nothing but texts.

    Args:
        package: The workbook; it has cell formats.
        definition: What it should be.
        lack: What it lacks.
        template: What that is made from.
        marks: The properties that it gets.

    Raises:
        PatchRefusedError: Something cannot be added without risk to what is there; nothing was changed.
        UnreadableWorkbookError: A part cannot be read safely.
    """
    return _Shaping(package, definition, lack, template).shape(marks)


class _Shaping:
    """One package while it is being shaped."""

    def __init__(
        self, package: Package, definition: RegisterDefinition, lack: Lacking, template: TemplateParts
    ) -> None:
        self._package, self._definition, self._lack, self._template = package, definition, lack, template
        self._dialect = dialect_of(package)
        self._styles = MergedStyles(package, template.package)
        self._parts: dict[str, bytes] = {}

    def shape(self, marks: Mapping[str, str]) -> Shape:
        """Everything, each part once."""
        xmls, places = self._surveyed()
        formulas = MovedFormulas(self._sheet_places(places), self._package.date1904)
        for sheet, xml in xmls.items():
            standing, place = self._lack.standing[sheet.name], places[sheet.name]
            donors = Donors(self._template.sheet(sheet.name), self._styles, formulas)
            self._parts[sheet.part] = with_columns(xml, standing, place, donors)
            self._parts |= dict(grown_tables(self._package, sheet, standing, place))
        new = self._add_sheets(SheetTaker(self._template, self._styles, formulas, self._dialect))
        growths = {tab: self._growth(tab, place) for tab, place in places.items()}
        workbook = self._package.workbook_part
        self._change(workbook, with_sheets(self._package.part(workbook), new, self._dialect.office, growths))
        self._parts |= self._styles.changed()
        if marks:
            self._mark(marks)
        return Shape(self._parts, places)

    def _surveyed(self) -> tuple[dict[Sheet, SheetXml], dict[str, ColumnPlace]]:
        xmls: dict[Sheet, SheetXml] = {}
        places: dict[str, ColumnPlace] = {}
        for sheet in self._package.sheets:
            standing = self._lack.standing.get(sheet.name)
            if standing is not None and standing.missing:
                xmls[sheet] = SheetXml(sheet.name, self._package.part(sheet.part))
                places[sheet.name] = column_place(self._package, sheet, xmls[sheet], standing)
        return xmls, places

    def _sheet_places(self, places: Mapping[str, ColumnPlace]) -> dict[str, SheetPlaces]:
        found = {}
        for tab, standing in self._lack.standing.items():
            first = places[tab].first if tab in places else 0
            new = {column.place: first + offset for offset, column in enumerate(standing.missing)}
            found[tab] = SheetPlaces({**standing.columns, **new}, standing.head_row)
        return found

    def _growth(self, tab: str, place: ColumnPlace) -> Growth:
        head_row = self._lack.standing[tab].head_row

        def grown(text: str) -> str:
            first, _, last = text.partition(":")
            whole_columns = first.lstrip("$").isalpha()
            area = widened(parse_area(f"{first}1:{last}{MAX_ROW}" if whole_columns else text), head_row, place)
            if area is None:
                return text
            if whole_columns:
                return f"${column_letters(area.left)}:${column_letters(area.right)}"
            return re.sub("([A-Z]+)", r"$\1$", spelled_area(area))

        return grown

    def _add_sheets(self, taker: SheetTaker) -> list[NewSheet]:
        if not self._lack.sheets:
            return []
        if self._package.structure_is_locked:
            raise PatchRefusedError(
                "workbook",
                f"its structure is protected and it lacks the sheet {self._lack.sheets[0]}",
                "Remove that protection",
            )
        workbook = self._package.workbook_part
        wires, new = relationship_part(workbook), []
        for tab, before in places_of_tabs(self._package, self._definition, self._lack.sheets):
            part = free_sheet_part(self._package, self._parts)
            self._parts[part] = taker.part(tab)
            arrows, identity = wired(self._current(wires), f"/{part}")
            self._change(wires, arrows)
            self._change(CONTENT_TYPES, with_override(self._current(CONTENT_TYPES), part, SHEET_CONTENT_TYPE))
            new.append(NewSheet(tab, identity, before, self._template.names.get(tab, ())))
        return new

    def _mark(self, marks: Mapping[str, str]) -> None:
        parts = with_marks(self._package, marks, self._dialect.is_strict, self._current(CONTENT_TYPES))
        self._parts |= parts

    def _current(self, part: str) -> bytes:
        return self._parts.get(part) or self._package.part(part)

    def _change(self, part: str, text: bytes) -> None:
        """A part that reads as before is none that changes."""
        if text != self._current(part):
            self._parts[part] = text
