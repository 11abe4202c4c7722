"""The reference of definitions in the README names every key of the models, and every example in it loads."""

import re
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from xltools.model.field import Condition, FieldDefinition
from xltools.model.number_scheme import NumberScheme
from xltools.model.register_contradictions import DERIVED_FACTS
from xltools.model.register_definition import (
    ListDefinition,
    RegisterDefinition,
    SecondHandling,
    SheetDefinition,
    StateDefinition,
)
from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_files import read_definition
from xltools.workbook.definition_sources import Parts

README = Path(__file__).parents[1] / "README.md"
ROW = re.compile(r"\| `([a-z_]+)` \| (.+?) \| `(.+)` \|")
Table = dict[str, Any]


def reference() -> dict[str, list[tuple[str, str]]]:
    """(key, example) by section."""
    text = README.read_text(encoding="utf-8")
    _, _, behind = text.partition("### Definition reference\n")
    inside = re.split(r"\n#{1,3} ", behind)[0]
    sections = re.split(r"\n#### (.+)\n", inside)[1:]
    return {
        title: [(key, example) for key, _, example in ROW.findall(table)]
        for title, table in zip(sections[::2], sections[1::2], strict=True)
    }


OF_PARTS = {"include", "tabs", "shared_fields", "default_rows", "extra_rows"}
MODELS = {
    "The file": {*RegisterDefinition.model_fields, *OF_PARTS},
    "Numbering": set(NumberScheme.model_fields),
    "A list": set(ListDefinition.model_fields),
    "A sheet": set(SheetDefinition.model_fields),
    "A column": {*FieldDefinition.model_fields, "use"},
    "A condition": set(Condition.model_fields),
    "A state": set(StateDefinition.model_fields),
    "Second handling": set(SecondHandling.model_fields),
}


def test_every_key_of_every_model_is_there_once() -> None:
    assert reference().keys() == MODELS.keys()
    for title, keys in MODELS.items():
        named = [key for key, _ in reference()[title]]
        assert sorted(named) == sorted(keys), title
    assert set(Parts.model_fields) >= OF_PARTS


def test_every_fact_that_states_may_ask_for_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    assert [fact for fact in DERIVED_FACTS if f"`{fact}`" not in text] == []


def of_file(base: Table, example: Table) -> None:
    if "sheets" in example:
        base["tabs"] = [tab for tab in base["tabs"] if tab != "log"]
        base["states"], base["default_rows"] = [], {}
    if "tabs" in example:
        base["default_rows"] = {key: rows for key, rows in base["default_rows"].items() if key in example["tabs"]}
    for key, value in example.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            base[key] |= value
        else:
            base[key] = value


def of_numbering(base: Table, example: Table) -> None:
    codes = [{"name": name, "header": name, "kind": "code"} for name in ("name", "code")]
    base["sheets"].append({"key": "codes", "title": "Codes", "kind": "settings", "fields": codes})
    base["tabs"].append("codes")
    base["numbering"] |= example


def of_list(base: Table, example: Table) -> None:
    if "parent" in example:
        base["sheets"][0]["fields"] = [each for each in base["sheets"][0]["fields"] if each.get("use") != "channel"]
    base["lists"]["channel"] |= example


def of_sheet(base: Table, example: Table) -> None:
    base["sheets"][1] |= example


def of_column(base: Table, example: Table) -> None:
    parts = {"high": ["front"], "normal": ["back"]}
    base["lists"]["part"] = {"title": "Part", "parent": "priority", "by_parent": parts}
    own = {} if "use" in example else {"name": "extra", "header": "Extra", "kind": "text"}
    base["sheets"][0]["fields"].append(own | example)


def of_condition(base: Table, example: Table) -> None:
    of_column(base, {"required_when": [example]})


def of_state(base: Table, example: Table) -> None:
    base["states"][-1 if "closed" in example else 1] |= example


def of_second_handling(base: Table, example: Table) -> None:
    base["second_handling"] = {"log_kind": "other", "facts": {"completed_at": ["result"]}} | example


PLACES: dict[str, Callable[[Table, Table], None]] = {
    "The file": of_file,
    "Numbering": of_numbering,
    "A list": of_list,
    "A sheet": of_sheet,
    "A column": of_column,
    "A condition": of_condition,
    "A state": of_state,
    "Second handling": of_second_handling,
}


@pytest.mark.parametrize("title", PLACES)
def test_every_example_names_its_key_and_loads(title: str, tmp_path: Path) -> None:
    for key, written in reference()[title]:
        source = written if title == "The file" else f"here = {{ {written} }}"
        example = tomllib.loads(source)
        example = example if title == "The file" else example["here"]
        assert key in example, written
        base = deepcopy(tomllib.loads(example_definition()))
        PLACES[title](base, example)
        path = tmp_path / "example.toml"
        path.write_text(tomlkit.dumps(base), encoding="utf-8")
        assert read_definition(path).name == "repairs", written
