"""The README is true: its verbs, options, exit codes and example exist."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.registers import SMALL
from xltools import cli
from xltools.model.field import FieldDefinition
from xltools.workbook.definition_files import shipped_definitions

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_is_told_and_every_told_verb_exists(verb: str) -> None:
    assert f"`xltools {verb} " in README
    assert set(re.findall(r"`xltools (\w+)", README)) <= set(cli.VERBS)


def test_every_template_is_named() -> None:
    assert all(f"`{name}`" in README for name in shipped_definitions())


def test_the_example_field_is_a_field() -> None:
    (example,) = re.findall(r"```toml\n(.*?)\n```", README, re.DOTALL)
    (field,) = tomllib.loads(f"fields = [{example}]")["fields"]
    assert FieldDefinition.model_validate(field).typed_by_people


def test_every_named_file_exists() -> None:
    for name in re.findall(r"`(xltools/[\w/]+\.py)`", README):
        assert (Path(__file__).parents[1] / name).exists()
    assert SMALL.exists()
