"""How do rows go out of a workbook? The one invariant: what is left says what it said, and nothing points nowhere.

A row is taken out of its sheet as Excel does it; what Excel would turn into ``#REF!`` is refused, with nothing done.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Set
from itertools import pairwise

from xltools.errors import PatchRefusedError
from xltools.model.cell_address import column_letters
from xltools.model.cell_edit import CellEdit
from xltools.workbook.packaging.package import Package, Sheet, open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.reshaping.forgotten_texts import without_forgotten_texts
from xltools.workbook.reshaping.formula_moving import refused_formulas
from xltools.workbook.reshaping.moved_parts import moved_parts
from xltools.workbook.reshaping.reference_shift import ReferenceShift
from xltools.workbook.reshaping.row_moving import moved_rows
from xltools.workbook.reshaping.row_shift import RowShift
from xltools.workbook.reshaping.sheet_edges import moved_edges
from xltools.workbook.splicing.calculation_chain import without_calculation_chain
from xltools.workbook.splicing.edit_refusals import refuse_guarded_package
from xltools.workbook.splicing.formula_caches import emptied, formula_reader, stale_formulas
from xltools.workbook.splicing.formula_cells import formula_cells
from xltools.workbook.splicing.package_wiring import recalculated_on_load
from xltools.workbook.splicing.patch_verification import verify_members
from xltools.workbook.splicing.sheet_tables import sheet_tables
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import spliced

Rows = Mapping[str, Set[int]]
_COLUMNS_NAMED = 6


def without_rows(package: Package, rows: Mapping[str, Collection[int]]) -> bytes:
    """A workbook without these rows; the very same bytes where there are none.

    Of a table whose rows all go the first one stays, empty but for its formulas, for a table has one at least.

    Args:
        package: The workbook.
        rows: The rows that go, by the sheet's name.

    Raises:
        PatchRefusedError: Something else in the workbook counts on them; nothing was changed.
        UnreadableWorkbookError: A part cannot be read safely.
    """
    going: Rows = {sheet: set(found) for sheet, found in rows.items() if found}
    if not going:
        return package.data
    refuse_guarded_package(package)
    _refuse_unknown(package, going)
    spared = _spared(package, going)
    if spared:
        package = open_package(patch_package(package, _emptying(package, spared)))
        going = {sheet: found - spared.get(sheet, set()) for sheet, found in going.items()}
    return _Removal(package, going).built()


class _Removal:
    """One removal from one workbook."""

    def __init__(self, package: Package, rows: Rows) -> None:
        self._package, self._rows = package, rows
        self._sheets = {
            sheet: SheetXml(sheet.name, package.part(sheet.part))
            for sheet in package.sheets
            if sheet.kind == "worksheet" and package.has_part(sheet.part)
        }
        shifts = {name: RowShift.removing(found) for name, found in rows.items()}
        self._references = ReferenceShift([sheet.name for sheet in package.sheets], shifts)
        self._parts: dict[str, bytes] = {}

    def built(self) -> bytes:
        """The new package, checked; what keeps it from being built is told of all formulas at once."""
        try:
            return self._built()
        except PatchRefusedError as error:
            raise self._counted(error) from None

    def _counted(self, error: PatchRefusedError) -> PatchRefusedError:
        refused = [
            (sheet.name, each)
            for sheet, xml in self._sheets.items()
            for each in refused_formulas(xml, self._references)
        ]
        if len(refused) < 2:
            return error
        columns = Counter((sheet, each.column) for sheet, each in refused).most_common()
        named = [f"{sheet} column {column_letters(column)} ({n})" for (sheet, column), n in columns[:_COLUMNS_NAMED]]
        others = [f"{len(columns) - _COLUMNS_NAMED} columns more"] * (len(columns) > _COLUMNS_NAMED)
        first, places = refused[0][1].error, ", ".join([*named, *others])
        why = f"{first.why}; of {len(refused)} formulas that cannot follow this is the first: {places}"
        return PatchRefusedError(first.where, why, first.remedy)

    def _built(self) -> bytes:
        before = list(self._sheets.values())
        has_formulas = self._empty_stale_results()
        for sheet in self._sheets:
            if not self._references.of_sheet(sheet.name).is_still:
                self._move_rows(sheet)
        self._parts |= moved_parts(self._package, self._references, self._parts)
        after = [SheetXml(sheet.name, self._text(sheet.part)) for sheet in self._sheets]
        for old, new in zip(before, after, strict=True):
            self._verify_rows(old, new)
        strings = without_forgotten_texts(self._package, before, after)
        part = self._package.related(self._package.workbook_part, "sharedStrings")
        if strings is not None and part is not None:
            self._parts[part] = strings
        removed: list[str] = []
        if has_formulas:
            rewired, removed = without_calculation_chain(self._package, self._parts)
            self._parts |= rewired
        data = self._package.replaced(self._parts, removed)
        verify_members(self._package, open_package(data), self._parts, removed)
        return data

    def _empty_stale_results(self) -> bool:
        """Drop what formulas computed from rows that go; whether there are any formulas at all."""
        formulas = {sheet.name: formula_cells(xml) for sheet, xml in self._sheets.items()}
        if not any(formulas.values()):
            return False
        tables = [table for sheet in self._sheets for table in sheet_tables(self._package, sheet)]
        gone = {name: _cells_in(self._xml(name), rows) for name, rows in self._rows.items()}
        stale = stale_formulas(formula_reader(self._package, tables), formulas, gone)
        for sheet, xml in self._sheets.items():
            cuts = emptied(xml, [each.cell for each in stale if each.sheet == sheet.name])
            if cuts:
                self._parts[sheet.part] = xml.encoded(spliced(xml.body, cuts)[0])
                self._sheets[sheet] = SheetXml(sheet.name, self._parts[sheet.part])
        if stale:
            workbook = self._package.workbook_part
            text = recalculated_on_load(self._package.part(workbook))
            if text != self._package.part(workbook):
                self._parts[workbook] = text
        return True

    def _move_rows(self, sheet: Sheet) -> None:
        xml = self._sheets[sheet]
        edges = moved_edges(xml, self._references)
        self._parts[sheet.part] = xml.encoded(edges.head + moved_rows(xml, self._references) + edges.tail)

    def _verify_rows(self, old: SheetXml, new: SheetXml) -> None:
        """The built sheet is read anew: the rows that stay, in their new places, and in each the cells of that row."""
        shift = self._references.of_sheet(old.name)
        if shift.is_still:
            return
        wanted = [moved for row in old.rows[0] if (moved := shift.moved(row)) is not None]
        cell = re.compile(rb"<%bc\s(?:[^>]*?\s)?r=\"[A-Za-z]+(\d+)\"" % re.escape(new.prefix))
        numbers, starts = new.rows
        for number, (start, end) in zip(numbers, pairwise([*starts, new.data_end]), strict=True):
            if set(cell.findall(new.scan, start, end)) - {b"%d" % number}:
                raise _failure(f"{new.name}, row {number}")
        if numbers != wanted:
            raise _failure(new.name)

    def _text(self, part: str) -> bytes:
        return self._parts.get(part) or self._package.part(part)

    def _xml(self, name: str) -> SheetXml:
        return next(xml for sheet, xml in self._sheets.items() if sheet.name == name)


def _refuse_unknown(package: Package, rows: Rows) -> None:
    known = {sheet.name for sheet in package.sheets if sheet.kind == "worksheet" and package.has_part(sheet.part)}
    for name in rows.keys() - known:
        raise PatchRefusedError(name, "the workbook has no such worksheet", f"It has: {', '.join(sorted(known))}")


def _cells_in(sheet: SheetXml, rows: Collection[int]) -> list[tuple[int, int]]:
    """The cells of these rows."""
    return [
        (row, cell.column)
        for row in rows
        if (span := sheet.row_span(row)) is not None
        for cell in sheet.cells(row, *span)
    ]


def _spared(package: Package, rows: Rows) -> dict[str, set[int]]:
    """The first row of each table of which none would be left."""
    spared: dict[str, set[int]] = {}
    for sheet in package.sheets:
        for table in sheet_tables(package, sheet) if sheet.name in rows else ():
            first, last = table.area.top + table.headers, table.area.bottom - table.totals
            if rows[sheet.name] >= set(range(first, last + 1)):
                spared.setdefault(sheet.name, set()).add(first)
    return spared


def _emptying(package: Package, rows: Mapping[str, set[int]]) -> list[CellEdit]:
    """Every cell of these rows that holds no formula, made empty."""
    edits = []
    for sheet in package.sheets:
        if sheet.name in rows:
            xml = SheetXml(sheet.name, package.part(sheet.part))
            computed = {(cell.row, cell.column) for cell in formula_cells(xml)}
            cells = set(_cells_in(xml, rows[sheet.name])) - computed
            edits += [CellEdit(sheet.name, row, column, None) for row, column in sorted(cells)]
    return edits


def _failure(where: str) -> PatchRefusedError:
    return PatchRefusedError(where, "the rows did not pass their own check", "Nothing was written; report this")
