"""`xltools summary`: periods as people name them, a report of one's own, and what is said of it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.commands.conftest import ROW, Call, register
from xltools.cli import main

NOW = datetime(2024, 6, 5, 9, 0)


def document(call: Call, *words: object, now: datetime = NOW) -> dict[str, object]:
    said = call("summary", *words, "--json", now=now)
    assert said.code in (0, 1), said.err
    return dict(json.loads(said.out))


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ([], "2024-05"),
        (["--month", "2024-05"], "2024-05"),
        (["--quarter", "2024Q2"], "2024Q2"),
        (["--week", "2024-W18"], "2024-W18"),
        (["--week", "2024-05-01"], "2024-W18"),
        (["--day", "2024-05-01"], "2024-05-01"),
        (["--from", "2024-04-20", "--to", "2024-05-10"], "2024-04-20_2024-05-10"),
        (["--from", "2024-05-01"], "2024-05-01_2024-06-05"),
    ],
)
def test_a_period_is_named_as_people_do(call: Call, tmp_path: Path, words: list[str], key: str) -> None:  # FA-15
    register(tmp_path, ROW)
    made = document(call, tmp_path, *words)
    assert (made["period"], made["received"]) == (key, 1)


@pytest.mark.parametrize(
    "words",
    [
        ["--month", "2024-13"],
        ["--month", "05/2024"],
        ["--quarter", "2024Q5"],
        ["--week", "2024-W54"],
        ["--day", "yesterday"],
        ["--from", "2024-05-02", "--to", "2024-05-01"],
        ["--to", "2024-05-01"],
        ["--month", "2024-05", "--quarter", "2024Q2"],
        ["--month", "2024-07"],
        ["--month", "9999-12"],
        ["--day", "9999-12-31"],
        ["--where", "区域=华东"],
        ["--save", "x"],
        ["--by", "区域", "--where", "华东"],
        ["--by", "、"],
        ["--by", "a,b,c,d,e"],
        ["--by", "月亮"],
        ["--by", "渠道", "--measure", "重量"],
        ["--report", "none"],
        ["--report", "none", "--by", "区域"],
        ["--measure", "数量"],
        ["--month", "0001-01"],
        ["--week", "2025-W53"],
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(call: Call, tmp_path: Path, words: list[str]) -> None:
    path = register(tmp_path, ROW)
    said = call("summary", tmp_path, *words, now=NOW)
    assert said.code == 2
    assert said.err.strip()
    assert [each.name for each in tmp_path.iterdir() if each.name != ".xltools"] == [path.name]


def test_a_report_of_ones_own_is_saved_and_made_again(call: Call, tmp_path: Path) -> None:  # FA-16
    register(tmp_path, ROW)
    first = document(
        call, tmp_path, "--by", "渠道，等级", "--measure", "数量、及时率", "--where", "渠道=邮件", "--save", "我的"
    )
    again = document(call, tmp_path, "--report", "我的")
    assert first["title"] == again["title"] == "我的"
    assert [each["result"] for each in again["files"]] == ["unchanged"]  # type: ignore[attr-defined]


def test_a_report_that_cannot_be_made_is_not_saved(call: Call, tmp_path: Path) -> None:
    register(tmp_path, ROW)
    assert call("summary", tmp_path, "--by", "月亮", "--save", "x", now=NOW).code == 2
    assert not (tmp_path / "xltools.toml").exists()


def test_reports_over_other_cases_are_other_files(call: Call, tmp_path: Path) -> None:
    register(tmp_path, ROW, {**ROW, "反馈来源": "电话客服"})
    made = [document(call, tmp_path, "--by", "等级", *words) for words in ([], ["--where", "渠道=邮件"])]
    assert len({each["files"][0]["path"] for each in made}) == 2  # type: ignore[index]
    assert [each["received"] for each in made] == [2, 1]


def test_a_missing_register_is_exit_code_1(call: Call, tmp_path: Path) -> None:
    register(tmp_path, ROW)
    (tmp_path / "坏.xlsx").write_bytes(b"broken")
    said = call("summary", tmp_path, now=NOW)
    assert said.code == 1
    assert "坏.xlsx" in said.err


def test_a_dry_run_writes_nothing(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    assert document(call, tmp_path, "--dry-run", "--by", "渠道", "--save", "x")["files"] == []
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_output_folder_is_made(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    files = document(call, path, "-o", tmp_path / "一" / "二")["files"]
    assert [Path(each["path"]).parent for each in files] == [tmp_path / "一" / "二"]  # type: ignore[attr-defined]


def test_a_report_open_elsewhere_is_exit_code_4(call: Call, tmp_path: Path) -> None:
    path = register(tmp_path, ROW)
    made = Path(document(call, path)["files"][0]["path"])  # type: ignore[index]
    made.with_name(f"~${made.name}").write_bytes(b"\x02Li")
    register(tmp_path, {**ROW, "反馈来源": "电话客服"})
    assert call("summary", path, now=NOW).code == 4


def test_a_pdf_stands_beside_the_workbook(call: Call, tmp_path: Path) -> None:
    from xltools.errors import XltoolsError
    from xltools.reports.typesetting.fonts import find_fonts

    try:
        find_fonts()
    except XltoolsError as error:
        pytest.skip(f"no Chinese font on this machine: {error}")
    path = register(tmp_path, ROW)
    files = [Path(each["path"]) for each in document(call, path, "--pdf")["files"]]  # type: ignore[attr-defined]
    assert [each.suffix for each in files] == [".xlsx", ".pdf"]
    assert files[1].read_bytes().startswith(b"%PDF")


def test_other_verbs_do_without_pandas() -> None:
    """A refresh must not wait for what only reports need."""
    import subprocess
    import sys

    code = "import sys; from xltools.cli import main; main(['refresh', '--help']); sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "--help"]) == 0
    assert "--quarter" in capsys.readouterr().out
