"""Which other parts of a package change when rows of some sheets move, and how do they read then?

Invariant: a part that refers to none of those rows keeps its very bytes.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from xltools.errors import PatchRefusedError
from xltools.workbook.packaging.package import Package, Sheet
from xltools.workbook.reshaping.hanging_objects import MOVERS, moved_chart
from xltools.workbook.reshaping.located_xml import LocatedXml
from xltools.workbook.reshaping.reference_shift import ReferenceShift, moved_reference
from xltools.workbook.reshaping.row_moving import moved_rows
from xltools.workbook.reshaping.sheet_edges import moved_edges, standing_edges
from xltools.workbook.splicing.sheet_xml import SheetXml

_CHARTS = frozenset({"chart", "chartEx"})
_SCRATCH_NAMES = frozenset({"_xlnm._FilterDatabase"})  # Excel's own; worked out again from the filter


def moved_parts(
    package: Package, references: ReferenceShift, changed: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """The parts that change besides the moved sheets' own, by name.

    Args:
        package: The workbook as it is.
        references: How the rows of its sheets move.
        changed: Parts that were changed already; they are taken as they are there.

    Raises:
        PatchRefusedError: Something refers to what is removed, or cannot follow.
        UnreadableWorkbookError: A part cannot be read.
    """
    known = changed or {}

    def text(part: str) -> bytes:
        return known.get(part) or package.part(part)

    found = chain(
        (
            (sheet.part, _other_sheet(sheet, text(sheet.part), references))
            for sheet in package.sheets
            if _is_other(package, sheet, references)
        ),
        (
            (part, MOVERS[kind](text(part), part, sheet.name, references))
            for sheet in package.sheets
            for kind, part in _hanging(package, sheet.part)
            if kind in MOVERS
        ),
        ((part, moved_chart(text(part), part, references)) for part in _charts(package)),
        (
            (part, _moved_source(text(part), part, references))
            for kind, part in _hanging(package, package.workbook_part)
            if kind == "pivotCacheDefinition"
        ),
        [(package.workbook_part, _moved_names(text(package.workbook_part), package.workbook_part, references))],
    )
    return {part: new for part, new in found if new is not None}


def _hanging(package: Package, part: str) -> Iterator[tuple[str, str]]:
    for arrow in package.relationships(part):
        if not arrow.external and package.has_part(arrow.target):
            yield arrow.kind, arrow.target


def _charts(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        for kind, drawing in _hanging(package, sheet.part):
            if kind == "drawing":
                yield from (part for kind, part in _hanging(package, drawing) if kind in _CHARTS)


def _is_other(package: Package, sheet: Sheet, references: ReferenceShift) -> bool:
    """Whether it is a sheet whose own rows stay."""
    return sheet.kind == "worksheet" and package.has_part(sheet.part) and references.of_sheet(sheet.name).is_still


def _other_sheet(sheet: Sheet, text: bytes, references: ReferenceShift) -> bytes | None:
    """A sheet with what refers to rows of others."""
    xml = SheetXml(sheet.name, text)
    rows, edges = moved_rows(xml, references), moved_edges(xml, references)
    if edges == standing_edges(xml) and rows == xml.body[xml.data_start : xml.data_end]:
        return None
    return xml.encoded(edges.head + rows + edges.tail)


def _moved_names(text: bytes, part: str, references: ReferenceShift) -> bytes | None:
    workbook = LocatedXml(text, part)
    group = workbook.root.first("definedNames")
    for element in [] if group is None else group.children:
        name = element.attributes.get("name", "")
        try:
            workbook.set_text(element, references.name(element.text, name))
        except PatchRefusedError:
            if name not in _SCRATCH_NAMES:
                raise
            workbook.remove(element)
    return workbook.changed()


def _moved_source(text: bytes, part: str, references: ReferenceShift) -> bytes | None:
    """The cache of a pivot table, which names the cells it was made from."""
    cache = LocatedXml(text, part)
    for element in cache.root.all_below():
        sheet = element.attributes.get("sheet", "")
        if element.name not in {"worksheetSource", "rangeSet"} or "id" in element.attributes:
            continue  # an id leads to another workbook
        if sheet and (ref := element.attributes.get("ref")):
            new = moved_reference(ref, references.of_sheet(sheet))
            if not new:
                raise PatchRefusedError(f"a pivot table of {sheet}", f"{ref} is removed", "Point it elsewhere in Excel")
            cache.set_attribute(element, "ref", new)
    return cache.changed()
