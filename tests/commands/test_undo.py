"""`xltools undo`."""

import json
from datetime import timedelta
from pathlib import Path

from tests.commands.conftest import NAME, ROW, Call, register
from tests.operations.rolling_over import year_end
from tests.registers import NOW, heads_of
from xltools.model.cell_edit import CellEdit
from xltools.workbook.patching import patch

LATER = NOW + timedelta(days=20)


def test_the_version_before_stands_there_again(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    before = path.read_bytes()
    call("refresh", path)
    dry = call("undo", path, "--dry-run")
    assert (dry.code, path.read_bytes() == before) == (0, False)
    assert "反馈编号: 202405-001 → (empty)" in dry.out
    assert call("undo", path).code == 0
    assert path.read_bytes() == before
    assert "undo" in [each.get("cause") for each in json.loads(call("journal", path, "--json").out)["entries"]]
    assert call("undo", path).code == 2


def test_what_could_not_be_taken_back_is_listed(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    column = heads_of(NAME, "cases").index("登记时间") + 1
    path.write_bytes(patch(path.read_bytes(), [CellEdit("反馈登记", 5, column, "人写的")]))
    said = call("undo", path, "--json", "--dry-run")
    document = json.loads(said.out)
    assert (said.code, document["exactly"], document["written"]) == (1, False, False)
    assert [(each["head"], each["case"], each["why"]) for each in document["kept"]] == [
        ("登记时间", "202405-001", "changed")
    ]
    said = call("undo", path)
    assert (said.code, "202405-001" in said.out) == (1, True)


def test_versions_are_listed_and_chosen(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    before = path.read_bytes()
    call("refresh", path)
    call("refresh", path, now=LATER)
    listed = json.loads(call("undo", path, "--list", "--json").out)["versions"]
    assert [(each["before"], each["kept"]) for each in listed] == [(NOW.isoformat(), True), (LATER.isoformat(), True)]
    lines = call("undo", path, "--list").out.splitlines()
    assert [line[:12] for line in lines] == [each["version"][:12] for each in listed]
    assert call("undo", path, "--to", "ffff0000").code == 2
    assert call("undo", path, "--to", listed[0]["version"][:12]).code == 0
    assert path.read_bytes() == before


def test_a_pass_that_only_moved_clocks_keeps_no_copy_and_none_is_missed(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    call("refresh", path, now=NOW + timedelta(hours=1))
    listed = json.loads(call("undo", path, "--list", "--json").out)["versions"]
    assert [(each["minor"], each["kept"]) for each in listed] == [(False, True), (True, False)]
    kept, light = call("undo", path, "--list").out.splitlines()
    assert kept.split("cells; ")[1] != light.split("cells; ")[1]
    assert "gone" not in light


def test_open_elsewhere_is_exit_code_4(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    call("refresh", path)
    path.with_name(f"~${path.name}").write_bytes(b"\x05Li Na".ljust(165))
    assert call("undo", path).code == 4


def test_imported_rows_that_are_taken_out_are_told_and_come_back_with_their_numbers(call: Call, tmp_path: Path) -> None:
    path, file = register(tmp_path), tmp_path / "评价.csv"
    file.write_text("评价内容,评价时间,渠道\n平板开机十分钟后自动停机,2024-05-01,电商平台评价\n", encoding="utf-8")
    assert call("import", file, "--into", path).code == 0
    assert json.loads(call("undo", path, "-n", "--json").out)["entries"] == ["202405-001"]
    assert "imported rows taken out: 1" in call("undo", path).out
    again = json.loads(call("import", file, "--into", path, "--json").out)
    assert (again["entered"], again["numbers"]) == (1, ["202405-001"])


def test_over_a_rollover_one_sentence_tells_where_the_cases_are(call: Call, tmp_path: Path) -> None:
    old = year_end.register(tmp_path)
    assert call("rollover", old, now=year_end.NOW).code == 0
    first = json.loads(call("undo", old, "--list", "--json").out)["versions"][0]["version"]
    said = call("undo", old, "--to", first, "--json", "--dry-run", now=year_end.NOW)
    document = json.loads(said.out)
    assert document["went_on"] == dict.fromkeys(["202412-002", "202412-004", "202412-005"], year_end.NEW)
    assert len(document["kept"]) > 3
    said = call("undo", old, "--to", first, now=year_end.NOW)
    told = [line for line in said.out.splitlines() if "not taken back" in line]
    assert (said.code, [year_end.NEW in line for line in told]) == (1, [True])
    assert year_end.numbers(tmp_path / year_end.NEW) == ["202412-002", "202412-004", "202412-005"]
