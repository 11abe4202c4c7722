"""`xltools summary` for a headquarters: named in the file or on the command line."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.commands.conftest import ROW, Call, register

NOW = datetime(2024, 6, 5, 9, 0)


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    for name in ("华东", "华南"):
        (tmp_path / "分部").mkdir(exist_ok=True)
        register(tmp_path / "分部", *[ROW] * (1 if name == "华东" else 2), file_name=f"{name}.xlsx")
    return tmp_path


def test_a_table_in_the_file_makes_a_folder_a_headquarters(call: Call, headquarters: Path) -> None:
    (headquarters / "xltools.toml").write_text('[branches]\nregisters = ["分部/*.xlsx"]\n', encoding="utf-8")
    said = call("summary", headquarters, "--month", "2024-05", "--workers", "1", "--json", now=NOW)
    made = json.loads(said.out)
    assert (said.code, made["registers"], made["received"], made["gaps"]) == (0, 2, 3, [])
    again = call("summary", headquarters, "--month", "2024-05", now=NOW)
    assert (again.code, again.err) == (0, "")


def test_patterns_on_the_command_line_and_a_gap(call: Call, headquarters: Path) -> None:
    words = ("--registers", "分部/华东.xlsx", "--registers", "分部/gone.xlsx", "--workers", "1")
    said = call("summary", headquarters, *words, "--month", "2024-05", now=NOW)
    assert said.code == 1
    assert "gone" in said.err
    made = json.loads(call("summary", headquarters, *words, "--month", "2024-05", "--json", now=NOW).out)
    assert [gap["reason"] for gap in made["gaps"]] == ["missing"]


@pytest.mark.parametrize(
    "words",
    [
        ["--registers", "分部/*.xlsx", "--by", "渠道"],
        ["--cluster", "tcp://127.0.0.1:1"],
        ["--workers", "2"],
        ["--registers", "none/*.xlsx"],
        ["--registers", "分部/*.xlsx", "--workers", "0"],
        ["--registers", "ftp://clerk:password@store.example/*.xlsx"],
        ["--registers", "分部/*.xlsx", "--month", "2024-07"],
    ],
)
def test_what_cannot_be_meant_is_refused(call: Call, headquarters: Path, words: list[str]) -> None:
    before = sorted(each for each in headquarters.rglob("*") if ".xltools" not in each.parts)
    said = call("summary", headquarters, *words, now=NOW)
    assert (said.code, said.out) == (2, "")
    assert said.err
    assert sorted(each for each in headquarters.rglob("*") if ".xltools" not in each.parts) == before


def test_a_table_without_registers_is_told(call: Call, headquarters: Path) -> None:
    (headquarters / "xltools.toml").write_text("[branches]\nretries = 1\n", encoding="utf-8")
    assert call("summary", headquarters, now=NOW).code == 2
