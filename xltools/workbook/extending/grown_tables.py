"""How do an Excel table, a filter and a printed area reach over new columns? Else sorting would part rows from them.

Invariant: a table's columns are named as its heads are. ECMA-376 part 1, §18.5.1.2 (table), §18.5.1.3 (tableColumn).
"""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from xltools.errors import PatchRefusedError
from xltools.workbook.extending.column_places import ColumnPlace
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.extending.ordered_xml import TABLE, OrderedXml
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.reshaping.reference_shift import spelled_area
from xltools.workbook.splicing.cell_addresses import parse_area

_FILLED_FROM_ELSEWHERE = {"queryTable", "xml"}


def grown_tables(
    package: Package, sheet: Sheet, standing: StandingSheet, place: ColumnPlace
) -> Iterator[tuple[str, bytes]]:
    """The parts of the tables of a sheet that end where new columns begin, by name.

    Raises:
        PatchRefusedError: Such a table is filled by a query, or its heads are no heads.
    """
    for arrow in package.relationships(sheet.part):
        if arrow.kind != "table" or not package.has_part(arrow.target):
            continue
        part = OrderedXml(package.part(arrow.target), arrow.target, TABLE)
        root = part.root
        area = parse_area(root.attributes.get("ref", ""))
        if area is None or not any(area == table.area for table in place.tables):
            continue
        name = root.attributes.get("displayName", "")
        if root.attributes.get("tableType") in _FILLED_FROM_ELSEWHERE:
            raise PatchRefusedError(sheet.name, f"the table {name} is filled by a query", "Turn it into a plain range")
        if area.top != standing.head_row or root.attributes.get("headerRowCount", "1") != "1":
            raise PatchRefusedError(
                sheet.name, f"the heads of the table {name} are not those of the cases", "Turn it into a plain range"
            )
        part.set(root, ref=spelled_area(area._replace(right=place.last), True))
        _widen_filter(part, place)
        ids = [whole_number(each.attributes.get("id", "0")) for each in part.children("tableColumns", "tableColumn")]
        part.extend(
            "tableColumns",
            [
                f"<{part.prefix}tableColumn id={quoteattr(str(number))} name={quoteattr(_column_name(new.head))}/>"
                for number, new in enumerate(standing.missing, start=max([0, *ids]) + 1)
            ],
        )
        yield arrow.target, part.changed()


def _widen_filter(part: OrderedXml, place: ColumnPlace) -> None:
    element = part.root.first("autoFilter")
    area = parse_area(element.attributes.get("ref", "")) if element else None
    if element is not None and area is not None:
        part.set(element, ref=spelled_area(area._replace(right=place.last), True))


def _column_name(head: str) -> str:
    return head.replace("\n", "_x000a_")
