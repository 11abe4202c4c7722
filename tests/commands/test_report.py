"""`xltools report`: which cases, which form, for whom; and what is said of it."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tests.operations.case_reports.closed_cases import NOW, OPEN, case, register_of


def document(call: Call, *words: object) -> dict[str, object]:
    said = call("report", *words, "--json", now=NOW)
    assert said.code == 0, said.err
    return dict(json.loads(said.out))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["202405-001"], ["202405-001"]),
        (["202405-002", "202405-001"], ["202405-002", "202405-001"]),
        (["--closed", "--month", "2024-05"], ["202405-001"]),
        (["--closed"], ["202405-001"]),  # the last month that is over
        (["--closed", "--month", "2024-04"], []),
        (["202405-002", "--closed", "--from", "2024-05-01"], ["202405-002", "202405-001"]),
    ],
)
def test_cases_are_named_or_asked_for_by_period(
    call: Call, tmp_path: Path, words: list[str], numbers: list[str]
) -> None:
    path = register_of(tmp_path, case("202405-001"), case("202405-002", **OPEN))
    assert document(call, path, *words)["cases"] == numbers


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["202405-001", "--month", "2024-05"],
        ["202405-001", "--form", "报告", "--all-forms"],
        ["--closed", "--month", "5"],
    ],
)
def test_words_that_do_not_go_together_are_refused(call: Call, tmp_path: Path, words: list[str]) -> None:
    assert call("report", register_of(tmp_path, case("202405-001")), *words).code == 2
    assert not (tmp_path / "报告").exists()


@pytest.mark.parametrize("words", [["202405-009"], ["202405-001", "--form", "发票"]])
def test_an_unknown_case_or_form_is_refused(call: Call, tmp_path: Path, words: list[str]) -> None:
    said = call("report", register_of(tmp_path, case("202405-001")), *words)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1


def test_a_folder_of_the_users_own(call: Call, tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    made = document(call, path, "202405-001", "--outward", "-o", tmp_path / "给客户")
    assert (made["audience"], made["folder"]) == ("outward", str(tmp_path / "给客户"))
    assert len(list((tmp_path / "给客户").iterdir())) == 1


def test_a_dry_run_writes_nothing(call: Call, tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    assert call("report", path, "202405-001", "-n").code == 0
    assert not (tmp_path / "报告").exists()


def test_quietly_nothing_is_said(call: Call, tmp_path: Path) -> None:
    path = register_of(tmp_path, case("202405-001"))
    said = call("report", path, "202405-001", "-q")
    assert (said.code, said.out, said.err) == (0, "", "")
