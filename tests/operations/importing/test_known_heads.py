"""What columns of exports are commonly called, for files that nobody described in [[imports]]. (FA-1)"""

import ast
from collections import Counter
from pathlib import Path

import pytest

import xltools
from tests.operations.importing.samples import export
from tests.registers import read, template
from xltools.operations.importing.known_heads import KNOWN_HEADS
from xltools.operations.importing.mapping import ColumnPlan, column_plan
from xltools.workbook.definition_files import shipped_definition, shipped_definitions
from xltools.workbook.heads import plain_head

TABLE = read(template()).cases
HEADS = [head for heads in KNOWN_HEADS.values() for head in heads]


def plan(heads: str) -> ColumnPlan:
    return column_plan(export(heads, even=True), TABLE, None, "")


def test_heads_of_the_register_come_before_common_ones() -> None:
    found = plan("手机|描述|评价内容|评价|昵称|赞")
    assert found.fields == {"contact": 0, "problem_description": 1, "customer_comment": 3, "customer_name": 4}
    assert found.ignored == ("评价内容", "赞")
    assert plan("评价|昵称").fields == {"customer_comment": 0, "customer_name": 1}  # as there is no other, either


@pytest.mark.parametrize(
    ("head", "field"),
    [("评价内容", "problem_description"), (" 反馈 内容 ", "problem_description"), ("创建时间", "received_at"),
     ("联系电话", "contact"), ("买家昵称", "customer_name"), ("来源", "channel")],
)  # fmt: skip
def test_common_heads_are_known(head: str, field: str) -> None:
    assert plan(head).fields == {field: 0}


FILLED = sorted(set(KNOWN_HEADS) & {field.name for field in TABLE.present() if field.typed_by_people})


@pytest.mark.parametrize("field", FILLED)
def test_of_several_the_first_in_the_list_wins_wherever_it_stands(field: str) -> None:
    own = {plain_head(each.header) for each in TABLE.present()}
    heads = [head for head in KNOWN_HEADS[field] if plain_head(head) not in own]
    for first in range(len(heads)):
        found = plan("|".join(reversed(heads[first:])))
        assert found.fields == {field: len(heads) - first - 1}
        assert set(found.ignored) == set(heads[first + 1 :])


def test_most_fields_of_the_list_stand_in_the_register_of_these_tests() -> None:
    assert len(FILLED) >= 4


def test_each_head_means_one_field_and_is_spelled_as_heads_are_compared() -> None:
    assert [head for head, times in Counter(HEADS).items() if times > 1] == []
    assert [head for head in HEADS if plain_head(head) != head] == []


def test_each_field_is_one_that_people_fill_in_a_shipped_register() -> None:
    sheets = [shipped_definition(name).register_sheet for name in shipped_definitions()]
    assert set(KNOWN_HEADS) <= {field.name for sheet in sheets for field in sheet.fields if field.typed_by_people}


def test_there_is_no_second_such_list() -> None:
    modules = sorted((Path(xltools.__file__).parent / "operations").rglob("*.py"))
    assert [path.name for path in modules if _lists_heads(path)] == []


def _lists_heads(path: Path) -> bool:
    """Whether one literal of a module holds three of the heads."""
    literals = (
        {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict)
    )
    foreign = {head for head in HEADS if not head.isascii()}  # "name" and "type" are words of code as well
    return any(len(literal & foreign) >= 3 for literal in literals)
