"""What is in sight on a sheet once its rows moved? The one invariant: nothing points past what is left.

ECMA-376 part 1, §18.3.1.87 (sheetView), §18.3.1.66 (pane), §18.3.1.78 (selection).
"""

from xltools.model.cell_address import address
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.reshaping.located_xml import Element, LocatedXml
from xltools.workbook.reshaping.reference_shift import moved_reference
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.splicing.cell_addresses import parse_cell


def move_view(part: LocatedXml, element: Element, shift: RowShift) -> None:
    """Move what a view or a pane shows first, and how many rows are frozen above it.

    Raises:
        NotAWorkbookError: The frozen rows are no number.
    """
    top = parse_cell(element.attributes.get("topLeftCell", ""))
    if top is not None:
        part.set_attribute(element, "topLeftCell", address(shift.nearest(top[0]), top[1]))
    pane = element.first("pane")
    if pane is None or not pane.attributes.get("state", "").startswith("frozen"):
        return
    first, frozen = (1 if top is None else top[0]), whole_number(pane.attributes.get("ySplit", "0").partition(".")[0])
    if frozen:
        part.set_attribute(pane, "ySplit", str(shift.nearest(first + frozen) - shift.nearest(first)))


def move_selection(part: LocatedXml, element: Element, shift: RowShift) -> None:
    """Move the cursor and what is selected; where any of that is removed, only the cursor is left."""
    place = parse_cell(element.attributes.get("activeCell", "A1")) or (1, 1)
    cursor = address(shift.nearest(place[0]), place[1])
    areas = [moved_reference(area, shift) for area in element.attributes.get("sqref", "A1").split()]
    is_whole = all(areas) and shift.moved(place[0]) is not None
    wanted = {"activeCell": cursor, "sqref": " ".join(areas) if is_whole else cursor}
    if not is_whole:
        wanted["activeCellId"] = "0"
    for name, value in wanted.items():
        if name in element.attributes:
            part.set_attribute(element, name, value)
