"""What may be typed into a column, and what does the program say about it? One validation rule a field.

Invariant: a rule never stops what the reader understands: it stops only what could not be kept (a value outside a list
of choices, a number out of bounds, a column of the tool) and otherwise warns, letting the clerk decide.
"""

from datetime import date, time
from typing import Any

from xltools.language.speaking import text
from xltools.language.words import Tab
from xltools.model.field import NUMERIC_KINDS, TEMPORAL_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.register_definition import DateOrder, RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.date_samples import date_sample
from xltools.workbook.splicing.date_serials import serial
from xltools.workbook.template.drop_downs import choice_formula, fitting, people_formula
from xltools.workbook.template.template_grid import column_letter, row_cell

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
_STOP, _WARNING, _INFORMATION = "stop", "warning", "information"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
FIRST_SERIAL, LAST_SERIAL = (int(serial(day, date1904=False)) for day in (_FIRST_DAY, _LAST_DAY))
_LARGEST_NUMBER = 1e15  # Excel keeps 15 digits
Rule = dict[str, Any]


def validation_rule(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    """The validation of a field's column, as XlsxWriter takes it."""
    rule = _allowed(definition, sheet, field)
    rule["error_title"] = rule["error_title"][:LONGEST_TITLE]
    rule["error_message"] = rule["error_message"][:LONGEST_MESSAGE]
    if field.hint:
        rule["input_title"] = field.header[:LONGEST_TITLE]
        rule["input_message"] = field.hint
    return rule


def _allowed(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    if field.owner is Owner.TOOL:
        return {"validate": "custom", "value": "=FALSE", **_answer(_STOP, "tool", head=field.header)}
    if field.kind is FieldKind.CHOICE:
        return _choice(definition, sheet, field)
    if field.kind is FieldKind.PERSON and (names := people_formula(definition, field)):
        return {"validate": "list", "source": names, **_answer(_INFORMATION, "person", head=field.header)}
    if field.kind is FieldKind.CASE_NUMBER and sheet.kind in (SheetKind.LOG, SheetKind.RECORDS):
        return _known_number(definition, sheet, field)
    if field.kind in TEMPORAL_KINDS or field.kind is FieldKind.TIME:
        return _moment(sheet, field, definition.date_order)
    if field.kind in NUMERIC_KINDS:
        return _number(field)
    return _unique(definition, sheet, field) if field.unique else _length(field)


def _choice(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    if field.depends_on is None:
        message = text("template.refused.choice", head=field.header, lists=Tab.LISTS.said)
    else:
        parent = sheet.by_name[field.depends_on].header
        message = text("template.refused.dependent_choice", head=field.header, parent=parent)
    answer = {"error_type": _STOP, "error_title": text("template.refused.choice_title"), "error_message": message}
    return {"validate": "list", "source": choice_formula(definition, sheet, field), **answer}


def _known_number(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    register = definition.register_sheet
    letter = column_letter(register, definition.numbering.field)
    numbers = f"'{register.title}'!${letter}:${letter}"
    formula = fitting(f"=COUNTIF({numbers},{row_cell(sheet, field.name)})>0", definition, field)
    return {"validate": "custom", "value": formula, **_answer(_WARNING, "number_unknown", register=register.title)}


def _moment(sheet: SheetDefinition, field: FieldDefinition, order: DateOrder) -> Rule:
    answer = _answer(_INFORMATION, "moment", head=field.header, example=date_sample(field.kind, order))
    if field.kind is FieldKind.TIME:
        return {"validate": "time", "criteria": "between", "minimum": time(0), "maximum": time(23, 59, 59), **answer}
    if field.day_of is not None:  # a time alone means that time on the other field's day
        cell = row_cell(sheet, field.name)
        formula = f"=AND(ISNUMBER({cell}),OR(AND({cell}>=0,{cell}<1),{cell}>={FIRST_SERIAL}))"
        return {"validate": "custom", "value": formula, **answer}
    return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY, **answer}


def _number(field: FieldDefinition) -> Rule:
    low = -_LARGEST_NUMBER if field.minimum is None else field.minimum
    high = _LARGEST_NUMBER if field.maximum is None else field.maximum
    whole = field.kind is FieldKind.INTEGER
    kind, said = ("integer", "whole_number") if whole else ("decimal", "number")
    message = text(f"template.refused.{said}", head=field.header, bounds=_bounds(field))
    answer = {"error_type": _STOP, "error_title": text("template.refused.number_title"), "error_message": message}
    return {"validate": kind, "criteria": "between", "minimum": _plain(low), "maximum": _plain(high), **answer}


def _bounds(field: FieldDefinition) -> str:
    """The bounds as clauses behind a sentence; "" where there are none."""
    clauses = [""]
    if field.minimum is not None:
        clauses.append(text("template.refused.not_less", low=f"{field.minimum:g}"))
    if field.maximum is not None:
        clauses.append(text("template.refused.not_more", high=f"{field.maximum:g}"))
    return text("signs.comma").join(clauses)


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _unique(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    cell, letter = row_cell(sheet, field.name), column_letter(sheet, field.name)
    formula = fitting(f"=COUNTIF(${letter}:${letter},{cell})=1", definition, field)
    return {"validate": "custom", "value": formula, **_answer(_WARNING, "doubled", head=field.header)}


def _length(field: FieldDefinition) -> Rule:
    answer = _answer(_STOP, "length", head=field.header, most=field.max_length)
    return {"validate": "length", "criteria": "between", "minimum": 0, "maximum": field.max_length, **answer}


def _answer(style: str, refused: str, **values: object) -> Rule:
    message = text(f"template.refused.{refused}", **values)
    return {"error_type": style, "error_title": text(f"template.refused.{refused}_title"), "error_message": message}
