"""`xltools journal`."""

import json
from datetime import timedelta
from pathlib import Path

from tests.commands.conftest import ROW, Call, register
from tests.registers import NOW
from xltools.operations.journaling.journal import Journal, NoteKind, journal_path
from xltools.operations.workspace import Workspace

OTHER = {**ROW, "问题描述": "洗衣机脱水时剧烈晃动", "联系方式": "123"}


def test_a_pass_is_told_in_plain_words(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW, OTHER)
    call("refresh", path)
    said = call("journal", path)
    assert said.code == 0
    for shown in ("2024-05-10 14:00", path.name, "202405-001", "反馈编号: (empty) → 202405-001", "待办", "分派"):
        assert shown in said.out
    assert ROW["客户名称/单位"] not in said.out


def test_one_case_alone_however_its_number_is_typed(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW, OTHER)
    call("refresh", path)
    Journal(Workspace(tmp_path)).note(NoteKind.IMPORTED, path.name, NOW, cases=["202405-001", "202405-002"])
    said = call("journal", tmp_path, "--case", " ２０２４０５－００２")
    assert "202405-001" not in said.out
    assert "CONTACT_MALFORMED" in said.out
    assert said.out.count("\n\n") == 1
    assert call("journal", path, "--case", "202405-009").out.count("\n") == 1


def test_a_part_of_a_number_will_do_where_it_is_that_of_one_case(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW, OTHER)
    call("refresh", path)
    said = call("journal", path, "--case", "2")
    assert (said.code, "202405-002" in said.out, "202405-001" in said.out) == (0, True, False)
    said = call("journal", path, "--case", "202405")
    assert (said.code, "202405-001" in said.err, "202405-002" in said.err) == (2, True, True)


def test_days_and_moments(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    for count, words in (
        (1, ("--since", "2024-05-10", "--until", "2024-05-10")),
        (1, ("--until", "2024-05-10T14:00")),
        (0, ("--since", "2024-05-10T14:01")),
        (0, ("--until", "2024-05-09")),
    ):
        assert len(json.loads(call("journal", path, "--json", *words).out)["entries"]) == count
    assert call("journal", path, "--since", "gestern").code == 2


def test_json_is_the_same_as_data(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    call("refresh", path, now=NOW + timedelta(days=20))
    first, second = json.loads(call("journal", path, "--json").out)["entries"]
    assert (first["cause"], first["outcome"], first["after"]) == ("asked", "written", second["before"])
    assert {"head": "反馈编号", "old": None, "new": "202405-001"}.items() <= first["cells"][0].items()
    assert json.loads(call("journal", path, "--json", "--case", "x").out) == {
        "entries": [],
        "unreadable": [],
    }


def test_a_line_that_cannot_be_read_is_not_passed_over_in_silence(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    journal = journal_path(Workspace(tmp_path))
    journal.write_bytes(b"\xff\n" + journal.read_bytes())
    said = call("journal", path, "--json")
    assert (said.code, json.loads(said.out)["unreadable"]) == (1, [1])
    said = call("journal", path)
    assert (said.code, "202405-001" in said.out, "line 1" in said.out) == (1, True, True)


def test_the_journal_of_a_folder_within_the_workspace(call: Call, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    (tmp_path / ".xltools").mkdir()
    one, other = register(tmp_path / "甲", ROW), register(tmp_path, OTHER)
    call("refresh", one)
    call("refresh", other)
    registers = [
        [each["register"] for each in json.loads(call("journal", place, "--json").out)["entries"]]
        for place in (tmp_path, tmp_path / "甲", other)
    ]
    assert registers == [["甲/台账.xlsx", "台账.xlsx"], ["甲/台账.xlsx"], ["台账.xlsx"]]


def test_many_cells_are_folded_unless_everything_is_asked_for(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, *({**ROW, "问题描述": f"第{number}台开机后停机"} for number in range(30)))
    call("refresh", path)
    short, long = (call("journal", path, *words).out for words in ((), ("-v",)))
    assert ("202405-030" in short.split("待办")[0], "202405-030" in long.split("待办")[0]) == (False, True)


def test_the_chain_is_proved(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    said = call("journal", path, "--verify", "--json")
    proof = json.loads(said.out)
    assert (said.code, proof["lines"], proof["fault"]) == (0, 2, None)
    assert proof["head"] in call("journal", path, "--verify").out
    assert call("journal", path, "--verify", "--noted", proof["head"]).code == 0
    assert call("journal", path, "--verify", "--noted", "0" * 64).code == 1
    wrong = json.loads(call("journal", path, "--verify", "--json", "--noted", "0" * 64).out)["fault"]
    assert wrong["what"] == "not found"
    assert call("journal", path, "--verify", "--noted", "0").code == 2
    journal = journal_path(Workspace(tmp_path))
    journal.write_bytes(journal.read_bytes().replace(b"202405-001", b"202405-007", 1))
    said = call("journal", path, "--verify", "--json")
    assert (said.code, json.loads(said.out)["fault"]) == (1, {"line": 1, "what": "changed"})
    assert call("journal", path, "--verify").code == 1


def test_no_journal_is_exit_code_2(call: Call, tmp_path: Path) -> None:
    assert call("journal", register(tmp_path, ROW)).code == 2
    assert call("journal", tmp_path / "没有.xlsx").code == 2
