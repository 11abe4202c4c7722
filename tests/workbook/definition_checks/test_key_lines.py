"""Each key of a TOML file is found on its line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registers import SMALL
from xltools.workbook.definition_checks.key_lines import key_lines
from xltools.workbook.definition_files import templates_folder

FILES = [*sorted(templates_folder().glob("*.toml")), SMALL, SMALL.with_name("it_service_desk.toml")]


def paths_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, inside in entries:
        yield from paths_in(inside, (*path, part))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_key_of_a_real_definition_has_a_line_that_names_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8-sig")
    lines, found = text.split("\n"), key_lines(text)
    paths = list(paths_in(tomllib.loads(text)))
    assert set(found) <= set(paths)
    named = [path for path in paths if path in found and isinstance(path[-1], str)]
    assert [path for path in named if str(path[-1]) not in lines[found[path] - 1]] == []
    beyond = [path for path in paths if path not in found and any(path == key[: len(path)] for key in found) is False]
    assert beyond == []


SAMPLE = '''# a comment with a [bracket] and = signs

title = "one # no comment"   # a comment
text = """
[not_a_table]
key = 1 \\""" still text"""
raw = \'\'\'
'quoted' \'\'\'
"quoted key".inner = { a = 1, b = [2, { c = 3 }] }

[table]
list = [
    "x, y",  # comment ]
    [1, 2],
    { deep = "z" },
]
empty = []
day = 2026-01-01 08:00:00

[[rows]]
a = 1

[[rows]]
a = 2
[rows.below]
b = 3
[[rows.items]]
c = 4
'''


def test_strings_comments_and_nesting_mislead_nobody() -> None:
    lines = key_lines(SAMPLE)
    assert lines["title",] == 3
    assert lines["raw",] == 7
    assert lines["quoted key", "inner", "b", 1, "c"] == 9
    assert lines["table", "list", 1] == 14
    assert lines["table", "list", 2, "deep"] == 15
    assert lines["table", "day"] == 18
    assert (lines["rows", 0, "a"], lines["rows", 1, "a"]) == (21, 24)
    assert (lines["rows", 1, "below", "b"], lines["rows", 1, "items", 0, "c"]) == (26, 28)
    assert ("not_a_table",) not in lines


def test_line_ends_of_windows_count_once() -> None:
    assert key_lines("a = 1\r\nb = [\r\n  2,\r\n]\r\n") == {("a",): 1, ("b",): 2, ("b", 0): 3}


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12), max_size=6))
def test_no_text_leads_the_scanner_astray(texts: list[str]) -> None:
    quoted = [each.replace("\\", "\\\\").replace('"', '\\"') for each in texts]
    source = "".join(f'k{place} = ["{each}", {{ in = "{each}" }}]\n' for place, each in enumerate(quoted)) + "end = 1\n"
    assert tomllib.loads(source)["end"] == 1
    assert key_lines(source)["end",] == len(texts) + 1
