"""How do new columns look? As in the template where the sheet is one of ours, else like the column beside them.

Invariant: numbers are shown by the format that the field's kind has in the template, so that moments read as moments.
"""

from collections.abc import Mapping
from typing import NamedTuple

from xltools.workbook.extending.column_places import ColumnPlace, merged_areas
from xltools.workbook.extending.lacking import StandingSheet
from xltools.workbook.extending.merged_styles import MergedStyles
from xltools.workbook.extending.template_parts import TemplateSheet
from xltools.workbook.layout import GROUP_ROW, HEAD_ROW, TITLE_ROW
from xltools.workbook.packaging.safe_xml import whole_number
from xltools.workbook.splicing.row_styles import RowStyles
from xltools.workbook.splicing.sheet_xml import SheetXml, attributes


class ColumnLooks(NamedTuple):
    """Formats of new columns.

    Attributes:
        cells: By row down to the heads, the format of each new column's cell.
        columns: What each column hands down to cells that do not exist yet.
        body: What the cells of existing rows below the heads get; None where their column says it.
    """

    cells: Mapping[int, Mapping[int, int]]
    columns: Mapping[int, int]
    body: Mapping[int, int] | None


def column_looks(
    xml: SheetXml, standing: StandingSheet, place: ColumnPlace, template: TemplateSheet, styles: MergedStyles
) -> ColumnLooks:
    """The looks of a sheet's new columns."""
    donors = {place.first + offset: new.place for offset, new in enumerate(standing.missing)}
    formats = {column: int(template.column(donor).get("style", "0")) for column, donor in donors.items()}
    above = _above(xml, standing, place)
    if is_template_sheet(standing, template):
        cells = {row: dict.fromkeys(donors, style) for row, style in above.items() if row < GROUP_ROW}
        for row in (GROUP_ROW, HEAD_ROW):
            found = {column: template.style(row, donor) for column, donor in donors.items()}
            cells[row] = {column: styles.cell(style) for column, style in found.items() if style is not None}
        return ColumnLooks(cells, {column: styles.cell(style) for column, style in formats.items()}, None)
    first_line = standing.head_row - standing.head_rows + 1
    cells = {row: dict.fromkeys(donors, style) for row, style in above.items() if row >= first_line}
    beside = _style_at(xml, standing.head_row + 1, place.neighbour)
    handed_down = RowStyles(xml).of_column(place.neighbour)
    columns = {column: styles.with_manner(handed_down, style) for column, style in formats.items()}
    if beside is None:
        return ColumnLooks(cells, columns, None)
    body = {column: styles.with_manner(beside, style) for column, style in formats.items()}
    return ColumnLooks(cells, columns, None if body == columns else body)


def is_template_sheet(standing: StandingSheet, template: TemplateSheet) -> bool:
    """Whether the sheet was built from a template: it has its title, and its heads where they were.

    Of two versions of a template one may say more behind the title than the other.
    """
    rows = standing.cells.rows
    title = str(rows[TITLE_ROW - 1][0]) if rows and rows[0] else ""
    begins_alike = title.startswith(template.title) or template.title.startswith(title)
    return standing.head_row == HEAD_ROW and bool(title and template.title) and begins_alike


def _above(xml: SheetXml, standing: StandingSheet, place: ColumnPlace) -> dict[int, int]:
    """The formats that are seen beside the new columns, from the first row to the heads.

    Of a merged area that belongs to the heads, what is seen is its first cell.
    """
    first_line = standing.head_row - standing.head_rows + 1
    merged = [area for area in merged_areas(xml, first_line) if area.top >= first_line]
    found: dict[int, int | None] = {}
    for row in range(1, standing.head_row + 1):
        area = next((area for area in merged if area.holds(row, place.neighbour)), None)
        found[row] = _style_at(xml, area.top, area.left) if area else _style_at(xml, row, place.neighbour)
    return {row: style for row, style in found.items() if style is not None}


def _style_at(xml: SheetXml, row: int, column: int) -> int | None:
    """The format of a cell; None where there is none."""
    span = xml.row_span(row)
    for cell in xml.cells(row, *span) if span else ():
        if cell.column == column:
            return whole_number(attributes(xml.scan[cell.start : cell.tag_end]).get(b"s", b"0"))
    return None
