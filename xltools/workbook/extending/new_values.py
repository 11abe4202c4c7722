"""What is written into new columns and rows? Heads, what stands above them, values of lists, parameters.

Invariant: only cells that are empty are written.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xltools.model.cell_edit import CellEdit, ReadValue
from xltools.model.field import FieldDefinition
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.column_looks import is_template_sheet
from xltools.workbook.extending.column_places import ColumnPlace
from xltools.workbook.extending.extension import AddedRow
from xltools.workbook.extending.lacking import KEY, StandingSheet
from xltools.workbook.extending.template_parts import TemplateParts
from xltools.workbook.layout import GROUP_ROW
from xltools.workbook.row_heights import least_heights


class NewRows(NamedTuple):
    """Rows of parameters.

    Attributes:
        rows: Which.
        edits: What is written of them.
        heights: By sheet and row, how many points high they must at least be.
    """

    rows: Sequence[AddedRow]
    edits: Sequence[CellEdit]
    heights: Mapping[tuple[str, int], float]


def column_texts(
    standing: Mapping[str, StandingSheet], places: Mapping[str, ColumnPlace], template: TemplateParts
) -> Iterator[CellEdit]:
    """The texts of new columns.

    Args:
        standing: The sheets that are there, by tab.
        places: Where their new columns go, by tab.
        template: Tells which sheets look like it.
    """
    for tab, place in places.items():
        sheet = standing[tab]
        has_bands = is_template_sheet(sheet, template.sheet(tab))
        band = _last_band(sheet) if has_bands else None
        for column, new in enumerate(sheet.missing, start=place.first):
            yield CellEdit(tab, sheet.head_row, column, new.head)
            if has_bands and new.band and new.band != band:
                yield CellEdit(tab, GROUP_ROW, column, band := new.band)
            for row, value in enumerate(new.values, start=sheet.head_row + 1):
                yield CellEdit(tab, row, column, value)


def _last_band(sheet: StandingSheet) -> ReadValue:
    """What the band above the last head says that says anything: it goes on over new columns."""
    filled = [cell for cell in sheet.cells.rows[GROUP_ROW - 1] if cell != ""]
    return filled[-1] if filled else None


def parameter_rows(
    definition: RegisterDefinition, standing: Mapping[str, StandingSheet], places: Mapping[str, ColumnPlace]
) -> NewRows:
    """Parameters that a sheet lacks, behind those that it has."""
    rows: list[AddedRow] = []
    edits: list[CellEdit] = []
    fields: dict[tuple[str, int], FieldDefinition] = {}
    for declared in definition.sheets:
        sheet = standing.get(declared.title)
        if sheet is None or not sheet.parameters:
            continue
        columns = dict(sheet.columns)
        if declared.title in places:
            columns |= {new.place: places[declared.title].first + offset for offset, new in enumerate(sheet.missing)}
        by_name = {field.name: columns[place] for place, field in enumerate(declared.fields, 1) if place in columns}
        fields |= {(declared.title, column): declared.by_name[name] for name, column in by_name.items()}
        for row, values in enumerate(sheet.parameters, start=_last_filled(sheet, set(columns.values())) + 1):
            rows.append(AddedRow(declared.title, str(values[KEY]), row))
            written = ((by_name[name], str(value)) for name, value in values.items() if name in by_name and value != "")
            edits += [CellEdit(declared.title, row, column, value) for column, value in sorted(written)]
    return NewRows(rows, edits, least_heights(edits, fields))


def _last_filled(sheet: StandingSheet, columns: set[int]) -> int:
    """The last row with anything in it, formulas that show nothing included."""
    rows = enumerate(sheet.cells.rows, start=1)
    filled = [number for number, row in rows if any(cell != "" for cell in row)]
    hidden = [row for row, column in sheet.cells.formulas | sheet.cells.errors if column in columns]
    return max([sheet.head_row, *filled[-1:], *hidden])
