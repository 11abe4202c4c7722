"""Where does a drop-down find its values? Formulas over sheet 选项 and sheet 人员, by head.

Invariant: values are found by tab and head only, so a supervisor may add values, insert rows and move columns; each
formula is plain enough for Excel, WPS and LibreOffice and no longer than the 255 characters that Excel allows.
"""

from xltools.errors import DefinitionError
from xltools.language.words import Tab
from xltools.model.field import FieldDefinition
from xltools.model.register_definition import RegisterDefinition, SheetDefinition
from xltools.model.sheet_keys import PEOPLE_SHEET
from xltools.workbook.layout import HEAD_ROW, LAST_LIST_ROW, LIST_SEPARATOR
from xltools.workbook.template.template_grid import row_cell

LONGEST_FORMULA = 255
PEOPLE_NAME_FIELD = "name"


def choice_formula(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> str:
    """The values of a choice; for a dependent list those for the value beside it in the same row.

    Raises:
        DefinitionError: The list's title is so long that the formula does not fit.
    """
    values = definition.lists[field.choices or ""]
    head = quoted(values.title)
    if field.depends_on is not None:
        head = f"{quoted(values.title + LIST_SEPARATOR)}&{row_cell(sheet, field.depends_on)}"
    return fitting(values_below(Tab.LISTS.said, head), definition, field)


def people_formula(definition: RegisterDefinition, field: FieldDefinition) -> str | None:
    """The names on the people sheet, if the register has one.

    Raises:
        DefinitionError: The people sheet's tab or head is so long that the formula does not fit.
    """
    people = definition.sheet(PEOPLE_SHEET)
    if people is None or PEOPLE_NAME_FIELD not in people.by_name:
        return None
    head = quoted(people.by_name[PEOPLE_NAME_FIELD].header)
    return fitting(values_below(people.title, head), definition, field)


def values_below(tab: str, head: str) -> str:
    """The filled cells below the head that the expression ``head`` names.

    Whole rows are addressed and the column is looked up: unlike an address of the column itself, that survives cutting
    a column and pasting it elsewhere, and a value inserted right below the head is seen.
    """
    heads = f"'{tab}'!${HEAD_ROW}:${HEAD_ROW}"
    block = f"'{tab}'!${HEAD_ROW}:${LAST_LIST_ROW}"
    column = f"MATCH({head},{heads},0)"
    return f"=OFFSET(INDEX({heads},{column}),1,0,MAX(1,COUNTA(INDEX({block},0,{column}))-1),1)"


def quoted(text: str) -> str:
    """``text`` as a constant of a formula that is matched literally, wildcards included."""
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return '"' + text.replace('"', '""') + '"'


def fitting(formula: str, definition: RegisterDefinition, field: FieldDefinition) -> str:
    """``formula``, or the error that says why this definition cannot become a workbook."""
    if len(formula) > LONGEST_FORMULA:
        raise DefinitionError(
            definition.name, f"field {field.name}", "its list's title or tab is too long for a drop-down; shorten it"
        )
    return formula
