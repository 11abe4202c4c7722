import pytest

from tests.workbook.template_samples import opened, small_definition
from xltools.language.speaking import speaking
from xltools.model.finding import Finding, FindingCode
from xltools.model.finding_catalogue import message
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.template.highlighting import highlights
from xltools.workbook.template.palette import CLOSED, DUE_SOON, FAULTY, OVERDUE, URGENT


def test_cell_named_by_the_check_remark_lights_up_first() -> None:
    definition = small_definition()
    first = highlights(definition, definition.register_sheet)[0]
    assert first.look == FAULTY
    assert first.ranges == ("A5:P1048576",)
    assert first.formula == '=ISNUMBER(FIND("【"&A$4&"】",$C5))'


def test_a_head_is_found_between_the_marks_of_the_language() -> None:
    definition = small_definition()
    with speaking("en"):
        first = highlights(definition, definition.register_sheet)[0]
        remark = message(Finding(FindingCode.VALUE_MISSING, "登记", 5, 4, "received_at", "收到", {"why": "x"}))
    assert first.formula == '=ISNUMBER(FIND("["&A$4&"]",$C5))'
    assert remark.startswith("[收到]")


WALK = [{"name": "待答复", "until": [{"field": "answered_at"}]}, {"name": "已关闭", "closed": True}]


def test_register_has_every_look() -> None:
    definition = small_definition(states=WALK, urgent=["紧急"])
    looks = [rule.look for rule in highlights(definition, definition.register_sheet)]
    assert all(look in looks for look in (FAULTY, CLOSED, OVERDUE, DUE_SOON, URGENT))


def test_due_time_is_paired_with_its_end_by_the_timers() -> None:
    definition = small_definition()
    formulas = [rule.formula for rule in highlights(definition, definition.register_sheet)]
    missed = [formula for formula in formulas if "NOW()" in formula]
    assert len(missed) == 1
    assert missed[0].startswith('=AND(ISNUMBER($J5),$J5<NOW(),$I5=""')


def test_a_register_without_states_or_urgent_priorities_colours_neither() -> None:
    definition = small_definition()
    looks = [rule.look for rule in highlights(definition, definition.register_sheet)]
    assert (CLOSED in looks, URGENT in looks) == (False, False)


def test_rules_sleep_where_their_fields_are_absent() -> None:
    definition = small_definition()
    log = definition.sheet("log")
    assert log is not None
    assert highlights(definition, log) == ()


@pytest.mark.parametrize("name", shipped_definitions())
def test_rules_are_plain_expressions_and_few(name: str) -> None:
    definition = shipped_definition(name)
    book = opened(definition)
    for sheet in definition.sheets:
        written = [rule for area in book[sheet.title].conditional_formatting for rule in area.rules]
        assert len(written) == len(highlights(definition, sheet)) <= 20
        assert all(rule.type == "expression" for rule in written)
        assert not any("{" in formula for rule in written for formula in rule.formula)
