"""How do decided values get into a workbook? The one invariant: what was not asked to change keeps its very bytes.

The spine of writing: group the edits, splice each sheet, refuse what would break something, empty stale results,
replace generated sheets, build the package, check what was built.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property

from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import CellEdit
from xltools.model.generated_page import GeneratedPage
from xltools.workbook.generated.page_writing import PageWriter
from xltools.workbook.packaging.package import CONTENT_TYPES, Package, Sheet, open_package, relationship_part
from xltools.workbook.splicing.calculation_chain import without_calculation_chain
from xltools.workbook.splicing.cell_splicing import CellContext
from xltools.workbook.splicing.cell_styles import STYLES_CONTENT_TYPE, CellStyles
from xltools.workbook.splicing.cell_xml import MINUTE_FORMAT, CellXml
from xltools.workbook.splicing.edit_grouping import SheetEdits, grouped_edits
from xltools.workbook.splicing.edit_refusals import refuse_guarded_cells, refuse_guarded_package
from xltools.workbook.splicing.formula_caches import emptied, formula_reader, stale_formulas
from xltools.workbook.splicing.formula_cells import FormulaCell, formula_cells
from xltools.workbook.splicing.package_wiring import (
    recalculated_on_load,
    with_override,
    with_relationship,
)
from xltools.workbook.splicing.patch_verification import verify_cells, verify_members
from xltools.workbook.splicing.shared_strings import SharedStrings
from xltools.workbook.splicing.sheet_splicing import SheetSplicer
from xltools.workbook.splicing.sheet_tables import Table, sheet_tables
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import Splice, merged, spliced

RowHeights = Mapping[tuple[str, int], float]


def patch(package: bytes, edits: Iterable[CellEdit]) -> bytes:
    """Write these values into a workbook's cells and leave every other byte of it alone.

    Args:
        package: The bytes of an .xlsx or .xlsm file.
        edits: One value for each cell; text is written as text, never as a formula.

    Returns:
        A new package; the very same object if every cell holds its value already.

    Raises:
        UnreadableWorkbookError: The bytes are no workbook that can be read safely.
        PatchRefusedError: An edit cannot be made without risk to something else; nothing was changed.
    """
    return patch_package(open_package(package), edits)


def patch_package(
    package: Package,
    edits: Iterable[CellEdit],
    heights: RowHeights | None = None,
    pages: Iterable[GeneratedPage] = (),
) -> bytes:
    """`patch` for a package that is open already, whose inflated sheets are used again.

    Args:
        package: The open package.
        edits: As for `patch`.
        heights: Rows, by sheet and number, that must be at least so many points high to show what is written there;
            rows whose height somebody set keep it, and so do rows without edits.
        pages: Sheets that are written anew as a whole, in the same package; `pages_to_write` says which need it.

    Raises:
        UnreadableWorkbookError: A part that is needed cannot be read safely.
        PatchRefusedError: An edit or a page cannot be written without risk to something else; nothing was changed.
    """
    book = _Book(package, heights or {}, PageWriter(package, pages))
    for sheet, wanted in grouped_edits(package, edits):
        book.splice(sheet, wanted)
    if not book.generated and not any(worksheet.written for worksheet in book.worksheets.values()):
        return package.data
    refuse_guarded_package(package)
    book.refuse_guarded_cells()
    book.empty_stale_results()
    return book.built()


@dataclass
class _Worksheet:
    """One worksheet while it is being patched."""

    sheet: Sheet
    xml: SheetXml
    splices: list[Splice] = field(default_factory=list)

    @cached_property
    def written(self) -> list[Splice]:
        """The splices that write a cell; asked for before those that empty formulas join them."""
        return [splice for splice in self.splices if splice.row]

    @cached_property
    def formulas(self) -> list[FormulaCell]:
        return formula_cells(self.xml)


class _Book:
    """A workbook while it is being patched."""

    def __init__(self, package: Package, heights: RowHeights, generated: PageWriter) -> None:
        self.package = package
        self.generated = generated
        self._heights: dict[str, dict[int, float]] = {}
        for (name, row), points in heights.items():
            self._heights.setdefault(name, {})[row] = points
        self.worksheets: dict[str, _Worksheet] = {}
        self._parts: dict[str, bytes] = {}
        self._removed: list[str] = []
        self._shared = SharedStrings(package)
        self._dated: dict[tuple[int, str], int] = {}

    @cached_property
    def styles(self) -> CellStyles:
        return CellStyles(self.package)

    @cached_property
    def tables(self) -> list[Table]:
        return [table for sheet in self.package.sheets for table in sheet_tables(self.package, sheet)]

    def splice(self, sheet: Sheet, wanted: SheetEdits) -> None:
        if sheet.name in self.generated.replaced:
            raise PatchRefusedError(sheet.name, "the sheet is written anew as a whole", "Leave its cells alone")
        worksheet = self._worksheet(sheet)
        context = CellContext(CellXml(worksheet.xml.prefix, self.package.date1904), self._date_format, self._shared)
        splicer = SheetSplicer(worksheet.xml, context, self._heights.get(sheet.name))
        splicer.edit(wanted)
        worksheet.splices = splicer.splices

    def refuse_guarded_cells(self) -> None:
        for worksheet in self.worksheets.values():
            tables = [table for table in self.tables if table.sheet == worksheet.sheet.name]
            refuse_guarded_cells(worksheet.xml, worksheet.written, worksheet.formulas, tables)

    def empty_stale_results(self) -> None:
        """Drop what formulas anywhere in the workbook computed from the old values, and ask for new results."""
        for sheet in self.package.sheets:
            kept = sheet.name not in self.generated.replaced
            if kept and sheet.kind == "worksheet" and self.package.has_part(sheet.part):
                self._worksheet(sheet)
        if self.generated.had_formulas():
            self._drop_calculation_chain()
        if not any(worksheet.formulas for worksheet in self.worksheets.values()):
            return
        changed: dict[str, set[tuple[int, int]]] = {
            name: {(cell.row, cell.column) for cell in worksheet.written} for name, worksheet in self.worksheets.items()
        }
        formulas = {
            name: [cell for cell in worksheet.formulas if (cell.row, cell.column) not in changed[name]]
            for name, worksheet in self.worksheets.items()
        }
        if any(len(formulas[name]) < len(worksheet.formulas) for name, worksheet in self.worksheets.items()):
            self._drop_calculation_chain()
        changed |= self.generated.changed_cells()
        stale = stale_formulas(formula_reader(self.package, self.tables), formulas, changed)
        for name, worksheet in self.worksheets.items():
            cuts = emptied(worksheet.xml, [formula.cell for formula in stale if formula.sheet == name])
            worksheet.splices = merged(worksheet.splices, cuts)
        if stale:
            workbook = self.package.workbook_part
            text = recalculated_on_load(self.package.part(workbook))
            if text != self.package.part(workbook):
                self._parts[workbook] = text

    def built(self) -> bytes:
        """The new package, checked."""
        checks = []
        for worksheet in self.worksheets.values():
            if worksheet.splices:
                body, starts = spliced(worksheet.xml.body, worksheet.splices)
                self._parts[worksheet.sheet.part] = worksheet.xml.encoded(body)
                checks.append((worksheet, body, starts))
        self._replace_pages()
        with ThreadPoolExecutor(max_workers=1) as worker:
            # Deflating, and inflating again to compare, let other threads run; the cells are parsed meanwhile.
            building = worker.submit(self._compared)
            for worksheet, body, starts in checks:
                cells = CellXml(worksheet.xml.prefix, self.package.date1904)
                verify_cells(body, worksheet.xml.prefix, cells, worksheet.splices, starts)
            return building.result()

    def _compared(self) -> bytes:
        data = self.package.replaced(self._parts, self._removed)
        new = open_package(data)
        verify_members(self.package, new, self._parts, self._removed)
        self.generated.verify(new)
        return data

    def _worksheet(self, sheet: Sheet) -> _Worksheet:
        if sheet.name not in self.worksheets:
            self.worksheets[sheet.name] = _Worksheet(sheet, SheetXml(sheet.name, self.package.part(sheet.part)))
        return self.worksheets[sheet.name]

    def _date_format(self, style: int, code: str) -> int:
        if (style, code) not in self._dated:
            keeps = self.styles.shows_date(style)
            self._dated[style, code] = style if keeps else self.styles.dated(style, code)
        return self._dated[style, code]

    def _add_styles(self) -> None:
        if "styles" not in self.__dict__ or (text := self.styles.changed()) is None:
            return
        part = self.styles.part
        self._parts[part] = text
        if not self.package.has_part(part):
            self._rewire(lambda wires: with_relationship(wires, "styles", f"/{part}"))
            self._retype(lambda types: with_override(types, part, STYLES_CONTENT_TYPE))

    def _replace_pages(self) -> None:
        """Add the cell formats that edits need, then the pages with theirs."""
        if self.generated:
            self.styles.dated(0, MINUTE_FORMAT)  # a workbook without styles, or without that number format, gets them
        self._add_styles()
        if self.generated:
            self._parts |= self.generated.parts(self._parts, self.styles.part)

    def _drop_calculation_chain(self) -> None:
        parts, self._removed = without_calculation_chain(self.package, self._parts)
        self._parts |= parts

    def _rewire(self, change: Callable[[bytes], bytes]) -> None:
        self._change(relationship_part(self.package.workbook_part), change)

    def _retype(self, change: Callable[[bytes], bytes]) -> None:
        self._change(CONTENT_TYPES, change)

    def _change(self, part: str, change: Callable[[bytes], bytes]) -> None:
        self._parts[part] = change(self._parts.get(part) or self.package.part(part))
