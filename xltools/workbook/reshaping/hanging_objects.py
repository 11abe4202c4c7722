"""What becomes of what hangs on the cells of a sheet: pictures, charts, comments, tables, controls, pivot tables?

Invariant: comments and pictures whose rows are all removed go with them; anything else drawn there keeps its size.
ECMA-376 part 1, §20.5 (drawings), §18.7 (comments), §18.5 (tables), §18.10 (pivot tables); VML is ECMA-376 part 4.
"""

import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.safe_xml import as_utf8, utf16_codec, whole_number
from xltools.workbook.reshaping.anchors import AnchorRows, anchor_rows, move_anchor
from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.reshaping.reference_shift import ReferenceShift, moved_reference
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.cell_addresses import parse_area
from xltools.workbook.splicing.cell_text import without_entities

_SHAPE = re.compile(rb"<v:shape\s(?:(?!</v:shape>).)*</v:shape>\s*", re.DOTALL)
_NOTE_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(?=\s*</x:Row>)")
_CORNERS = re.compile(rb"(<x:Anchor>)([^<]*)(?=</x:Anchor>)")
_VML_FORMULA = re.compile(rb"(<x:(?:FmlaLink|FmlaRange|FmlaTxbx|FmlaGroup)>)([^<]*)(?=</x:)")
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})
_CONTROL_FORMULAS = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")

Mover = Callable[[bytes, str, str, ReferenceShift], bytes | None]


