"""What becomes of all that stands around the rows of a sheet when they move? Merged areas, rules, links, breaks.

Invariant: what lies on rows that are all removed goes with them; everything else keeps its bytes but for row numbers.
ECMA-376 part 1, §18.3.1; the rules of Excel 2010 and later stand in ``extLst`` ([MS-XLSX] 2.3).
"""

from typing import NamedTuple

from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.reshaping.anchors import move_anchor
from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.reshaping.reference_shift import ReferenceShift, moved_reference, spelled_area
from xltools.workbook.reshaping.sheet_views import move_selection, move_view
from xltools.workbook.splicing.cell_addresses import parse_area
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import spliced

# An attribute that names an area, by element. Without that area the element goes; the dimension is told by the rows.
_AREAS = {
    "mergeCell": "ref",
    "hyperlink": "ref",
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "dataRef": "ref",
    "inputCells": "r",
    "cellWatch": "r",
}
# Elements that say of areas what holds there, in an attribute or a child ``sqref``.
_RULES = frozenset(
    {"conditionalFormatting", "dataValidation", "ignoredError", "protectedRange", "cellSmartTags", "sparkline"}
)
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
# What goes when its last child went; their ``count`` tells how many there are.
_GROUPS = frozenset(
    {
        "mergeCells",
        "dataValidations",
        "conditionalFormattings",
        "hyperlinks",
        "rowBreaks",
        "ignoredErrors",
        "protectedRanges",
        "cellWatches",
        "dataRefs",
        "sparklines",
        "sparklineGroups",
        "scenario",
        "scenarios",
        "ext",
        "extLst",
    }
)


class SheetEdges(NamedTuple):
    """A sheet part but for its rows, in UTF-8.

    Attributes:
        head: Up to and with the start tag of sheetData, which is not self-closed.
        tail: From its end tag on.
    """

    head: bytes
    tail: bytes


def moved_edges(sheet: SheetXml, references: ReferenceShift) -> SheetEdges:
    """What stands around the rows of a sheet, as it has to be once rows of this and other sheets moved.

    Args:
        sheet: The sheet as it is.
        references: How rows move.

    Raises:
        PatchRefusedError: A rule refers to what is removed.
        UnreadableWorkbookError: The part cannot be read.
    """
    body = sheet.body
    rest = LocatedXml(body[: sheet.data_start] + body[sheet.data_end :], sheet.name, recoded=True)
    _Edges(sheet.name, rest, references).move(rest.root)
    text, _ = spliced(rest.body, rest.splices)
    grown = len(text) - len(rest.body)
    behind = [splice for splice in rest.splices if splice.start >= sheet.data_start]
    cut = sheet.data_start + grown - sum(len(new) - (end - start) for start, end, new, *_ in behind)
    return _opened(sheet, text[:cut], text[cut:])


def standing_edges(sheet: SheetXml) -> SheetEdges:
    """What stands around the rows of a sheet as it is."""
    return _opened(sheet, sheet.body[: sheet.data_start], sheet.body[sheet.data_end :])


def _opened(sheet: SheetXml, head: bytes, tail: bytes) -> SheetEdges:
    if not sheet.self_closed:
        return SheetEdges(head, tail)
    start, end = sheet.sheet_data_tag
    name = sheet.prefix + b"sheetData>"
    return SheetEdges(head[: len(head) - (end - start)] + b"<" + name, b"</" + name + tail)


