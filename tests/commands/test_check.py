"""`xltools check`."""

import json
from pathlib import Path

from tests.commands.conftest import ROW, Call, register


def test_findings_make_exit_code_1_and_nothing_is_written(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW, {**ROW, "联系方式": "123"})
    before = path.read_bytes()
    said = call("check", path)
    assert said.code == 1
    assert "反馈登记!" in said.out
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_clean_register_is_exit_code_0(call: Call, tmp_path: Path) -> None:
    assert call("check", register(tmp_path, ROW)).code == 0


def test_json_has_every_finding_with_its_address(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, {**ROW, "联系方式": "123", "问题描述": "坏了"})
    said = call("check", path, "--json")
    document = json.loads(said.out)
    (found,) = document["registers"]
    assert said.code == 1
    assert [(each["code"], each["row"], each["field"]) for each in found["findings"]] == [
        ("CONTACT_MALFORMED", 5, "contact"),
        ("TEXT_VAGUE", 5, "problem_description"),
    ]
    assert {each["address"].partition("!")[0] for each in found["findings"]} == {"反馈登记"}
    assert found["written"] is False


def test_quiet_prints_only_what_is_wrong(call: Call, tmp_path: Path) -> None:
    assert call("check", register(tmp_path, ROW), "-q").out == ""
    assert len(call("check", register(tmp_path, {**ROW, "联系方式": "123"}), "-q").out.splitlines()) == 1


def test_long_lists_are_cut_unless_everything_is_asked_for(call: Call, tmp_path: Path) -> None:
    rows = [{**ROW, "联系方式": str(number), "问题描述": f"第{number}台开机十分钟停机"} for number in range(30)]
    path = register(tmp_path, *rows)
    assert len(call("check", path, "-v").out.splitlines()) > len(call("check", path).out.splitlines())


def test_several_registers_and_folders_have_one_outcome_each(call: Call, tmp_path: Path) -> None:
    (tmp_path / "分店").mkdir()
    first = register(tmp_path, ROW)
    second = register(tmp_path / "分店", {**ROW, "联系方式": "123"})
    absent = tmp_path / "三店.xlsx"
    said = call("check", first, absent, second.parent, first, "--json")
    document = json.loads(said.out)
    assert [each["path"] for each in document["registers"]] == [str(first), str(second)]
    assert [each["path"] for each in document["errors"]] == [str(absent)]
    assert said.code == 2
