"""`xltools rollover`."""

import json
from pathlib import Path

from tests.commands.conftest import Call
from tests.operations.rolling_over.year_end import NEW, NOW, numbers, register


def test_a_dry_run_tells_and_the_run_does_it(call: Call, tmp_path: Path) -> None:
    old = register(tmp_path)
    dry = call("rollover", old, "--dry-run", now=NOW)
    assert (dry.code, "202412-002" in dry.out, (tmp_path / NEW).exists()) == (0, True, False)
    document = json.loads(call("rollover", old, "--json", now=NOW).out)
    assert (document["went_on"], document["left"], document["written"]) == (
        ["202412-002", "202412-004", "202412-005"], 2, True,
    )  # fmt: skip
    assert (Path(document["new"]), document["rows"]["过程记录"]) == (tmp_path / NEW, {"went_on": 2, "left": 3})
    again = call("rollover", old, now=NOW)
    assert (again.code, NEW in again.err) == (2, True)
    assert "next register begins" in call("journal", old).out


def test_year_and_name_are_chosen(call: Call, tmp_path: Path) -> None:
    old = register(tmp_path)
    assert call("rollover", old, "--name", "a/b", now=NOW).code == 2
    assert call("rollover", old, "--year", "1999", now=NOW).code == 2
    assert call("rollover", old, "--name", "新台账", now=NOW).code == 0
    assert len(numbers(tmp_path / "新台账.xlsx")) == 3


def test_an_open_register_is_busy(call: Call, tmp_path: Path) -> None:
    old = register(tmp_path)
    (tmp_path / f"~${old.name}").write_bytes(b"\x07Li Na" + b" " * 159)
    assert call("rollover", old, now=NOW).code == 4
    assert len(numbers(old)) == 5
