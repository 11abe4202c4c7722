import pytest

from tests.workbook.template_samples import SMALL, opened, small_definition
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.template.cell_validation import Rule, validation_rule
from xltools.workbook.template.drop_downs import choice_formula
from xltools.workbook.template.template_grid import column_range


def _rule(name: str, sheet_key: str = "cases") -> Rule:
    definition = small_definition()
    sheet = definition.sheet(sheet_key)
    assert sheet is not None
    return validation_rule(definition, sheet, sheet.by_name[name])


@pytest.mark.parametrize("name", ["number", "state", "check_remark", "answer_due_at"])
def test_columns_of_the_tool_refuse_typing(name: str) -> None:
    rule = _rule(name)
    assert (rule["validate"], rule["value"], rule["error_type"]) == ("custom", "=FALSE", "stop")


def test_choices_are_refused_outside_their_list() -> None:
    rule = _rule("category")
    assert (rule["validate"], rule["error_type"]) == ("list", "stop")


def test_other_names_may_be_typed() -> None:  # FR-5
    rule = _rule("handler")
    assert (rule["validate"], rule["error_type"]) == ("list", "information")


def test_person_is_plain_text_where_no_people_sheet_exists() -> None:
    definition = small_definition(sheets=SMALL["sheets"][:-1])
    sheet = definition.register_sheet
    assert validation_rule(definition, sheet, sheet.by_name["handler"])["validate"] == "length"


def test_dates_written_as_text_may_stay() -> None:
    assert _rule("received_at")["error_type"] == "information"
    assert _rule("opens_at", "timers")["error_type"] == "information"
    assert _rule("since", "timers")["error_type"] == "information"


def test_time_alone_is_allowed_where_it_means_a_day() -> None:  # ST-3
    rule = _rule("answered_at")
    assert rule["validate"] == "custom"
    assert "$I5<1" in rule["value"]


def test_numbers_keep_their_bounds() -> None:
    rule = _rule("score")
    assert (rule["validate"], rule["minimum"], rule["maximum"], rule["error_type"]) == ("integer", 0, 10, "stop")
    assert _rule("rate")["validate"] == "decimal"
    assert _rule("limit", "timers")["validate"] == "decimal"


def test_texts_keep_their_length() -> None:
    rule = _rule("phone")
    assert (rule["validate"], rule["maximum"]) == ("length", 40)


def test_log_warns_of_unknown_numbers() -> None:
    rule = _rule("case_number", "log")
    assert rule["error_type"] == "warning"
    assert rule["value"] == "=COUNTIF('登记'!$A:$A,$A5)>0"


def test_doubled_values_are_warned_of() -> None:
    rule = _rule("name", "people")
    assert (rule["value"], rule["error_type"]) == ("=COUNTIF($A:$A,$A5)=1", "warning")


def test_hint_shows_beside_the_cell() -> None:
    rule = _rule("handler")
    assert rule["input_title"] == "责任人"
    assert rule["input_message"] == "人员表里的姓名。"
    assert "input_message" not in _rule("phone")


@pytest.mark.parametrize("name", shipped_definitions())
def test_every_column_has_a_rule_down_to_the_last_row(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        rules = {str(rule.sqref): rule for rule in book[sheet.title].data_validations.dataValidation}
        for field in sheet.fields:
            rule = rules[column_range(sheet, field.name)]
            if field.choices is not None and field.typed_by_people:
                assert rule.type == "list"
                assert f"={rule.formula1}" == choice_formula(definition, sheet, field)
