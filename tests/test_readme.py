"""The README is true: its verbs, options, exit codes and example exist."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.registers import SMALL
from xltools import cli
from xltools.model.field import FieldDefinition
from xltools.operations.importing.import_settings import import_settings
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.workspace_file import FILE_NAME
from xltools.workbook.definition_files import shipped_definitions

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")

EXAMPLES = re.findall(r"```toml\n(.*?)\n```", README, re.DOTALL)


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_is_told_and_every_told_verb_exists(verb: str) -> None:
    assert f"`xltools {verb} " in README
    assert set(re.findall(r"`xltools (\w+)", README)) <= set(cli.VERBS)


def test_every_template_is_named() -> None:
    assert all(f"`{name}`" in README for name in shipped_definitions())


def test_the_example_field_is_a_field() -> None:
    (example,) = (each for each in EXAMPLES if "header =" in each)
    (field,) = tomllib.loads(f"fields = [{example}]")["fields"]
    assert FieldDefinition.model_validate(field).typed_by_people


def test_every_named_file_exists() -> None:
    for name in re.findall(r"`(xltools/[\w/]+\.py)`", README):
        assert (Path(__file__).parents[1] / name).exists()
    assert SMALL.exists()


def test_the_examples_of_the_workspace_file_are_read(tmp_path: Path) -> None:
    examples = [each for each in EXAMPLES if "header =" not in each]
    (tmp_path / FILE_NAME).write_text("\n".join(examples), encoding="utf-8")
    settings = notify_settings(tmp_path)
    assert settings is not None
    assert {each.kind for each in settings.channels} == {"mail", "wecom", "dingtalk", "feishu"}
    assert [each.name for each in import_settings(tmp_path)] == ["京东评价"]
