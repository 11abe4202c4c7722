"""`xltools upgrade`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.operations.extending.test_extending import earlier_register
from tests.registers import template
from xltools.workbook.definition_files import read_definition
from xltools.workbook.template.template_building import build_template


def test_a_dry_run_tells_and_the_run_does_it(call: Call, tmp_path: Path) -> None:
    path = earlier_register(tmp_path / "工单.xlsx")
    before = path.read_bytes()
    dry = call("upgrade", path, "--dry-run")
    assert (dry.code, "相似案例" in dry.out, path.read_bytes() == before) == (0, True, True)
    document = json.loads(call("upgrade", path, "--json").out)["registers"][0]
    assert (document["written"], document["version"]) == (True, ["3", "4"])
    assert [column["head"] for column in document["columns"]] == ["相似案例"]
    again = json.loads(call("upgrade", path, "--json").out)["registers"][0]
    assert (again["written"], again["columns"], again["version"]) == (False, [], None)
    assert call("journal", path).out.count("相似案例") == 1
    assert call("undo", path).code == 0
    assert path.read_bytes() == before


def test_a_folder_and_its_broken_register(call: Call, tmp_path: Path) -> None:
    earlier_register(tmp_path / "旧.xlsx")
    (tmp_path / "新.xlsx").write_bytes(template("service_ticket"))
    (tmp_path / "坏.xlsx").write_bytes(template("service_ticket")[:5000])
    said = call("upgrade", tmp_path)
    assert (said.code, "坏.xlsx" in said.err, "旧.xlsx" in said.out, "新.xlsx" in said.out) == (2, True, True, True)
    assert json.loads(call("upgrade", tmp_path, "--json").out)["registers"][0]["written"] is False


def test_a_folder_without_registers(call: Call, tmp_path: Path) -> None:
    assert call("upgrade", tmp_path).code == 2


def test_a_value_that_a_list_lacks_is_told_and_brought_on_demand(call: Call, tmp_path: Path) -> None:
    """Somebody may have taken it out; a value of the team's own is no matter."""
    source = Path(__file__).parents[1] / "small_register.toml"
    text = source.read_text(encoding="utf-8")
    own, path = tmp_path / "small_register.toml", tmp_path / "台账.xlsx"
    own.write_text(text, encoding="utf-8")
    path.write_bytes(build_template(read_definition(own)))
    before = path.read_bytes()
    assert "展会" not in call("upgrade", path).out
    values = read_definition(own).lists["channel"].values
    own.write_text(text.replace(f'"{values[-1]}"', f'"{values[-1]}", "展会"', 1), encoding="utf-8")
    said = call("upgrade", path)
    assert (said.code, said.out.count("展会"), path.read_bytes() == before) == (0, 1, True)
    (left,) = json.loads(call("upgrade", path, "--json").out)["registers"][0]["values_left"]
    assert (left["values"], left["has_room"]) == (["展会"], True)
    assert call("upgrade", path, "-q").out == ""
    assert "展会" in call("upgrade", path, "--values").out
    assert "展会" in call("journal", path).out
    assert "展会" not in call("upgrade", path, "--values").out
    assert call("undo", path).code == 0
    assert path.read_bytes() == before
