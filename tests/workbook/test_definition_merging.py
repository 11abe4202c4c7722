"""Two files become one definition, and each part of it still knows where it came from."""

from pathlib import Path

import pytest

from xltools.errors import DefinitionError
from xltools.workbook.definition_merging import merge
from xltools.workbook.definition_sources import read_sources

SHARED = """
[shared_fields]
note = { header = "Notes", kind = "text", width = 20 }
[lists.colour]
title = "Colour"
values = ["red"]
[lists.size]
title = "Size"
values = ["small"]
[[sheets]]
key = "settings"
title = "Settings"
kind = "settings"
fields = [
    { name = "key", header = "Key", kind = "code", unique = true },
    { name = "value", header = "Value", kind = "text" },
]
rows = [{ key = "zone", value = "A" }, { key = "days", value = "3" }]
"""
OWN = """
include = "shared.toml"
name = "desk"
tabs = ["cases", "settings"]
[lists.colour]
title = "Colour"
values = ["green"]
[[sheets]]
key = "cases"
title = "Cases"
kind = "register"
fields = [{ use = "note", width = 30 }]
[extra_rows]
settings = [{ key = "more", value = "1" }, { key = "zone", value = "B" }]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "shared.toml").write_text(SHARED, encoding="utf-8")
    path = tmp_path / "desk.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_sheets_columns_lists_and_rows_are_put_together(desk: Path) -> None:
    table = merge(read_sources(desk, desk.parent)).table
    assert [sheet["key"] for sheet in table["sheets"]] == ["cases", "settings"]
    assert table["sheets"][0]["fields"] == [{"name": "note", "header": "Notes", "kind": "text", "width": 30}]
    assert {name: each["values"] for name, each in table["lists"].items()} == {"colour": ["green"], "size": ["small"]}


def test_an_extra_row_takes_the_place_of_the_one_with_its_key(desk: Path) -> None:
    rows = merge(read_sources(desk, desk.parent)).table["sheets"][1]["rows"]
    assert [(row["key"], row["value"]) for row in rows] == [("zone", "B"), ("days", "3"), ("more", "1")]


def test_each_part_knows_its_file_and_key(desk: Path) -> None:
    origins = merge(read_sources(desk, desk.parent)).origins
    named = {key: (origin.file.name, origin.key) for key, origin in origins.items()}
    assert named["sheets", 0, "fields", 0] == ("desk.toml", ("sheets", 0, "fields", 0))
    assert named["sheets", 1] == ("shared.toml", ("sheets", 0))
    assert named["sheets", 1, "rows", 0] == ("desk.toml", ("extra_rows", "settings", 1))
    assert named["sheets", 1, "rows", 1] == ("shared.toml", ("sheets", 0, "rows", 1))
    assert named["lists", "colour"] == ("desk.toml", ("lists", "colour"))
    assert named["lists", "size"] == ("shared.toml", ("lists", "size"))


def test_faults_between_the_files_are_all_told(desk: Path) -> None:
    text = OWN.replace('use = "note"', 'use = "remark"').replace('"settings"]', '"settings", "log"]')
    desk.write_text(text.replace("[extra_rows]", "[extra_rows]\ncolours = []"), encoding="utf-8")
    merged = merge(read_sources(desk, desk.parent))
    assert [fault.origin.key for fault in merged.faults] == [
        ("tabs", 2),
        ("extra_rows", "colours"),
        ("sheets", 0, "fields", 0),
    ]
    assert merged.table["sheets"][0]["fields"] == []


def test_a_part_of_the_wrong_shape_is_refused_with_its_file(desk: Path) -> None:
    (desk.parent / "shared.toml").write_text("sheets = 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_sources(desk, desk.parent)
    assert (caught.value.source, caught.value.key) == ("shared.toml", "sheets")
