"""Which sheets does the form print, and what is on them? Cells, merged areas, sizes, pictures and set-up of each.

Invariant: a sheet that people can see and that shows anything is read whole; hidden ones are not looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from xltools.errors import UnsafeWorkbookError
from xltools.reports.form_pdf.cell_reading import CellReader, ShownCell
from xltools.reports.form_pdf.look_reading import Looks, looks_of
from xltools.reports.form_pdf.looks import Look
from xltools.reports.form_pdf.page_setup import PageSetup, page_setup
from xltools.reports.form_pdf.pictures import Picture, pictures_of
from xltools.reports.form_pdf.sheet_sizes import SheetSizes
from xltools.reports.form_pdf.xml_numbers import boolean, whole
from xltools.workbook.packaging.package import Package
from xltools.workbook.packaging.safe_xml import attribute, children, descendants
from xltools.workbook.splicing.cell_addresses import MAX_COLUMN, MAX_ROW, Area, parse_area, parse_cell

_MOST_MERGED = 5_000  # areas; a form has some dozens
_LINKED = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet to be printed.

    Attributes:
        cells: What its cells show, by row and column; those that show nothing are missing.
        row_looks: The formats of rows whose other cells are formatted too.
        merged: Its merged areas.
        warnings: What could not be read, a line each.
    """

    title: str
    cells: Mapping[tuple[int, int], ShownCell]
    row_looks: Mapping[int, Look]
    looks: Looks
    sizes: SheetSizes
    merged: Sequence[Area]
    pictures: Sequence[Picture]
    setup: PageSetup
    warnings: Sequence[str]

    def look(self, row: int, column: int) -> Look:
        """The format of a cell: its own, else its row's, else its column's."""
        cell = self.cells.get((row, column))
        if cell is not None:
            return cell.look
        return self.row_looks.get(row) or self.looks.of(self.sizes.column_look(column))


def read_sheets(package: Package) -> list[FormSheet]:
    """The visible worksheets of a workbook in the order of their tabs.

    Raises:
        UnreadableWorkbookError: A part is damaged or missing.
    """
    looks = looks_of(package)
    reader = CellReader(package, looks)
    names = _printing_names(package)
    return [
        _sheet(package, sheet.part, sheet.name, names.get(place, {}), looks, reader)
        for place, sheet in enumerate(package.sheets)
        if sheet.state == "visible" and sheet.kind == "worksheet"
    ]


def _sheet(
    package: Package, part: str, title: str, names: Mapping[str, str], looks: Looks, reader: CellReader
) -> FormSheet:
    root = package.xml(part)
    sizes = SheetSizes(root, looks.default)
    cells: dict[tuple[int, int], ShownCell] = {}
    row_looks: dict[int, Look] = {}
    warnings: list[str] = []
    links = _links(package, part, root)
    for row, element in _numbered_rows(root):
        sizes.add_row(row, element)
        if boolean(element, "customFormat"):
            row_looks[row] = looks.of(whole(element, "s"))
        for place, cell in _numbered_cells(row, element):
            shown = reader.shown(cell)
            cells[place] = shown._replace(link=links[place]) if place in links else shown
            if not shown.runs and children(cell, "f") and cell.get("t") != "str":
                warnings.append(f"{cell.get('r', '')}: the formula has no value yet; its cell is empty in the PDF")
    drawn = pictures_of(package, part, sizes)
    merged = [area for one in descendants(root, "mergeCell") if (area := parse_area(one.get("ref", ""))) is not None]
    told = tuple(f"sheet {title}: {warning}" for warning in (*warnings, *drawn.warnings))
    return FormSheet(
        title, cells, row_looks, looks, sizes, _apart(merged), drawn.pictures, page_setup(root, names), told
    )


def _numbered_rows(root: Element) -> Iterator[tuple[int, Element]]:
    row = 0
    for data in children(root, "sheetData"):
        for element in children(data, "row"):
            row = whole(element, "r", row + 1)
            if 1 <= row <= MAX_ROW:
                yield row, element


def _numbered_cells(row: int, element: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    column = 0
    for cell in children(element, "c"):
        place = parse_cell(cell.get("r", ""))
        column = column + 1 if place is None else place[1]
        if column <= MAX_COLUMN:
            yield (row, column), cell


def _apart(areas: Sequence[Area]) -> list[Area]:
    """Areas without those that overlap one before them, which no program should write, or hold a single cell."""
    if len(areas) > _MOST_MERGED:
        what = f"a sheet has more than {_MOST_MERGED} merged areas, which is no form"
        raise UnsafeWorkbookError(what, "Remove some, or print it from Excel.")
    kept: list[Area] = []
    for area in areas:
        if area.cell_count() > 1 and not any(area.overlaps(other) for other in kept):
            kept.append(area)
    return kept


def _links(package: Package, part: str, root: Element) -> dict[tuple[int, int], str]:
    arrows = {arrow.id: arrow.target for arrow in package.relationships(part) if arrow.external}
    found: dict[tuple[int, int], str] = {}
    for element in descendants(root, "hyperlink"):
        target = arrows.get(attribute(element, "id") or "", "")
        area = parse_area(element.get("ref", ""))
        if area is not None and target.lower().startswith(_LINKED):
            found[area.top, area.left] = target
    return found


def _printing_names(package: Package) -> dict[int, dict[str, str]]:
    """What the names of print areas and titles refer to, by the place of their sheet."""
    found: dict[int, dict[str, str]] = {}
    for element in descendants(package.xml(package.workbook_part), "definedName"):
        if (name := element.get("name", "")).startswith("_xlnm.Print_"):
            found.setdefault(whole(element, "localSheetId", -1), {})[name] = "".join(element.itertext())
    return found
