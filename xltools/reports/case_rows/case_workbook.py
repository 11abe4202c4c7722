"""What do one case's rows look like as a workbook that anybody can read and print? A sheet for each of the register's.

Invariant: the same case and moment give the same bytes; a text stays a text, and none is cut in print.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.case_file import CaseFile
from xltools.model.field import FieldDefinition
from xltools.model.register import Value
from xltools.model.register_definition import SheetKind
from xltools.reports.case_rows.case_sheets import CaseSheet, case_sheets
from xltools.reports.case_rows.print_pieces import in_pieces, shown_text
from xltools.reports.case_rows.sheet_shape import Shape, shape_of
from xltools.reports.case_rows.value_cells import write_value
from xltools.reports.drawing.cell_limits import clean_text, cut
from xltools.reports.drawing.looks import SMALL, TITLE_SIZE, Looks
from xltools.reports.drawing.paper import set_up_paper
from xltools.reports.drawing.workbook_options import workbook_options
from xltools.workbook.template import palette
from xltools.workbook.text_measure import row_height, wrapped_lines

_TITLE_ROW, _NOTE_ROW, _FIRST_ROW = 0, 1, 3
_TITLE_HEIGHT = 26.0
_MARGINS = (0.5, 0.5, 0.6, 0.7)
_LONGEST_IN_FOOTER = 60  # a footer takes 255 signs in all
_HEAD_AT_THE_LEFT = {
    "bold": True, "font_color": palette.INK, "bg_color": palette.PAPER, "text_wrap": True, "valign": "top",
    "align": "left", "indent": 1, "bottom": 1, "bottom_color": palette.HAIRLINE,
}  # fmt: skip


class _Cell(NamedTuple):
    """A value, the field that it belongs to, and the width of its column in digits."""

    value: Value
    field: FieldDefinition
    width: float


def case_workbook(case: CaseFile, made_at: datetime) -> bytes:
    """The workbook (.xlsx).

    Args:
        case: The case.
        made_at: When it is made; stands in the workbook's properties.
    """
    target = BytesIO()
    with Workbook(target, workbook_options(in_memory=True)) as workbook:
        workbook.set_properties({"title": clean_text(f"{case.definition.title} {case.number}"), "created": made_at})
        looks = Looks(workbook)
        for sheet in case_sheets(case):
            _draw(workbook.add_worksheet(sheet.definition.title), looks, case, sheet)
    return target.getvalue()


def _draw(worksheet: Worksheet, looks: Looks, case: CaseFile, sheet: CaseSheet) -> None:
    shape = shape_of(sheet)
    _set_up(worksheet, case, shape)
    worksheet.set_row(_TITLE_ROW, _TITLE_HEIGHT)
    title = text("archive.case_rows.title", sheet=sheet.definition.title, number=case.number)
    worksheet.write_string(
        _TITLE_ROW, 0, clean_text(title), looks.of(font_size=TITLE_SIZE, bold=True, font_color=palette.INK)
    )
    note = text("archive.case_rows.note", register=case.definition.title, rows=len(sheet.records))
    worksheet.write_string(_NOTE_ROW, 0, clean_text(note), looks.of(font_size=SMALL, font_color=palette.MUTED))
    if shape.turned:
        _draw_turned(worksheet, looks, sheet, shape)
    else:
        _draw_table(worksheet, looks, sheet, shape)


def _set_up(worksheet: Worksheet, case: CaseFile, shape: Shape) -> None:
    worksheet.hide_gridlines(2)
    name = cut(clean_text(case.number), _LONGEST_IN_FOOTER).replace("&", "&&")
    set_up_paper(worksheet, f" {name}", landscape=shape.landscape, margins=_MARGINS)
    for place, width in enumerate(shape.widths):
        worksheet.set_column(place, place, width)


def _draw_table(worksheet: Worksheet, looks: Looks, sheet: CaseSheet, shape: Shape) -> None:
    """Heads above, a row for each record."""
    heads = sheet.heads
    worksheet.set_row(_FIRST_ROW, row_height(max(map(wrapped_lines, heads, shape.widths))))
    for place, head in enumerate(heads):
        worksheet.write_string(_FIRST_ROW, place, clean_text(head), looks.head(numeric=False))
    row = _FIRST_ROW + 1
    for values in sheet.rows:
        cells = [_Cell(*each) for each in zip(values, sheet.definition.fields, shape.widths, strict=True)]
        row = _write_pieces(worksheet, looks, (row, 0), cells)
    worksheet.repeat_rows(_FIRST_ROW)
    worksheet.freeze_panes(_FIRST_ROW + 1, 0)


def _draw_turned(worksheet: Worksheet, looks: Looks, sheet: CaseSheet, shape: Shape) -> None:
    """Heads at the left, a column for each record; of the case's own row the groups stand together, each titled."""
    row, group = _FIRST_ROW, ""
    for field, values in _by_group(sheet):
        if field.group != group and sheet.definition.kind is SheetKind.REGISTER:
            group = field.group
            row = _draw_band(worksheet, looks, row, group, len(shape.widths))
        cells = [_Cell(value, field, width) for value, width in zip(values, shape.widths[1:], strict=True)]
        below = _write_pieces(worksheet, looks, (row, 1), cells, wrapped_lines(field.header, shape.widths[0]))
        for place in range(row, below):
            head = field.header if place == row else text("archive.case_rows.continued")
            worksheet.write_string(place, 0, clean_text(head), looks.of(**_HEAD_AT_THE_LEFT))
        row = below
    worksheet.freeze_panes(_FIRST_ROW, 1)


def _by_group(sheet: CaseSheet) -> list[tuple[FieldDefinition, tuple[Value, ...]]]:
    """The fields with their values; groups in the order in which they first appear."""
    fields = sheet.definition.fields
    groups = list(dict.fromkeys(field.group for field in fields))
    pairs = zip(fields, zip(*sheet.rows, strict=True), strict=True)
    return sorted(pairs, key=lambda pair: groups.index(pair[0].group))


def _draw_band(worksheet: Worksheet, looks: Looks, row: int, title: str, columns: int) -> int:
    look = looks.of(bold=True, font_color=palette.INK, bg_color=palette.BANDS[0], valign="vcenter", indent=1)
    worksheet.set_row(row, row_height(1))
    worksheet.write_string(row, 0, clean_text(title), look)
    for column in range(1, columns):
        worksheet.write_blank(row, column, None, look)
    return row + 1


def _write_pieces(
    worksheet: Worksheet, looks: Looks, place: tuple[int, int], cells: Sequence[_Cell], least_lines: int = 1
) -> int:
    """Write values side by side; what is too long for a row of a page goes on in the rows below.

    Returns:
        The first row below them.
    """
    row, first = place
    pieces = [in_pieces(cell.value, cell.width) for cell in cells]
    for step in range(max(map(len, pieces))):
        present = [each[step] if step < len(each) else None for each in pieces]
        lines = [wrapped_lines(shown_text(value), cell.width) for value, cell in zip(present, cells, strict=True)]
        worksheet.set_row(row, row_height(max(*lines, least_lines)))
        for column, (value, cell) in enumerate(zip(present, cells, strict=True), start=first):
            write_value(worksheet, looks, (row, column), value, cell.field.kind)
        row, least_lines = row + 1, 1
    return row
