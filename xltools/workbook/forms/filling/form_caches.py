"""Which results of formulas would be wrong once a form is filled? They are forgotten, and Excel is asked to compute.

Invariant: a formula that reads no filled cell keeps its result.
"""

from collections.abc import Iterable, Mapping

from xltools.workbook.packaging.package import Package
from xltools.workbook.splicing.formula_caches import emptied, formula_reader, stale_formulas
from xltools.workbook.splicing.formula_cells import formula_cells
from xltools.workbook.splicing.package_wiring import recalculated_on_load
from xltools.workbook.splicing.sheet_tables import sheet_tables
from xltools.workbook.splicing.sheet_xml import SheetXml
from xltools.workbook.splicing.splices import spliced


def forgotten_results(package: Package, filled: Mapping[str, Iterable[tuple[int, int]]]) -> dict[str, bytes]:
    """The parts of a form that change for that: sheets with such formulas, and the workbook part.

    Args:
        package: The form.
        filled: By sheet, the cells that will be filled.

    Raises:
        PatchRefusedError: A formula cannot be placed, or there is no place to ask for a computation.
    """
    sheets = {
        sheet.name: (sheet.part, SheetXml(sheet.name, package.part(sheet.part)))
        for sheet in package.sheets
        if sheet.name in filled
    }
    formulas = {name: formula_cells(xml) for name, (_, xml) in sheets.items()}
    if not any(formulas.values()) or not any(filled.values()):
        return {}
    tables = [table for sheet in package.sheets for table in sheet_tables(package, sheet)]
    stale = stale_formulas(formula_reader(package, tables), formulas, filled)
    parts = {}
    for name, (part, xml) in sheets.items():
        cuts = emptied(xml, [formula.cell for formula in stale if formula.sheet == name])
        if cuts:
            parts[part] = xml.encoded(spliced(xml.body, cuts)[0])
    if stale:
        workbook = package.workbook_part
        parts[workbook] = recalculated_on_load(package.part(workbook))
    return parts
