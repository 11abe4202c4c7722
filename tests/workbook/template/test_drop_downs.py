import pytest

from tests.workbook.template_samples import SMALL, small_definition
from xltools.errors import DefinitionError
from xltools.model.field import FieldDefinition
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.template.drop_downs import choice_formula, fitting, people_formula, quoted, values_below


def _formula(definition: RegisterDefinition, name: str) -> str:
    sheet = definition.register_sheet
    return choice_formula(definition, sheet, sheet.by_name[name])


def test_plain_list_is_found_by_its_head() -> None:
    formula = _formula(small_definition(), "category")
    assert formula == values_below("选项", '"分类"')
    assert formula.startswith("=OFFSET(INDEX('选项'!$4:$4,MATCH(")


def test_dependent_list_follows_the_value_beside_it() -> None:
    assert '"小类·"&$E5' in _formula(small_definition(), "detail")


def test_whole_rows_are_addressed_so_columns_may_move() -> None:
    assert "$A" not in _formula(small_definition(), "category")


def test_people_come_from_the_people_sheet_if_there_is_one() -> None:
    definition = small_definition()
    field = definition.register_sheet.by_name["handler"]
    assert people_formula(definition, field) == values_below("人员", '"姓名"')
    without = small_definition(sheets=SMALL["sheets"][:-1])
    assert people_formula(without, field) is None


def test_constants_are_matched_literally() -> None:
    assert quoted('a"b') == '"a""b"'
    assert quoted("what?") == '"what~?"'
    assert quoted("5*3~2") == '"5~*3~~2"'


def test_longest_titles_that_a_definition_allows_fit() -> None:
    lists = {**SMALL["lists"], "category": {"title": "长" * 30, "values": ["甲", "乙"]}}
    assert len(_formula(small_definition(lists=lists), "category")) <= 255


def test_formula_that_is_too_long_stops_the_build() -> None:
    field = FieldDefinition(name="long", header="长", kind="text")
    with pytest.raises(DefinitionError, match="small"):
        fitting("=" + "1" * 255, small_definition(), field)
