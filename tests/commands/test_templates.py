"""`xltools templates`."""

import json
from pathlib import Path

from tests.commands.conftest import Call, register
from tests.registers import SMALL
from xltools.workbook.definition_files import shipped_definitions, templates_folder
from xltools.workbook.forms.building.layout_files import forms_folder, shipped_layouts


def test_templates_are_listed(call: Call) -> None:
    assert [each["name"] for each in json.loads(call("templates", "--json").out)] == list(shipped_definitions())


def test_built_workbooks_equal_the_shipped_ones(call: Call, tmp_path: Path) -> None:
    assert call("templates", "build", "--into", tmp_path).code == 0
    for name in shipped_definitions():
        assert (tmp_path / f"{name}.xlsx").read_bytes() == (templates_folder() / f"{name}.xlsx").read_bytes()


def test_built_forms_equal_the_shipped_ones(call: Call, tmp_path: Path) -> None:
    assert call("templates", "build", "--into", tmp_path).code == 0
    shipped = {path.name: path.read_bytes() for path in forms_folder().glob("*.xlsx")}
    assert shipped.keys() == {f"{layout.title}.xlsx" for layout in shipped_layouts()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "forms").iterdir()} == shipped


def test_forms_are_copied_beside_the_register_once(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path)
    form = tmp_path / "表单" / "售后服务反馈及处理结果报告.xlsx"
    asked = ("templates", "forms", path, "--json")
    assert json.loads(call(*asked, "--dry-run").out)["forms"] == [{"path": str(form), "copied": True}]
    assert not form.exists()
    assert call("templates", "forms", path).code == 0
    assert form.exists()
    assert json.loads(call(*asked).out)["forms"] == [{"path": str(form), "copied": False}]


def test_a_teams_own_definition_is_built_beside_it(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_bytes(SMALL.read_bytes())
    assert call("templates", "build", own).code == 0
    assert (tmp_path / "own.xlsx").exists()


def test_a_broken_definition_is_named_with_file_and_key(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        SMALL.read_text(encoding="utf-8").replace('choices = "channel"', 'choices = "channels"'), encoding="utf-8"
    )
    own.write_text(
        own.read_text(encoding="utf-8").replace('"{year}{month}-{serial:3}"', '"{year}-{number}"'), encoding="utf-8"
    )
    said = call("templates", "build", own)
    assert said.code == 2
    assert "own.toml" in said.err
    assert "numbering" in said.err


def test_a_sound_definition_is_told_nothing_of(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "repairs.toml"
    example = call("templates", "check", "--example")
    own.write_text(example.out, encoding="utf-8")
    assert (example.code, call("templates", "check", own).code, call("templates", "check", own, "-q").out) == (0, 0, "")
    assert call("templates", "check").code == 2


def test_mistakes_of_several_definitions_are_listed(call: Call, tmp_path: Path) -> None:
    text = call("templates", "check", "--example").out
    sound, broken = tmp_path / "sound.toml", tmp_path / "broken.toml"
    sound.write_text(text, encoding="utf-8")
    broken.write_text(text.replace("version = 1 ", "version = 0 ").replace('kind = "long_text"', 'kind = "long"', 1))
    said = call("templates", "check", sound, broken, tmp_path / "missing.toml")
    assert said.code == 1
    assert [line for line in said.out.splitlines() if "broken.toml:" in line]
    told = json.loads(call("templates", "check", sound, broken, "--json").out)["definitions"]
    assert [[each["key"] for each in one["problems"]] for one in told] == [
        [],
        ["version", "sheets.cases.fields[7].kind"],
    ]
    assert all(each["line"] > 0 and each["severity"] == "error" for each in told[1]["problems"])
