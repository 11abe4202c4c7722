"""How does the part of a sheet read once it has new columns? Widths, empty heads, rules, filters that reach further.

Invariant: no cell that was there changes its value, and nothing right of the new columns moves. ECMA-376 part 1,
§18.3.1.17 (cols), §18.3.1.2 (autoFilter), §18.3.1.35 (dimension).
"""

from collections.abc import Mapping
from typing import NamedTuple

from xltools.workbook.extending.blank_cells import blank_cells
from xltools.workbook.extending.column_looks import ColumnLooks, column_looks
from xltools.workbook.extending.column_places import ColumnPlace
from xltools.workbook.extending.column_rules import RuleMover
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.moved_formulas import MovedFormulas
from xltools.workbook.extending.ordered_xml import WORKSHEET, OrderedXml
from xltools.workbook.extending.template_parts import TemplateSheet
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.reshaping.located_xml import Element
from xltools.workbook.reshaping.reference_shift import spelled_area
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, Area, parse_area
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice, spliced
from xltools.workbook.splicing.written_attributes import written_attributes


class Donors(NamedTuple):
    """What new columns are made from.

    Attributes:
        template: The template's sheet.
        styles: Takes over looks.
        formulas: Knows where all columns are once these are there.
    """

    template: TemplateSheet
    styles: MergedStyles
    formulas: MovedFormulas


def with_columns(xml: SheetXml, standing: StandingSheet, place: ColumnPlace, donors: Donors) -> bytes:
    """The part of a sheet with the columns that it lacks; their heads are empty still.

    Raises:
        PatchRefusedError: Its rows or cells contradict each other.
        UnreadableWorkbookError: It cannot be read.
    """
    looks = column_looks(xml, standing, place, donors.template, donors.styles)
    rest = OrderedXml(xml.body[: xml.data_start] + xml.body[xml.data_end :], xml.name, WORKSHEET, recoded=True)
    _widen_dimension(rest, standing, place)
    _put_columns(rest, _new_columns(standing, place, donors.template, looks))
    _widen_filter(rest, standing, place)
    _put_rules(rest, standing, place, donors)
    gap = xml.data_end - xml.data_start
    around = [each if each.start <= xml.data_start else _moved(each, gap) for each in rest.splices]
    body, _ = spliced(xml.body, sorted([*around, *_cells(xml, standing, looks)], key=lambda each: each.start))
    return xml.encoded(body)


def _moved(splice: Splice, gap: int) -> Splice:
    return splice._replace(start=splice.start + gap, end=splice.end + gap)


def _cells(xml: SheetXml, standing: StandingSheet, looks: ColumnLooks) -> list[Splice]:
    found: list[Splice] = []
    for row, formats in looks.cells.items():
        found += blank_cells(xml, row, formats, restyle=row >= standing.head_row)
    if looks.body is not None:
        for row in xml.rows[0]:
            if standing.head_row < row <= standing.last_row:
                found += blank_cells(xml, row, looks.body, restyle=False)
    return found


def _widen_dimension(rest: OrderedXml, standing: StandingSheet, place: ColumnPlace) -> None:
    element = rest.root.first("dimension")
    area = parse_area(element.attributes.get("ref", "")) if element else None
    if element is None or area is None:
        return
    bottom, right = max(area.bottom, standing.head_row), max(area.right, place.last)
    rest.set(element, ref=spelled_area(area._replace(bottom=bottom, right=right), True))


def _new_columns(
    standing: StandingSheet, place: ColumnPlace, template: TemplateSheet, looks: ColumnLooks
) -> dict[int, dict[str, str]]:
    marks = {place.first + offset: dict(template.column(new.place)) for offset, new in enumerate(standing.missing)}
    return {column: {**found, "style": str(looks.columns[column])} for column, found in marks.items()}


def _put_columns(rest: OrderedXml, new: Mapping[int, Mapping[str, str]]) -> None:
    """Cut the new columns out of what is said of ranges of columns, and say of each what holds for it."""
    group = rest.root.first("cols")
    kept = [piece for element in rest.children("cols", "col") for piece in _pieces(rest, element, min(new), max(new))]
    kept += [(column, _column(rest, column, column, marks)) for column, marks in new.items()]
    whole = f"<{rest.prefix}cols>{''.join(text for _, text in sorted(kept))}</{rest.prefix}cols>"
    if group is None:
        rest.insert("cols", whole)
    else:
        rest.replace(group, whole)


def _pieces(rest: OrderedXml, element: Element, first: int, last: int) -> list[tuple[int, str]]:
    start, end = (whole_number(element.attributes.get(name, "")) for name in ("min", "max"))
    end = min(end, MAX_COLUMN)
    if end < first or start > last:
        return [(start, rest.raw(element))]
    sides = ((start, min(end, first - 1)), (max(start, last + 1), end))
    return [(left, _column(rest, left, right, element.attributes)) for left, right in sides if left <= right]


def _column(rest: OrderedXml, first: int, last: int, marks: Mapping[str, str]) -> str:
    said = {**marks, "min": str(first), "max": str(last)}
    return f"<{rest.prefix}col{written_attributes(said.items())}/>"


def _widen_filter(rest: OrderedXml, standing: StandingSheet, place: ColumnPlace) -> None:
    element = rest.root.first("autoFilter")
    area = widened(parse_area(element.attributes.get("ref", "")) if element else None, standing.head_row, place)
    if element is not None and area is not None:
        rest.set(element, ref=spelled_area(area, True))


def widened(area: Area | None, head_row: int, place: ColumnPlace) -> Area | None:
    """An area that holds the heads and ends with their last column, over the new ones; None where that is not so."""
    if area is None or not area.top <= head_row <= area.bottom:
        return None
    reaches = area.left <= place.neighbour <= area.right and not place.is_apart
    return area._replace(right=place.last) if reaches and area.right < place.last else None


def _put_rules(rest: OrderedXml, standing: StandingSheet, place: ColumnPlace, donors: Donors) -> None:
    standing_rules = [each for each in rest.root.all_below() if each.name == "cfRule"]
    priorities = [whole_number(each.attributes["priority"]) for each in standing_rules if "priority" in each.attributes]
    mover = RuleMover(standing, place, donors.formulas, donors.styles, rest.prefix, max([0, *priorities]) + 1)
    rules = mover.rules(donors.template)
    for highlight in rules.highlights:
        rest.insert("conditionalFormatting", highlight)
    rest.extend("dataValidations", rules.validations)
