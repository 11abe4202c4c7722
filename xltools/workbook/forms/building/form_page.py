"""How does a form come out of the printer? A4 upright, one page wide, the case's number on each page.

Invariant: no form is wider than its page; what is printed is the form and nothing beside it.
"""

from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import text
from xltools.model.form_values import Composed
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.forms.building.form_layout import COLUMNS
from xltools.workbook.forms.filling.placeholders import Placeholder
from xltools.workbook.template.palette import A4, footer_font

COLUMN_WIDTH = 6.6  # twelve of these fill an A4 page between the margins at full size
_MARGINS = {"left": 0.55, "right": 0.55, "top": 0.5, "bottom": 0.6}


def set_up_form_page(
    worksheet: Worksheet, definition: RegisterDefinition, repeated_row: int, rows: int, *, for_customer: bool
) -> None:
    """Set up paper, margins, footer and what is printed.

    Args:
        worksheet: The form.
        definition: Its register.
        repeated_row: The row that stands on top of each page, from 0.
        rows: How many rows the form has.
        for_customer: The customer signs it: the footer does not say for whom it is.
    """
    worksheet.set_column(0, COLUMNS - 1, COLUMN_WIDTH)
    worksheet.hide_gridlines(2)
    worksheet.set_portrait()
    worksheet.set_paper(A4)
    worksheet.set_margins(**_MARGINS)
    worksheet.center_horizontally()
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(repeated_row)
    worksheet.print_area(0, 0, rows - 1, COLUMNS - 1)
    number = definition.register_sheet.by_name[definition.numbering.field].header
    pieces = (
        "" if for_customer else Placeholder("", Composed.PURPOSE.said),
        text("pages.paper.page"),
        text("forms.labels.number", number=Placeholder("", number)),
    )
    left, middle, right = (f"{footer_font()}{piece}" for piece in pieces)
    worksheet.set_footer(f"&L{left}&C{middle}&R{right}", {"margin": 0.3})
