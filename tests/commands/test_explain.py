"""`xltools explain`."""

import json
import re
from pathlib import Path

from tests.commands.conftest import ROW, Call, register
from tests.registers import NOW, heads_of, template, with_rows


def test_a_case_is_explained(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    said = call("explain", path, "202405-001")
    assert said.code == 0
    for shown in ("202405-001", "首次响应", "处理完成", "2024-05-10 18:00", "[时限!K9", "[反馈登记!"):
        assert shown in said.out
    assert ROW["客户名称/单位"] not in said.out
    assert ROW["联系方式"] not in said.out


def test_an_unknown_case_is_exit_code_2_and_names_the_nearest(call: Call, tmp_path: Path) -> None:
    said = call("explain", register(tmp_path, ROW), "202405-003")
    assert (said.code, said.out) == (2, "")
    assert "202405-001" in said.err


def test_json_is_the_same_as_data(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, {**ROW, "优先级": "紧急"})
    said = call("explain", path, "202405-001", "--json")
    case = json.loads(said.out)["case"]
    response = next(each for each in case["limits"] if each["row"]["label"] == "首次响应")
    assert (said.code, case["number"], case["state"]) == (0, "202405-001", "待响应")
    assert (response["due"], response["late"], response["row"]["limit_place"]) == (
        "2024-05-01T13:30:00",
        True,
        "时限!K6",
    )
    assert sum(each["time_minutes"] for each in response["trace"] if each["passing"] == "counted") == 240
    assert ROW["客户名称/单位"] not in said.out


def test_long_ways_are_folded_unless_everything_is_asked_for(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    heads = heads_of("feedback_report", "timers")
    longer = with_rows(template("feedback_report"), "时限", [{"限额": "#30"}], heads, 9)
    path.write_bytes(with_rows(longer, "反馈登记", [ROW], heads_of("feedback_report", "cases")))
    short, long = (call("explain", path, "202405-001", *words, now=NOW).out for words in ((), ("-v",)))
    assert len(long.splitlines()) > len(short.splitlines()) + 10
    days = [int(found) for found in re.findall(r"(\d+) working days?\b", _block(short, "处理完成"))]
    assert sum(days) == _block(long, "处理完成").count("1 working day") == 30


def _block(said: str, label: str) -> str:
    """The lines of one limit."""
    return next(block for block in said.split("\n\n") if block.startswith(label))
