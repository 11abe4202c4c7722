"""The README is true: its verbs, options, exit codes and example exist."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from tests.registers import SMALL
from xltools import cli
from xltools.model.field import FieldDefinition
from xltools.operations.archiving.archive_settings import archive_root, archive_settings
from xltools.operations.branches.branch_settings import branch_settings
from xltools.operations.importing.import_settings import import_settings
from xltools.operations.importing.taking_in import Taking, import_file
from xltools.operations.notifying.notify_settings import notify_settings
from xltools.operations.starting import start_register
from xltools.operations.workspace import Workspace
from xltools.operations.workspace_file import FILE_NAME
from xltools.operations.workspace_language import workspace_language
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
    examples.sort(key=lambda each: each.startswith("["))  # what stands above all tables comes first
    (tmp_path / FILE_NAME).write_text("\n".join(examples), encoding="utf-8")
    assert workspace_language(tmp_path) == "en"
    settings = notify_settings(tmp_path)
    assert settings is not None
    assert {each.kind for each in settings.channels} == {"mail", "wecom", "dingtalk", "feishu"}
    (example,) = import_settings(tmp_path)
    register = start_register("feedback_report", tmp_path, Path(example.into).stem).path
    export = tmp_path / "京东评价.csv"
    export.write_text("评价ID,评价内容,会员,星级\n7,开机十分钟后停机,某厂,一星\n8,指示灯不亮无反应,某店,\n", "utf-8")
    taken = import_file(export, register, "", datetime(2026, 11, 20, 9, 30), hold_seconds=0)
    assert (taken.outcome, taken.entered) == (Taking.ENTERED, 2)
    archive = archive_settings(Workspace(tmp_path))
    assert archive_root(Workspace(tmp_path), archive) == tmp_path / "归档"
    branches = branch_settings(tmp_path)
    assert branches is not None
    assert len(branches.registers) == 3
    assert set(branches.storage["s3"]) == {"endpoint_url", "secret"}
