"""What registers share is the same in every language: names, kinds and owners; only texts and widths differ."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from xltools.language.catalogue import SHIPPED_LANGUAGES
from xltools.workbook.definition_files import read_definition, shipped_definitions, templates_folder

COMMON = {"zh-CN": "common.toml", "en": "common.en.toml"}
OTHERS = [language for language in SHIPPED_LANGUAGES if language != "zh-CN"]
# What a language may say in its own way; short texts are longer in one script than in another.
SAID = {"header", "group", "hint", "example", "title", "purpose", "note", "width", "min_length", "values"}
SAID_IN_ROWS = {"label", "value", "unit", "explanation"}


def shared(language: str) -> dict[str, Any]:
    return tomllib.loads((templates_folder() / COMMON[language]).read_text(encoding="utf-8"))


def structure(part: Any, said: set[str]) -> Any:
    if isinstance(part, dict):
        return {key: structure(value, said) for key, value in part.items() if key not in said}
    return [structure(each, said) for each in part] if isinstance(part, list) else part


def fields(language: str) -> dict[str, Any]:
    content = shared(language)
    sheets = {sheet["key"]: {key: sheet[key] for key in sheet if key != "rows"} for sheet in content["sheets"]}
    return {**content["shared_fields"], **sheets}


@pytest.mark.parametrize("language", OTHERS)
def test_fields_and_sheets_are_the_same(language: str) -> None:
    ours, theirs = fields("zh-CN"), fields(language)
    assert list(theirs) == list(ours)
    assert {key: structure(part, SAID) for key, part in theirs.items()} == {
        key: structure(part, SAID) for key, part in ours.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_lists_have_as_many_values(language: str) -> None:
    ours, theirs = (
        {key: len(each["values"]) for key, each in shared(name)["lists"].items()} for name in ("zh-CN", language)
    )
    assert theirs == ours


@pytest.mark.parametrize("language", OTHERS)
def test_settings_are_the_same(language: str) -> None:
    ours, theirs = (
        next(sheet["rows"] for sheet in shared(name)["sheets"] if sheet["key"] == "settings")
        for name in ("zh-CN", language)
    )
    assert structure(theirs, SAID_IN_ROWS) == structure(ours, SAID_IN_ROWS)


@pytest.mark.parametrize("language", OTHERS)
def test_they_are_written_in_their_language(language: str) -> None:
    assert not re.search(
        r"[\u4e00-\u9fff]", (templates_folder() / COMMON[language]).read_text(encoding="utf-8").split("[shared", 1)[1]
    )


@pytest.mark.parametrize("language", SHIPPED_LANGUAGES)
def test_a_register_of_nothing_else_is_a_register(language: str, tmp_path: Path) -> None:
    content = shared(language)
    tabs = ["cases", *(sheet["key"] for sheet in content["sheets"])]
    source = f"""
include = "{COMMON[language]}"
name = "shared_only"
title = "Shared"
version = 1
language = "{language}"
procedure = "-"
tabs = {tabs}
[numbering]
pattern = "{{year}}-{{serial:3}}"
dated_by = "received_at"
[lists.channel]
title = "Channel"
values = ["-"]
[[sheets]]
key = "cases"
title = "Cases"
kind = "register"
fields = [{", ".join(f'{{ use = "{name}" }}' for name in content["shared_fields"] if name != "case_number")}]
"""
    path = tmp_path / "shared_only.toml"
    path.write_text(source, encoding="utf-8")
    definition = read_definition(path)
    assert [field.name for field in definition.register_sheet.fields] == list(content["shared_fields"])[:-1]


def test_no_shared_part_is_taken_for_a_register() -> None:
    assert not {Path(name).stem for name in COMMON.values()} & set(shipped_definitions())
