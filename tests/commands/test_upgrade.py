"""`xltools upgrade`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.operations.extending.test_extending import earlier_register
from tests.registers import template


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
