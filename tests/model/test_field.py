"""A field is read whole or refused."""

import pytest
from pydantic import ValidationError

from xltools.model.field import (
    NUMERIC_KINDS,
    TEMPORAL_KINDS,
    TEXT_KINDS,
    Condition,
    FieldDefinition,
    FieldKind,
    Owner,
)

SOUND = {"name": "note", "header": "备注", "kind": "text"}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "choice", "choices": "category"},
        {"kind": "choice", "choices": "subcategory", "depends_on": "category"},
        {"kind": "choice", "choices": "priority", "owner": "tool"},  # RR-9
        {"kind": "choice", "choices": "priority", "owner": "proposed", "default": "普通"},  # FA-3
        {"kind": "datetime", "day_of": "received_at", "not_before": "received_at"},  # ST-3
        {"kind": "integer", "minimum": 1, "maximum": 5},  # ST-10
        {"required_when": [{"field": "category"}]},
        {"header": "问题描述（摘要）"},
        {"header": "客户名称/单位"},
        {"header": "题"},
    ],
)
def test_sound_fields_are_read(change):
    assert FieldDefinition.model_validate(SOUND | change).name == "note"


@pytest.mark.parametrize(
    ("change", "location"),
    [
        ({"kind": "choice"}, ()),
        ({"choices": "category"}, ()),
        ({"depends_on": "category"}, ()),
        ({"min_length": 10, "max_length": 9}, ()),
        ({"kind": "integer", "minimum": 5, "maximum": 1}, ()),
        ({"kind": "date", "day_of": "received_at"}, ()),
        ({"kind": "time", "not_before": "received_at"}, ()),
        ({"owner": "tool", "required": True}, ()),
        ({"owner": "tool", "required_when": [{"field": "category"}]}, ()),
        ({"default": "无"}, ()),
        ({"owner": "proposed", "kind": "integer", "default": "1"}, ()),
        ({"owner": "proposed", "kind": "date", "default": "2024-05-01"}, ()),
        ({"owner": "tool", "default": "无"}, ()),
        ({"colour": "red"}, ("colour",)),
        ({"kind": "colour"}, ("kind",)),
        ({"owner": "nobody"}, ("owner",)),
        ({"personal": "secret"}, ("personal",)),
        ({"name": "Note"}, ("name",)),
        ({"name": "备注"}, ("name",)),
        ({"header": " 备注"}, ("header",)),
        ({"header": "备注\n"}, ("header",)),
        ({"header": "【备注】"}, ("header",)),
        ({"header": ""}, ("header",)),
        ({"width": 1}, ("width",)),
        ({"hint": "长" * 256}, ("hint",)),
        ({"max_length": 32768}, ("max_length",)),
    ],
)
def test_contradictory_fields_are_refused_at_their_place(change, location):
    with pytest.raises(ValidationError) as caught:
        FieldDefinition.model_validate(SOUND | change)
    assert [error["loc"] for error in caught.value.errors()] == [location]


@pytest.mark.parametrize(("owner", "typed"), [("person", True), ("proposed", True), ("tool", False)])
def test_people_type_in_all_but_the_tools_columns(owner, typed):
    assert FieldDefinition.model_validate(SOUND | {"owner": owner}).typed_by_people is typed


def test_a_field_is_open_to_people_and_optional_unless_it_says_otherwise():
    field = FieldDefinition.model_validate(SOUND)
    assert (field.owner, field.required, field.personal, field.hidden) == (Owner.PERSON, False, None, False)


def test_a_field_does_not_change_after_reading():
    field = FieldDefinition.model_validate(SOUND)
    with pytest.raises(ValidationError):
        field.header = "其他"


def test_a_condition_without_values_means_filled_at_all():
    assert Condition(field="category").values == ()


def test_every_kind_but_a_time_of_day_is_text_number_or_moment():
    groups = (TEXT_KINDS, NUMERIC_KINDS, TEMPORAL_KINDS, {FieldKind.TIME})
    assert sorted(kind for group in groups for kind in group) == sorted(FieldKind)
