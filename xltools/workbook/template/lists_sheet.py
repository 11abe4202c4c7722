"""What does sheet 选项 hold? The values of every drop-down, one list a column, with room for more.

Invariant: heads stand in HEAD_ROW and are exactly those of `list_columns`; drop-downs and reader find them by that.
"""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.register_definition import RegisterDefinition, SheetKind
from xltools.workbook.layout import (
    FIRST_DATA_ROW,
    GROUP_ROW,
    HEAD_ROW,
    LAST_LIST_ROW,
    LIST_SEPARATOR,
    ListColumn,
    list_columns,
)
from xltools.workbook.template.navigation import TAB_COLOURS
from xltools.workbook.template.page_setup import set_up_table_page
from xltools.workbook.template.palette import BANDS, PERSON, PROPOSED, TOOL_TEXT, WHITE
from xltools.workbook.template.template_styles import HAIRLINE_BELOW, TemplateStyles
from xltools.workbook.template.title_bands import write_title_bands
from xltools.workbook.text_measure import row_height, text_width, wrapped_lines

_NARROWEST, _WIDEST = 13, 24
_SMALL = 8


def write_lists_sheet(worksheet: Worksheet, styles: TemplateStyles, definition: RegisterDefinition) -> None:
    """Write sheet 选项."""
    columns = list_columns(definition)
    widths: list[float] = [_width(head, column) for head, column in columns.items()]
    dependent = text("template.gap") + text("template.lists.dependent", separator=LIST_SEPARATOR)
    how_to = text("template.lists.how_to")
    explanation = [styles.purpose(), how_to, styles.purpose(font_color=PROPOSED), dependent]
    write_title_bands(worksheet, styles, definition, Tab.LISTS.said, (widths, 0), explanation)
    for number, (head, column) in enumerate(columns.items()):
        worksheet.set_column(number, number, widths[number], styles.text(num_format="@", indent=1, **HAIRLINE_BELOW))
        _write_list(worksheet, styles, number, head, column, definition.lists[column.list_name].note)
    notes = [
        wrapped_lines(definition.lists[column.list_name].note, width * 10 / _SMALL - 1)
        for column, width in zip(columns.values(), widths, strict=True)
    ]
    worksheet.set_row(GROUP_ROW - 1, row_height(max(notes, default=1)))
    worksheet.freeze_panes(FIRST_DATA_ROW - 1, 0)
    worksheet.set_selection(FIRST_DATA_ROW - 1, 0, FIRST_DATA_ROW - 1, 0)
    worksheet.set_tab_color(TAB_COLOURS[SheetKind.SETTINGS])
    _add_rules(worksheet, len(columns))
    set_up_table_page(worksheet, widths, 0, definition.title)


def _width(head: str, column: ListColumn) -> float:
    widest = max(map(text_width, (head, *column.values)))
    return min(max(widest + 3, _NARROWEST), _WIDEST)


def _write_list(
    worksheet: Worksheet, styles: TemplateStyles, number: int, head: str, column: ListColumn, note: str
) -> None:
    note_format = styles.text(
        font_size=_SMALL, font_color=TOOL_TEXT, bg_color=BANDS[number % 2], text_wrap=True, indent=1, valign="top"
    )
    colour = PERSON if column.parent_value is None else PROPOSED
    head_format = styles.text(
        bold=True, font_color=WHITE, bg_color=colour, indent=1, text_wrap=True, left=1, left_color=WHITE
    )
    worksheet.write_string(GROUP_ROW - 1, number, note, note_format)
    worksheet.write_string(HEAD_ROW - 1, number, head, head_format)
    for row, value in enumerate(column.values, start=FIRST_DATA_ROW - 1):
        worksheet.write_string(row, number, value, styles.text(num_format="@", indent=1, **HAIRLINE_BELOW))


def _add_rules(worksheet: Worksheet, count: int) -> None:
    first, last = FIRST_DATA_ROW, LAST_LIST_ROW
    block = f"A{first}:{xl_col_to_name(count - 1)}{last}"
    doubled = {
        "validate": "custom",
        "value": f"=COUNTIF(A${first}:A${last},A{first})=1",
        "error_type": "warning",
        "error_title": text("template.lists.doubled_title"),
        "error_message": text("template.lists.doubled"),
    }
    worksheet.data_validation(block, doubled)
    worksheet.ignore_errors({"number_stored_as_text": block})
