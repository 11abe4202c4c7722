"""`xltools init`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.registers import SMALL
from xltools.workbook.definition_files import shipped_definitions


def test_all_templates_start_clean(call: Call, tmp_path: Path) -> None:
    made = json.loads(call("init", "all", tmp_path, "--json").out)["registers"]
    assert len(made) == len(shipped_definitions())
    assert call("check", tmp_path).code == 0


def test_an_existing_register_is_kept(call: Call, tmp_path: Path) -> None:
    assert call("init", "service_ticket", tmp_path, "--name", "工单").code == 0
    (tmp_path / "工单.xlsx").write_bytes(b"mine")
    assert call("init", "service_ticket", tmp_path, "--name", "工单").code == 2
    assert (tmp_path / "工单.xlsx").read_bytes() == b"mine"


def test_a_dry_run_makes_nothing(call: Call, tmp_path: Path) -> None:
    assert call("init", "all", tmp_path / "x", "-n").code == 0
    assert list(tmp_path.iterdir()) == []


def test_usage_errors_are_exit_code_2(call: Call, tmp_path: Path) -> None:
    assert call("init", "nonsense", tmp_path).code == 2
    assert call("init", "all", tmp_path, "--name", "x").code == 2


def test_a_definition_of_ones_own_is_a_template_too(call: Call, tmp_path: Path) -> None:
    made = json.loads(call("init", SMALL, tmp_path / "新", "--name", "台账", "--json").out)["registers"]
    assert [Path(path).name for path in made] == ["台账.xlsx"]
    assert call("check", tmp_path / "新").code == 0
    assert call("init", tmp_path / "none.toml", tmp_path / "新").code == 2