def moved_drawing(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """A drawing whose anchors follow their rows; ``None`` if nothing changes.

    Args:
        text: The part.
        part: Its name.
        sheet: The sheet that it is drawn on.
        references: How rows move.

    Raises:
        PatchRefusedError: A shape shows a cell that is removed.
        UnreadableWorkbookError: The part cannot be read.
    """
    drawing, shift = LocatedXml(text, part), references.of_sheet(sheet)
    for element in drawing.root.all_below():
        if element.name in _ANCHORS and not shift.is_still:
            rows = anchor_rows(element)
            if rows is not None and element.first("pic") is not None and rows.is_gone(shift):
                drawing.remove(element)
            else:
                move_anchor(drawing, element, shift)
        if element.attributes.get("textlink"):
            new = references.formula(element.attributes["textlink"], sheet, f"a shape on {sheet}")
            drawing.set_attribute(element, "textlink", new)
    return drawing.changed()


def moved_comments(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """Comments, threaded or not, that follow their cells; arguments and errors as for `moved_drawing`."""
    comments, shift = LocatedXml(text, part), references.of_sheet(sheet)
    for element in comments.root.all_below():
        if element.name in {"comment", "threadedComment"}:
            new = moved_reference(element.attributes.get("ref", ""), shift)
            if new:
                comments.set_attribute(element, "ref", new)
            else:
                comments.remove(element)
    return comments.changed()


def moved_mapped_cells(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """Cells that are bound to an XML map; arguments as for `moved_drawing`.

    Raises:
        PatchRefusedError: One of them is removed.
        UnreadableWorkbookError: The part cannot be read.
    """
    mapped, shift = LocatedXml(text, part), references.of_sheet(sheet)
    for element in mapped.root.children:
        place = element.attributes.get("r", "")
        new = moved_reference(place, shift)
        if place and not new:
            raise PatchRefusedError(f"{sheet}!{place}", "the cell is bound to an XML map", "Remove the map in Excel")
        if place:
            mapped.set_attribute(element, "r", new)
    return mapped.changed()


def moved_vml(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """The boxes of comments and controls, which are drawn in VML; as it is no sound XML, it is not parsed as such."""
    codec, shift = utf16_codec(text), references.of_sheet(sheet)

    def shape(match: re.Match[bytes]) -> bytes:
        row = _NOTE_ROW.search(match[0])
        if row is not None and shift.moved(int(row[2]) + 1) is None:
            return b""
        new = _NOTE_ROW.sub(lambda found: found[1] + b"%d" % (shift.nearest(int(found[2]) + 1) - 1), match[0])
        return _CORNERS.sub(lambda found: found[1] + _moved_corners(found[2], shift), new)

    def formula(match: re.Match[bytes]) -> bytes:
        text = without_entities(match[2].decode())
        new = references.formula(text, sheet, f"a control on {sheet}")
        return match[0] if new == text else match[1] + escape(new).encode()

    body = as_utf8(text)
    new = _VML_FORMULA.sub(formula, body if shift.is_still else _SHAPE.sub(shape, body))
    if new == body:
        return None
    return new.decode().encode(codec) if codec else new


def moved_control(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """The properties of a form control; arguments and errors as for `moved_drawing`."""
    control = LocatedXml(text, part)
    for name in _CONTROL_FORMULAS:
        if name in control.root.attributes:
            new = references.formula(control.root.attributes[name], sheet, f"a control on {sheet}")
            control.set_attribute(control.root, name, new)
    return control.changed()


def moved_table(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """A table; arguments as for `moved_drawing`.

    Raises:
        PatchRefusedError: Its heads, its totals or all of its rows are removed, or what its formulas refer to.
        UnreadableWorkbookError: The part cannot be read.
    """
    table, shift = LocatedXml(text, part), references.of_sheet(sheet)
    root = table.root
    area = parse_area(root.attributes.get("ref", ""))
    name = root.attributes.get("displayName", part)
    if area is None:
        raise PatchRefusedError(f"the table {name}", "its extent cannot be told", "Save the workbook anew in Excel")
    heads = whole_number(root.attributes.get("headerRowCount", "1"))
    totals = whole_number(root.attributes.get("totalsRowCount", "0"))
    first = area.top + heads
    moved = shift.span(first, area.bottom - totals)
    kept = [*range(area.top, first), *range(area.bottom - totals + 1, area.bottom + 1)]
    if moved is None or any(shift.moved(row) is None for row in kept):
        raise PatchRefusedError(
            f"the table {name}", "its heads, its totals or all of its rows would be removed", "Turn it into a range"
        )
    for element in (root, *root.all_below()):
        if element.name in {"table", "autoFilter", "sortState", "sortCondition"} and "ref" in element.attributes:
            new = moved_reference(element.attributes["ref"], shift)
            if new:
                table.set_attribute(element, "ref", new)
            else:
                table.remove(element)
        elif element.name in {"calculatedColumnFormula", "totalsRowFormula"}:
            where = f"the table {name}"
            table.set_text(element, references.rule(element.text, sheet, moved[0] - first, where))
    return table.changed()


def moved_pivot_table(text: bytes, part: str, sheet: str, references: ReferenceShift) -> bytes | None:
    """A pivot table goes where its rows go; arguments as for `moved_drawing`.

    Raises:
        PatchRefusedError: Some of its rows are removed, or others put in between.
        UnreadableWorkbookError: The part cannot be read.
    """
    pivot, shift = LocatedXml(text, part), references.of_sheet(sheet)
    location = pivot.root.first("location")
    area = None if location is None else parse_area(location.attributes.get("ref", ""))
    if location is None or area is None:
        return None
    moved = shift.area(area)
    if moved is None or moved.cell_count() != area.cell_count():
        raise PatchRefusedError(f"the pivot table on {sheet}", "its rows would be torn", "Move it to another sheet")
    pivot.set_attribute(location, "ref", moved_reference(location.attributes["ref"], shift))
    return pivot.changed()


MOVERS: Mapping[str, Mover] = {
    "drawing": moved_drawing,
    "comments": moved_comments,
    "threadedComment": moved_comments,
    "tableSingleCells": moved_mapped_cells,
    "vmlDrawing": moved_vml,
    "ctrlProp": moved_control,
    "table": moved_table,
    "pivotTable": moved_pivot_table,
}


def moved_chart(text: bytes, part: str, references: ReferenceShift) -> bytes | None:
    """A chart whose series follow the cells they show; it stands on no sheet, so its references name theirs.

    Raises:
        PatchRefusedError: All cells of a series are removed.
        UnreadableWorkbookError: The part cannot be read.
    """
    chart = LocatedXml(text, part)
    for element in _formula_elements(chart.root):
        chart.set_text(element, references.formula(element.text, "", f"a chart ({part})"))
    return chart.changed()


def _formula_elements(root: Element) -> list[Element]:
    return [element for element in root.all_below() if element.name == "f" and not element.children]


def _moved_corners(text: bytes, shift: RowShift) -> bytes:
    """``left, offset, top, offset, right, offset, bottom, offset``, rows from 0."""
    fields = text.split(b",")
    if len(fields) != 8 or not (fields[2].strip().isdigit() and fields[6].strip().isdigit()):
        return text
    moved = AnchorRows(int(fields[2]), int(fields[6])).moved(shift)
    for place, row in zip((2, 6), moved, strict=True):
        blank = fields[place][: len(fields[place]) - len(fields[place].lstrip())]
        fields[place] = blank + b"%d" % row
    return b",".join(fields)
