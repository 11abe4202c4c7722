"""`xltools import`, the whole way: file in, rows in the register, what is wrong handed back. (FA-1)"""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call, register
from tests.operations.rolling_over import year_end
from tests.registers import NOW, read
from tests.shared_material import shared_folder

EXPORT = (
    "来源,昵称,手机,评价时间,评价内容,赞\n"
    "JD,张三,13800001234,2024-05-01 09:30,=平板开机十分钟后自动停机,3\n"
    "JD,李四,138,2024-05-02,洗衣机脱水时剧烈晃动,0\n"
)


def export(folder: Path, text: str = EXPORT, encoding: str = "gbk") -> Path:
    path = folder / "评价.csv"
    path.write_text(text, encoding=encoding)
    (folder / "xltools.toml").write_text(
        '[[imports]]\nname = "京东"\nmatch = "*评价*"\nvalues = { "来源" = { "JD" = "电商平台评价" } }\n',
        encoding="utf-8",
    )
    return path


def test_rows_become_cases_and_faulty_ones_come_back(call: Call, tmp_path: Path) -> None:
    path, file = register(tmp_path), export(tmp_path)
    first = call("import", file, "--into", path, "--json")
    told = json.loads(first.out)
    assert (first.code, told["outcome"], told["entered"], told["numbers"]) == (1, "entered", 1, ["202405-001"])
    assert [row["row"] for row in told["sent_back"]] == [3]
    assert (Path(told["returned"]).exists(), told["not_taken_over"]) == (True, ["赞"])
    cases = read(path.read_bytes(), NOW, "feedback_report").cases
    assert cases.values["problem_description"] == ["=平板开机十分钟后自动停机"]
    assert cases.values["channel"] == ["电商平台评价"]
    second = json.loads(call("import", file, "--into", path, "--json").out)
    assert (second["entered"], second["known"], second["returned"]) == (0, 1, told["returned"])


def test_a_dry_run_writes_nothing(call: Call, tmp_path: Path) -> None:
    path, file = register(tmp_path), export(tmp_path)
    before, names = path.read_bytes(), sorted(tmp_path.rglob("*"))
    said = call("import", file, "--into", path, "-n")
    assert said.code == 1
    assert (path.read_bytes(), sorted(tmp_path.rglob("*"))) == (before, names)


@pytest.mark.parametrize("words", [["--channel", "飞鸽传书"], []])
def test_what_cannot_be_used_is_exit_code_2_in_one_line(call: Call, tmp_path: Path, words: list[str]) -> None:
    path = register(tmp_path)
    file = tmp_path / "投诉.csv"
    file.write_text("标题,正文正文\n1,2\n" if not words else "评价内容\n开机后停机了\n", encoding="utf-8")
    said = call("import", file, "--into", path, *words)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert ("[[imports]]" in said.out) is not bool(words)


def test_a_register_that_is_open_is_exit_code_4(call: Call, tmp_path: Path) -> None:
    path, file = register(tmp_path), export(tmp_path)
    (tmp_path / f".~lock.{path.name}#").write_text("Li Na,,,,;", encoding="utf-8")
    assert call("import", file, "--into", path).code == 4


@pytest.mark.parametrize("missing", ["file", "register"])
def test_nothing_there_is_exit_code_2(call: Call, tmp_path: Path, missing: str) -> None:
    path, file = register(tmp_path), export(tmp_path)
    (file if missing == "file" else path).unlink()
    assert call("import", file, "--into", path).code == 2


def test_two_real_exports_are_entered_whole_and_once(call: Call, tmp_path: Path) -> None:
    folder = shared_folder() / "feedback"
    if not folder.is_dir():
        pytest.skip("the folder shared is not beside the repository")
    path = register(tmp_path)
    rows = {"complaints.csv": 2_000, "delivery_gbk.csv": 3_987}
    short = (folder / "complaints.csv").read_bytes().split(b"\n")[: rows["complaints.csv"] + 1]
    (tmp_path / "complaints.csv").write_bytes(b"\n".join(short))
    for entered in (True, False):
        for name, file in (("complaints.csv", tmp_path), ("delivery_gbk.csv", folder)):
            told = json.loads(call("import", file / name, "--into", path, "--channel", "电商平台评价", "--json").out)
            assert (told["entered"], told["known"]) == ((rows[name], 0) if entered else (0, rows[name]))
            assert told["sent_back"] == []


def test_the_register_in_which_the_named_one_went_on_is_told(call: Call, tmp_path: Path) -> None:
    old, file = year_end.register(tmp_path), tmp_path / "评价.csv"
    file.write_text(
        "客户姓名,联系方式,问题描述,提交时间\n甲公司,13800005671,开机十分钟后自动停机,2024-12-20\n", encoding="utf-8"
    )
    assert call("rollover", old, now=year_end.NOW).code == 0
    words = ["import", file, "--into", old, "--channel", "电话"]
    told = json.loads(call(*words, "--json", now=year_end.NOW).out)
    assert (Path(told["register"]).name, told["entered"], len(year_end.numbers(old))) == (year_end.NEW, 1, 2)
    said = call(*words, now=year_end.NOW)
    assert (said.code, year_end.NEW in said.out, old.name in said.out) == (0, True, True)
    notes = [
        each["register"]
        for each in json.loads(call("journal", tmp_path, "--json").out)["entries"]
        if "file" in str(each)
    ]
    assert set(notes) == {year_end.NEW}