class _Edges:
    """Collects the changes of one sheet."""

    def __init__(self, name: str, part: LocatedXml, references: ReferenceShift) -> None:
        self._name, self._part, self._references = name, part, references
        self._shift = references.of_sheet(name)

    def move(self, element: Element) -> bool:
        """Move one element and all within; whether it stays."""
        if element.name in _RULES:
            return self._keep(element, self._move_rule(element))
        each = self._move_break if element.name == "rowBreaks" else self.move
        stay = [each(child) for child in element.children]
        if element.name == "sparklineGroup":  # its other children are colours
            lines = [stays for child, stays in zip(element.children, stay, strict=True) if child.name == "sparklines"]
            return self._keep(element, any(lines))
        if element.name in _GROUPS and stay:
            return self._keep(element, self._count(element, sum(stay)))
        return self._keep(element, self._shift.is_still or self._move_rows(element)) and self._follow(element)

    def _keep(self, element: Element, stays: bool) -> bool:
        if not stays:
            self._part.remove(element)
        return stays

    def _count(self, element: Element, left: int) -> bool:
        for name in ("count", "manualBreakCount"):
            if name in element.attributes and left < len(element.children):
                self._part.set_attribute(element, name, str(left))
        return left > 0

    def _move_rows(self, element: Element) -> bool:
        """Move what an element says of rows of this sheet; whether any of them is left."""
        if element.name in _AREAS and _AREAS[element.name] in element.attributes:
            return self._move_area(element, _AREAS[element.name])
        if element.name in {"sheetView", "customSheetView", "pane"}:
            move_view(self._part, element, self._shift)
        elif element.name == "selection":
            move_selection(self._part, element, self._shift)
        elif element.name == "anchor":
            move_anchor(self._part, element, self._shift)
        elif element.name == "dimension" and (area := parse_area(element.attributes.get("ref", ""))) is not None:
            top, bottom = self._shift.nearest(area.top), self._shift.nearest(area.bottom + 1) - 1
            used = area._replace(top=top, bottom=max(top, bottom))
            self._part.set_attribute(element, "ref", spelled_area(used, ":" in element.attributes["ref"]))
        return True

    def _move_area(self, element: Element, name: str) -> bool:
        new = moved_reference(element.attributes[name], self._shift)
        if new:
            self._part.set_attribute(element, name, new)
        area = parse_area(new)
        # A merged area of one cell is an error to Excel.
        return bool(new) and not (element.name == "mergeCell" and area is not None and area.cell_count() == 1)

    def _move_break(self, element: Element) -> bool:
        """A break goes with the row below it, which its id counts from 0."""
        moved = self._shift.moved(whole_number(element.attributes.get("id", "0")) + 1)
        if moved is not None:
            self._part.set_attribute(element, "id", str(moved - 1))
        return self._keep(element, moved is not None)

    def _move_rule(self, element: Element) -> bool:
        """Move a rule's areas, and its formulas as seen from the first row that is left of them."""
        child = element.first("sqref")
        text = element.attributes.get("sqref", "") if child is None else child.text
        new = self._references.area_list(text, self._shift)
        if not new:
            return not text
        if child is not None:
            self._part.set_text(child, new)
        elif text:
            self._part.set_attribute(element, "sqref", new)
        before, after = _rows(text), _rows(new)
        for each in element.all_below():
            if each.name in _FORMULAS and not each.children:
                self._part.set_text(each, self._moved_formula(each.text, text, before, after))
            elif each.name == "cfvo" and "val" in each.attributes:
                moved = self._moved_formula(each.attributes["val"], text, before, after)
                self._part.set_attribute(each, "val", moved)
        return True

    def _moved_formula(self, formula: str, areas: str, before: tuple[int, int], after: tuple[int, int]) -> str:
        where = f"{self._name}!{areas.partition(' ')[0]}"
        if before[0] == before[1]:
            return self._references.formula(formula, self._name, where)
        return self._references.rule(formula, self._name, after[0] - before[0], where)

    def _follow(self, element: Element) -> bool:
        """Let what refers to cells of any sheet follow; a link to a removed row goes."""
        location = element.attributes.get("location", "") if element.name == "hyperlink" else ""
        if "!" in location and "id" not in element.attributes:
            sheet, _, place = location.rpartition("!")
            name = sheet.removeprefix("#").removeprefix("'").removesuffix("'").replace("''", "'")
            moved = moved_reference(place, self._references.of_sheet(name))
            if not moved:
                return self._keep(element, False)
            self._part.set_attribute(element, "location", f"{sheet}!{moved}")
        for name in ("linkedCell", "listFillRange"):
            if name in element.attributes:
                new = self._references.formula(element.attributes[name], self._name)
                self._part.set_attribute(element, name, new)
        if element.name == "f" and not element.children:
            self._part.set_text(element, self._references.formula(element.text, self._name))
        return True


def _rows(areas: str) -> tuple[int, int]:
    """The first and the last row of a list of areas."""
    found = [area for area in map(parse_area, areas.split()) if area is not None]
    return min((area.top for area in found), default=1), max((area.bottom for area in found), default=1)
