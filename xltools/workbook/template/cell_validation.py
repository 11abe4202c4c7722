"""What may be typed into a column, and what does the program say about it? One validation rule a field.

Invariant: a rule never stops what the reader understands: it stops only what could not be kept (a value outside a list
of choices, a number out of bounds, a column of the tool) and otherwise warns, letting the clerk decide.
"""

from datetime import date, time
from typing import Any

from xltools.language.words import Tab
from xltools.model.field import NUMERIC_KINDS, TEMPORAL_KINDS, FieldDefinition, FieldKind, Owner
from xltools.model.register_definition import RegisterDefinition, SheetDefinition, SheetKind
from xltools.workbook.template.drop_downs import choice_formula, fitting, people_formula
from xltools.workbook.template.template_grid import column_letter, row_cell

LONGEST_TITLE = 32
LONGEST_MESSAGE = 255
_STOP, _WARNING, _INFORMATION = "stop", "warning", "information"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
_FIRST_SERIAL = 36526  # 2000-01-01
_LARGEST_NUMBER = 1e15  # Excel keeps 15 digits
_EXAMPLES = {
    FieldKind.DATE: "2024-05-01",
    FieldKind.DATETIME: "2024-05-01 09:30",
    FieldKind.TIME: "09:30",
}
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
        message = f"“{field.header}”由工具填写，保存后自动更新，请不要手工输入。请按“取消”。"
        return {"validate": "custom", "value": "=FALSE", **_answer(_STOP, "此栏由工具填写", message)}
    if field.kind is FieldKind.CHOICE:
        return _choice(definition, sheet, field)
    if field.kind is FieldKind.PERSON and (names := people_formula(definition, field)):
        message = f"“{field.header}”写的不是“人员”表中的姓名。确实是此人请按“确定”；写错了请按“取消”改正。"
        return {"validate": "list", "source": names, **_answer(_INFORMATION, "不在人员表中", message)}
    if field.kind is FieldKind.CASE_NUMBER and sheet.kind in (SheetKind.LOG, SheetKind.RECORDS):
        return _known_number(definition, sheet, field)
    if field.kind in TEMPORAL_KINDS or field.kind is FieldKind.TIME:
        return _moment(sheet, field)
    if field.kind in NUMERIC_KINDS:
        return _number(field)
    return _unique(definition, sheet, field) if field.unique else _length(field)


def _choice(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    message = f"“{field.header}”只能从下拉列表中选择。需要新的值时，请主管在“{Tab.LISTS.said}”表相应一列的末尾添加。"
    if field.depends_on is not None:
        parent = sheet.by_name[field.depends_on].header
        message = f"请先选“{parent}”，再从“{field.header}”的下拉列表中选择；列表随“{parent}”变化。"
    answer = _answer(_STOP, "不在列表中", message)
    return {"validate": "list", "source": choice_formula(definition, sheet, field), **answer}


def _known_number(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    register = definition.register_sheet
    letter = column_letter(register, definition.numbering.field)
    numbers = f"'{register.title}'!${letter}:${letter}"
    formula = fitting(f"=COUNTIF({numbers},{row_cell(sheet, field.name)})>0", definition, field)
    message = f"“{register.title}”表里没有这个编号，请核对。刚登记、还没有取得编号的，先保存登记表。仍要保留吗？"
    return {"validate": "custom", "value": formula, **_answer(_WARNING, "没有这个编号", message)}


def _moment(sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    example = _EXAMPLES[field.kind]
    message = (
        f"没有认出日期或时间。“{field.header}”请写成 {example} 的样子。按“取消”重写；按“确定”保留，由工具再认一次。"
    )
    answer = _answer(_INFORMATION, "请核对日期时间", message)
    if field.kind is FieldKind.TIME:
        return {"validate": "time", "criteria": "between", "minimum": time(0), "maximum": time(23, 59, 59), **answer}
    if field.day_of is not None:  # a time alone means that time on the other field's day
        cell = row_cell(sheet, field.name)
        formula = f"=AND(ISNUMBER({cell}),OR(AND({cell}>=0,{cell}<1),{cell}>={_FIRST_SERIAL}))"
        return {"validate": "custom", "value": formula, **answer}
    return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY, **answer}


def _number(field: FieldDefinition) -> Rule:
    low = -_LARGEST_NUMBER if field.minimum is None else field.minimum
    high = _LARGEST_NUMBER if field.maximum is None else field.maximum
    whole = field.kind is FieldKind.INTEGER
    bounds = [f"不小于 {low:g}"] * (field.minimum is not None) + [f"不大于 {high:g}"] * (field.maximum is not None)
    message = f"“{field.header}”请填{'整数' if whole else '数字'}{'，'.join(['', *bounds])}。"
    kind = "integer" if whole else "decimal"
    answer = _answer(_STOP, "请填数字", message)
    return {"validate": kind, "criteria": "between", "minimum": _plain(low), "maximum": _plain(high), **answer}


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _unique(definition: RegisterDefinition, sheet: SheetDefinition, field: FieldDefinition) -> Rule:
    cell, letter = row_cell(sheet, field.name), column_letter(sheet, field.name)
    formula = fitting(f"=COUNTIF(${letter}:${letter},{cell})=1", definition, field)
    message = f"“{field.header}”不能重复，本表已有相同的一行。仍要保留吗？"
    return {"validate": "custom", "value": formula, **_answer(_WARNING, "已有相同的值", message)}


def _length(field: FieldDefinition) -> Rule:
    message = f"“{field.header}”请写文字，最多 {field.max_length} 个字。"
    answer = _answer(_STOP, "不能这样写", message)
    return {"validate": "length", "criteria": "between", "minimum": 0, "maximum": field.max_length, **answer}


def _answer(style: str, title: str, message: str) -> Rule:
    return {"error_type": style, "error_title": title, "error_message": message}
