"""Lists, numbering and states that contradict the sheets are told with their keys, all of them at once."""

import tomllib
from typing import Any

import pytest
from pydantic import ValidationError

from xltools.model.contradictions import ContradictionsError
from xltools.model.register_definition import RegisterDefinition

SOUND = """
name = "desk"
title = "Desk"
version = 1
procedure = "test"
language = "en"
[numbering]
pattern = "{year}-{serial:3}"
[lists.kind]
title = "Kind"
values = ["a", "b"]
[lists.part]
title = "Part"
parent = "kind"
[lists.part.by_parent]
a = ["a1"]
b = ["b1"]
[[sheets]]
key = "cases"
title = "Cases"
kind = "register"
fields = [
    { name = "number", header = "Number", kind = "case_number", owner = "tool" },
    { name = "received_at", header = "Received", kind = "datetime" },
    { name = "done_at", header = "Done", kind = "datetime" },
    { name = "kind", header = "Kind", kind = "choice", choices = "kind" },
    { name = "part", header = "Part", kind = "choice", choices = "part", depends_on = "kind" },
]
[[states]]
name = "Open"
until = [{ field = "done_at" }]
[[states]]
name = "Closed"
closed = true
"""


def found_in(change: Any) -> list[tuple[str | int, ...]]:
    table = tomllib.loads(SOUND)
    change(table)
    with pytest.raises(ValidationError) as caught:
        RegisterDefinition.model_validate(table)
    (error,) = caught.value.errors()
    cause = error["ctx"]["error"]
    assert isinstance(cause, ContradictionsError)
    return [each.key for each in cause.found]


def test_a_sound_definition_has_none() -> None:
    assert RegisterDefinition.model_validate(tomllib.loads(SOUND)).title == "Desk"


def test_several_are_told_at_once_with_their_keys() -> None:
    def change(table: dict[str, Any]) -> None:
        table["language"] = "tlh"
        table["report_titles"] = {"fortnight": "x"}
        table["sheets"][0]["fields"][3]["choices"] = "kinds"
        table["numbering"]["dated_by"] = "opened_at"
        table["states"][0]["until"] = [{"field": "finished_at"}]
        table["second_handling"] = {"log_kind": "again", "facts": {"ended_at": []}}

    assert found_in(change) == [
        ("language",),
        ("report_titles", "fortnight"),
        ("sheets", 0, "fields", 3, "choices"),
        ("sheets", 0, "fields", 4, "choices"),
        ("numbering", "dated_by"),
        ("states", 0, "until", 0, "field"),
        ("second_handling",),
    ]


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("lists", "part", "by_parent"), {"a": ["a1"]}, ("lists", "part", "by_parent")),
        (("lists", "part", "title"), "Kind", ("lists", "part", "title")),
        (("sheets", 0, "fields", 4, "depends_on"), None, ("sheets", 0, "fields", 4, "choices")),
        (("sheets", 0, "kind"), "records", ("sheets",)),
        (("sheets", 0, "fields", 0, "owner"), "person", ("numbering", "field")),
        (("numbering", "field"), "done_at", ("numbering", "field")),
        (("states", 0, "until"), [], ("states", 0)),
        (("states", 1, "closed"), False, ("states", 1)),
        (("second_handling",), {"log_kind": "again", "facts": {"kind": []}}, ("second_handling", "facts", "kind")),
    ],
)
def test_each_is_told_with_its_key(path: tuple[str | int, ...], value: object, key: tuple[str | int, ...]) -> None:
    def change(table: Any) -> None:
        *above, last = path
        for part in above:
            table = table[part]
        table[last] = value

    assert found_in(change) == [key]


SETTINGS = """
[[sheets]]
key = "settings"
title = "Settings"
kind = "settings"
fields = [
    { name = "key", header = "Key", kind = "code" },
    { name = "label", header = "Parameter", kind = "text" },
    { name = "value", header = "Value", kind = "text" },
]
rows = [{ key = "time_zone", label = "Time zone", value = "Europe/Berlin" }]
"""


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"key": "time_zone", "label": "Time zone", "value": "Europe/Berln"}, ("sheets", 1, "rows", 0, "value")),
        ({"key": "time_zone", "label": "Time zone", "value": 1}, ("sheets", 1, "rows", 0, "value")),
        ({"key": "time_zone", "label": "Time zone"}, ("sheets", 1, "rows", 0)),
        ({"key": "notice_days", "value": 1}, ("sheets", 1, "rows", 0)),
        ({"label": "Time zone", "value": 1}, ("sheets", 1, "rows", 0)),
    ],
)
def test_a_setting_that_the_tool_cannot_fall_back_on_is_told(row: object, key: tuple[str | int, ...]) -> None:
    sound = tomllib.loads(SOUND + SETTINGS)
    assert RegisterDefinition.model_validate(sound).title == "Desk"

    def change(table: Any) -> None:
        table["sheets"].append({**sound["sheets"][1], "rows": [row]})

    assert found_in(change) == [key]


@pytest.mark.parametrize(
    ("path", "value", "meant"),
    [
        (("language",), "en-GB", "en"),
        (("numbering", "dated_by"), "recieved_at", "received_at"),
        (("states", 0, "until"), [{"field": "done"}], "done_at"),
        (("states", 0, "until"), [{"field": "completed"}], "complete"),
        (("sheets", 0, "fields", 3, "choices"), "kinds", "kind"),
        (("sheets", 0, "fields", 2, "not_before"), "received", "received_at"),
        (("sheets", 0, "rows"), [{"recieved_at": "x"}], "received_at"),
    ],
)
def test_the_nearest_that_would_do_is_named(path: tuple[str | int, ...], value: object, meant: str) -> None:
    table: Any = tomllib.loads(SOUND)
    inside = table
    for part in path[:-1]:
        inside = inside[part]
    inside[path[-1]] = value
    with pytest.raises(ValidationError) as caught:
        RegisterDefinition.model_validate(table)
    causes = [each["ctx"]["error"] for each in caught.value.errors()]
    assert [cause.found[0].should_be for cause in causes] == [f"nearest: {meant}"]
    assert all(str(cause).endswith(meant) for cause in causes)
