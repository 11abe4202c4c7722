"""How does a definition become the workbook that a clerk opens? Sheet by sheet, with one look and one set of rules.

Invariant: the same definition gives the same bytes; everything shown or enforced comes from the definition.
"""

from io import BytesIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xltools.language.speaking import speaking, text
from xltools.language.words import Tab
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.generated.page_layout import FIRST_HEAD_ROW
from xltools.workbook.generated.page_xml import has_fixed_heads
from xltools.workbook.layout import TEMPLATE_PROPERTY, VERSION_PROPERTY
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch_package
from xltools.workbook.template.generated_tabs import empty_pages, generated_tabs
from xltools.workbook.template.guide_sheet import write_guide_sheet
from xltools.workbook.template.lists_sheet import write_lists_sheet
from xltools.workbook.template.navigation import tab_order
from xltools.workbook.template.table_sheet import write_table_sheet
from xltools.workbook.template.template_styles import CREATED, TemplateStyles, workbook_options

_LONGEST_PROPERTY = 255


def build_template(definition: RegisterDefinition) -> bytes:
    """Build the workbook of a register, empty but for its default policy.

    Raises:
        DefinitionError: A title is too long for the drop-downs that need it.
    """
    with speaking(definition.language):
        return _built(definition)


def _built(definition: RegisterDefinition) -> bytes:
    buffer = BytesIO()
    workbook = Workbook(buffer, workbook_options())
    styles = TemplateStyles(workbook)
    _set_properties(workbook, definition)
    by_title = {sheet.title: sheet for sheet in definition.sheets}
    for tab in tab_order(definition):
        worksheet = workbook.add_worksheet(tab)
        if tab == Tab.GUIDE.said:
            write_guide_sheet(worksheet, styles, definition)
        elif tab == Tab.LISTS.said:
            write_lists_sheet(worksheet, styles, definition)
        elif tab in generated_tabs(definition):
            _repeat_heads(worksheet, tab)
        else:
            write_table_sheet(worksheet, styles, definition, by_title[tab])
        if tab == definition.register_sheet.title:
            worksheet.activate()
    workbook.close()
    # What a refresh will write anew is written here in the same way, so that there is one look of it.
    return patch_package(open_package(buffer.getvalue()), (), pages=empty_pages(definition))


def _repeat_heads(worksheet: Worksheet, tab: str) -> None:
    """The name for the rows that are repeated on paper belongs to the workbook, which a refresh leaves alone."""
    if has_fixed_heads(tab):
        worksheet.repeat_rows(FIRST_HEAD_ROW - 1)


def _set_properties(workbook: Workbook, definition: RegisterDefinition) -> None:
    workbook.set_properties(
        {
            "title": definition.title,
            "subject": definition.procedure[:_LONGEST_PROPERTY],
            "author": "xltools",
            "company": "xltools",
            "category": text("pages.category"),
            "created": CREATED,
        }
    )
    workbook.set_custom_property(TEMPLATE_PROPERTY, definition.name, "text")
    workbook.set_custom_property(VERSION_PROPERTY, str(definition.version), "text")
