"""States that no case can be in are told, and no others."""

import tomllib
from typing import Any

import pytest

from xltools.workbook.definition_checks.example import example_definition
from xltools.workbook.definition_checks.model_flaws import model_flaws
from xltools.workbook.definition_checks.walk_flaws import walk_flaws
from xltools.workbook.definition_files import templates_folder
from xltools.workbook.definition_merging import merge
from xltools.workbook.definition_sources import read_sources

HIGH = [{"field": "priority", "values": ["high"]}]
DONE = {"name": "Done", "closed": True}


def state(name: str, *until: str, when: object = (), **more: object) -> dict[str, Any]:
    return {"name": name, "when": when, "until": [{"field": field} for field in until], **more}


def keys_of(tmp_path: Any, states: list[dict[str, Any]], **more: object) -> list[tuple[str | int, ...]]:
    path = tmp_path / "repairs.toml"
    path.write_text(example_definition(), encoding="utf-8")
    table = merge(read_sources(path, templates_folder())).table | {"states": states, **more}
    definition, flaws = model_flaws(table)
    assert (flaws, definition is not None) == ([], True)
    return [flaw.key for flaw in walk_flaws(definition)] if definition else []


@pytest.mark.parametrize(
    ("states", "keys"),
    [
        ([state("A", "result"), state("B", "completed_at"), DONE], []),
        ([state("A", "result"), state("B", "result"), DONE], [("states", 1)]),
        ([state("A", "result", "completed_at"), state("B", "completed_at"), DONE], [("states", 1)]),
        ([state("A", "result", when=HIGH), state("B", "result"), DONE], []),  # the others pass through B
        ([state("A", "result"), state("B", "result", when=HIGH), DONE], [("states", 1)]),
        ([state("A", "result", when=HIGH), state("B", "result", when=HIGH), DONE], [("states", 1)]),
        ([state("Rush", when=HIGH, closed=True), state("B", "result", when=HIGH), DONE], [("states", 1)]),
        ([state("Rush", when=HIGH, closed=True), state("B", "result"), DONE], []),
        ([state("A", "result"), state("A", "completed_at"), DONE], [("states", 1, "name")]),
        ([state("A", "duties_done"), DONE], [("states", 0, "until", 0, "field")]),
        ([state("A", "result", when=[{"field": "reopened"}]), DONE], [("states", 0, "when", 0, "field")]),
    ],
)
def test_states_out_of_reach(tmp_path: Any, states: list[dict[str, Any]], keys: list[Any]) -> None:
    assert keys_of(tmp_path, states) == keys


@pytest.mark.parametrize(("kind", "keys"), [("other", []), ("reopened", [("second_handling", "log_kind")])])
def test_the_kind_that_reopens_is_one_of_the_log(tmp_path: Any, kind: str, keys: list[Any]) -> None:
    second = {"log_kind": kind, "facts": {"completed_at": ["result"]}}
    states = tomllib.loads(example_definition())["states"]
    assert keys_of(tmp_path, states, second_handling=second) == keys
