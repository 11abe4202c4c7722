"""A definition that is read is free of contradictions."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from xltools.model.register_definition import ListDefinition, RegisterDefinition, SheetDefinition

NUMBER = {"name": "number", "header": "编号", "kind": "case_number", "owner": "tool"}
RECEIVED = {"name": "received_at", "header": "时间", "kind": "datetime"}
DEPARTMENT = {"name": "department", "header": "部门", "kind": "text"}
CATEGORY = {"name": "category", "header": "大类", "kind": "choice", "choices": "category"}
SUBCATEGORY = {
    "name": "subcategory",
    "header": "小类",
    "kind": "choice",
    "choices": "subcategory",
    "depends_on": "category",
}
SOUND: dict[str, Any] = {
    "name": "tickets",
    "title": "工单",
    "version": 1,
    "procedure": "试验",
    "numbering": {"pattern": "{code}-{serial:3}", "code_from": "department", "code_sheet": "departments"},
    "lists": {
        "category": {"title": "大类", "values": ["甲", "乙"]},
        "subcategory": {"title": "小类", "parent": "category", "by_parent": {"甲": ["甲一"], "乙": ["乙一"]}},
    },
    "sheets": [
        {
            "key": "cases",
            "title": "登记",
            "kind": "register",
            "fields": [NUMBER, RECEIVED, DEPARTMENT, CATEGORY, SUBCATEGORY],
        },
        {
            "key": "departments",
            "title": "部门代码",
            "kind": "settings",
            "fields": [
                {"name": "name", "header": "部门", "kind": "text"},
                {"name": "code", "header": "代码", "kind": "code"},
            ],
            "rows": [{"name": "客服部", "code": "CS"}],
        },
    ],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """SOUND with what stands at ``path`` replaced; None takes it away."""
    table = copy.deepcopy(SOUND)
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    place: Any = table
    for part in parents:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return table


def test_a_sound_definition_is_read():
    definition = RegisterDefinition.model_validate(SOUND)
    assert definition.register_sheet.key == "cases"
    assert definition.sheet("departments").rows == ({"name": "客服部", "code": "CS"},)
    assert definition.sheet("log") is None
    assert [(sheet.key, field.name) for sheet, field in definition.all_fields()][::3] == [
        ("cases", "number"),
        ("cases", "category"),
        ("departments", "code"),
    ]


@pytest.mark.parametrize(
    ("path", "value", "location"),
    [
        ("sheets/1/kind", "register", ()),  # two register sheets
        ("sheets/0/kind", "records", ()),  # none
        ("sheets/1/key", "cases", ()),
        ("sheets/1/title", "登记", ()),
        ("lists/category", None, ()),
        ("lists/subcategory", None, ()),
        ("lists/subcategory/by_parent/乙", None, ()),
        ("lists/subcategory/by_parent/丙", ["丙一"], ()),
        ("lists/subcategory/parent", "colour", ()),
        ("sheets/0/fields/3/choices", "subcategory", ()),  # dependent list without parent
        ("sheets/0/fields/4/choices", "category", ()),  # parent for a plain list
        ("sheets/0/fields/4/depends_on", "department", ()),
        ("sheets/0/fields/4/depends_on", "colour", ("sheets", 0)),
        ("sheets/0/fields/3", CATEGORY | {"owner": "proposed", "default": "丙"}, ()),
        ("numbering/field", "department", ()),
        ("numbering/field", "colour", ()),
        ("numbering/dated_by", "colour", ()),
        ("numbering/code_from", "colour", ()),
        ("numbering/code_sheet", "colour", ()),
        ("numbering/code_sheet", "cases", ()),
        ("numbering/pattern", "{serial:3}", ("numbering",)),
        ("sheets/0/fields/0/owner", "person", ()),
        ("sheets/0/fields/1/header", "编号", ("sheets", 0)),
        ("sheets/0/fields/1/name", "number", ("sheets", 0)),
        ("sheets/0/fields/1/not_before", "colour", ("sheets", 0)),
        ("sheets/0/fields/1/day_of", "colour", ("sheets", 0)),
        ("sheets/0/fields/1/required_when", [{"field": "colour"}], ("sheets", 0)),
        ("sheets/0/fields", [], ("sheets", 0, "fields")),
        ("sheets/0/title", "登记:旧", ("sheets", 0, "title")),
        ("sheets/0/title", "登" * 32, ("sheets", 0, "title")),
        ("sheets/1/rows", [{"colour": "红"}], ("sheets", 1)),
        ("report_titles", {"fortnight": "双周报"}, ()),
        ("version", 0, ("version",)),
        ("colour", "红", ("colour",)),
        ("procedure", None, ("procedure",)),
    ],
)
def test_contradictions_are_refused_at_their_place(path, value, location):
    with pytest.raises(ValidationError) as caught:
        RegisterDefinition.model_validate(changed(path, value))
    assert caught.value.errors()[0]["loc"] == location


@pytest.mark.parametrize(
    "table",
    [
        {"title": "大类"},
        {"title": "大类", "values": ["甲"], "parent": "type", "by_parent": {"一": ["甲"]}},
        {"title": "大类", "by_parent": {"一": ["甲"]}},
        {"title": "大类", "values": ["甲"], "parent": "type"},
        {"title": "大类", "values": ["甲", "甲"]},
        {"title": "大类", "values": ["甲", " 乙"]},
        {"title": "大类", "values": ["甲", ""]},
        {"title": "大类", "parent": "type", "by_parent": {"一": ["甲", "甲"]}},
        {"title": "", "values": ["甲"]},
    ],
)
def test_lists_are_plain_or_dependent_and_clean(table):
    with pytest.raises(ValidationError):
        ListDefinition.model_validate(table)


def test_a_sheet_knows_its_fields_by_name():
    sheet = SheetDefinition.model_validate(SOUND["sheets"][0])
    assert list(sheet.by_name) == ["number", "received_at", "department", "category", "subcategory"]


def test_a_sheet_may_have_heads_of_two_lines_and_words_that_end_it() -> None:
    field = {"name": "number", "header": "编号", "kind": "case_number", "owner": "tool"}
    sheet = {"key": "cases", "title": "登记", "kind": "register", "fields": [field]}
    plain = SheetDefinition.model_validate(sheet)
    other = SheetDefinition.model_validate(sheet | {"head_rows": 2, "footer": ["合计"]})
    assert (plain.head_rows, plain.footer, other.head_rows, other.footer) == (1, (), 2, ("合计",))


@pytest.mark.parametrize("wrong", [{"head_rows": 3}, {"head_rows": 0}, {"footer": [" "]}, {"footer": [""]}])
def test_other_shapes_of_a_sheet_are_refused(wrong: dict[str, Any]) -> None:
    field = {"name": "number", "header": "编号", "kind": "case_number", "owner": "tool"}
    with pytest.raises(ValidationError):
        SheetDefinition.model_validate({"key": "cases", "title": "登记", "kind": "register", "fields": [field]} | wrong)
