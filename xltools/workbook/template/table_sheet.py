"""What does one table sheet of a template hold? Title, purpose, group bands, heads, column formats and default rows.

Invariant: heads stand in HEAD_ROW and say exactly what the fields say; no cell holds a formula.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.language.words import Word
from xltools.model.field import TEXT_KINDS, WRAPPED_KINDS, FieldDefinition, Owner
from xltools.model.register_definition import RegisterDefinition, SettingValue, SheetDefinition, SheetKind
from xltools.workbook.layout import FIRST_DATA_ROW, GROUP_ROW, HEAD_ROW
from xltools.workbook.splicing.cell_addresses import MAX_ROW
from xltools.workbook.template.cell_validation import validation_rule
from xltools.workbook.template.highlighting import add_highlights
from xltools.workbook.template.navigation import TAB_COLOURS
from xltools.workbook.template.page_setup import set_up_table_page
from xltools.workbook.template.palette import BANDS, CORAL, TOOL_BAND
from xltools.workbook.template.template_grid import data_range
from xltools.workbook.template.template_styles import HEAD_COLOURS, TemplateStyles
from xltools.workbook.template.title_bands import write_title_bands
from xltools.workbook.text_measure import row_height, wrapped_lines

# A filter hides blank rows one by one, so its range stays short; programs extend it over the rows that follow.
_FILTERED_ROWS = 2000
_IN_LEGEND = (Owner.PERSON, Owner.PROPOSED, Owner.TOOL)


def write_table_sheet(
    worksheet: Worksheet, styles: TemplateStyles, definition: RegisterDefinition, sheet: SheetDefinition
) -> None:
    """Write one of the definition's sheets."""
    _write_columns(worksheet, styles, sheet)
    widths = [0 if field.hidden else field.width for field in sheet.fields]
    columns = (widths, fixed_columns(sheet))
    write_title_bands(worksheet, styles, definition, sheet.title, columns, _explanation(styles, sheet))
    _write_groups(worksheet, styles, sheet)
    for column, field in enumerate(sheet.fields):
        worksheet.write_string(HEAD_ROW - 1, column, field.header, styles.head(field))
        worksheet.data_validation(
            FIRST_DATA_ROW - 1, column, MAX_ROW - 1, column, validation_rule(definition, sheet, field)
        )
    _write_rows(worksheet, styles, sheet)
    add_highlights(worksheet, styles, definition, sheet)
    _set_view(worksheet, sheet)
    set_up_table_page(worksheet, widths, fixed_columns(sheet), definition.title)


def fixed_columns(sheet: SheetDefinition) -> int:
    """Columns that stay in sight: what tells one row from another, on the register with its state."""
    follows = len(sheet.fields) > 1 and sheet.fields[1].name == "state"
    return 2 if sheet.kind is SheetKind.REGISTER and follows else 1


def _write_columns(worksheet: Worksheet, styles: TemplateStyles, sheet: SheetDefinition) -> None:
    for column, field in enumerate(sheet.fields):
        worksheet.set_column(column, column, field.width, styles.body(field), {"hidden": field.hidden})


def _explanation(styles: TemplateStyles, sheet: SheetDefinition) -> list[Any]:
    """The purpose, then what the colours of the heads mean, as far as they occur on this sheet."""
    owners = {field.owner for field in sheet.fields}
    legend = [(HEAD_COLOURS[owner], "■", owner.value) for owner in _IN_LEGEND if owner in owners]
    if any(field.required for field in sheet.fields):
        legend.append((CORAL, "▂", "required"))
    if any(field.required_when for field in sheet.fields):
        legend.append((CORAL, "╍", "required_at_times"))
    plain, gap = styles.purpose(), text("template.gap")
    pieces: list[Any] = [plain, sheet.purpose or sheet.title]
    for colour, mark, meaning in legend:
        coloured = styles.purpose(font_color=colour, bold=True)
        pieces += [coloured, f"{gap}{mark}", plain, f" {text(f'template.legend.{meaning}')}"]
    return pieces


def _write_groups(worksheet: Worksheet, styles: TemplateStyles, sheet: SheetDefinition) -> None:
    """A coloured band over the heads; not merged, so that columns can be moved and inserted freely."""
    column = 0
    for number, (group, members) in enumerate(groupby(sheet.fields, key=lambda field: field.group)):
        run = list(members)
        colour = TOOL_BAND if all(field.owner is Owner.TOOL for field in run) else BANDS[number % 2]
        worksheet.write_string(GROUP_ROW - 1, column, group, styles.band(colour, starts=True))
        for offset in range(1, len(run)):
            worksheet.write_blank(GROUP_ROW - 1, column + offset, None, styles.band(colour, starts=False))
        column += len(run)


def _write_rows(worksheet: Worksheet, styles: TemplateStyles, sheet: SheetDefinition) -> None:
    for row, values in enumerate(sheet.rows, start=FIRST_DATA_ROW - 1):
        if (lines := _row_lines(sheet, values)) > 1:
            worksheet.set_row(row, row_height(lines))
        for column, field in enumerate(sheet.fields):
            if field.name in values:
                _write_value(worksheet, styles, (row, column), field, values[field.name])


def _row_lines(sheet: SheetDefinition, values: Mapping[str, SettingValue]) -> int:
    """Lines of the highest cell of a default row."""
    wrapped = [field for field in sheet.fields if field.kind in WRAPPED_KINDS and field.name in values]
    return max((wrapped_lines(str(values[field.name]), field.width) for field in wrapped), default=1)


def _write_value(
    worksheet: Worksheet, styles: TemplateStyles, cell: tuple[int, int], field: FieldDefinition, value: SettingValue
) -> None:
    body = styles.body(field)
    if isinstance(value, bool):
        worksheet.write_string(*cell, (Word.YES if value else Word.NO).said, body)
    elif isinstance(value, str) or field.kind in TEXT_KINDS:
        worksheet.write_string(*cell, str(value), body)
    elif isinstance(value, datetime | date | time):
        worksheet.write_datetime(*cell, value, body)
    else:
        worksheet.write_number(*cell, value, body)


def _set_view(worksheet: Worksheet, sheet: SheetDefinition) -> None:
    last_column = len(sheet.fields) - 1
    worksheet.freeze_panes(FIRST_DATA_ROW - 1, fixed_columns(sheet))
    worksheet.autofilter(HEAD_ROW - 1, 0, HEAD_ROW - 1 + _FILTERED_ROWS, last_column)
    typed = (column for column, field in enumerate(sheet.fields) if field.typed_by_people and not field.hidden)
    start = (FIRST_DATA_ROW - 1 + len(sheet.rows), next(typed, 0))
    worksheet.set_selection(*start, *start)
    worksheet.set_zoom(90 if sheet.kind is SheetKind.REGISTER else 100)
    worksheet.set_tab_color(TAB_COLOURS[sheet.kind])
    # Long order and telephone numbers are meant to be text; without this each carries a green corner in Excel.
    worksheet.ignore_errors({"number_stored_as_text": data_range(sheet)})
