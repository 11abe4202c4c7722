"""What a newcomer meets in the first hour: the commands in their order, as a process of their own, by their exit codes.

The codes: 0 clean, 1 findings, 2 usage or unusable, 3 bug, 4 busy.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.end_to_end.folder_contents import every_byte
from tests.registers import heads_of, with_rows
from xltools.cli import main
from xltools.operations.passes import deciding
from xltools.operations.starting import template_bytes
from xltools.workbook.definition_files import shipped_definition, shipped_definitions

REPOSITORY = Path(__file__).parents[2]
NOW = ("--now", "2024-07-01T09:00")
TEMPLATE = "service_ticket"
SECRET_NAME, SECRET_CONTACT = "欧阳秘密", "13912345678"
CASE = {
    "客户名称": SECRET_NAME, "联系方式": SECRET_CONTACT, "反馈时间": "@2024-05-01 09:30", "反馈渠道": "电话",
    "问题描述（摘要）": "设备无法启动，报警代码E-002", "问题分级": "紧急", "问题类型": "硬件故障",
}  # fmt: skip
ADDRESS = re.compile(r"(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[1-9]\d*)|(?P<whole>.+)")


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    output: str
    errors: str

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.output))


def xltools(folder: Path, *words: str) -> Ended:
    """Run the command in a folder, as from a terminal there."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "xltools", *words]
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert "Traceback" not in ended.stderr
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_a_demonstration_is_made_checked_and_refreshed(tmp_path: Path) -> None:
    assert xltools(tmp_path, "demo", "demo", "--cases", "30", *NOW).code == 0
    before = every_byte(tmp_path)
    assert xltools(tmp_path, "check", "demo", *NOW).code == 1
    assert every_byte(tmp_path) == before
    assert xltools(tmp_path, "refresh", "demo", *NOW).code == 1
    second = xltools(tmp_path, "refresh", "demo", "--json", *NOW)
    registers = second.document["registers"]
    assert (second.code, len(registers)) == (1, len(shipped_definitions()))
    assert [(register["written"], register["edits"]) for register in registers] == [(False, [])] * len(registers)


def test_findings_and_edits_have_addresses_in_the_workbook(tmp_path: Path) -> None:
    assert xltools(tmp_path, "demo", "demo", "--cases", "30", *NOW).code == 0
    for path in (tmp_path / "demo").glob("*.xlsx"):
        _type_a_case_below(path)
    document = xltools(tmp_path, "refresh", "demo", "--dry-run", "--json", *NOW).document
    assert (document["dry_run"], document["errors"]) == (True, [])
    for register in document["registers"]:
        sheets = openpyxl.load_workbook(register["path"], read_only=True).sheetnames
        assert register["findings"]
        assert register["edits"]
        for told in [*register["findings"], *register["edits"]]:
            parts = ADDRESS.fullmatch(told["address"])
            assert parts is not None
            assert (parts["sheet"] or parts["whole"]) in sheets
        assert all("!" in edit["address"] for edit in register["edits"])
        for finding in register["findings"]:
            cell = f"{get_column_letter(finding['column'])}{finding['row']}" if finding["row"] else ""
            assert finding["address"].endswith(cell)


def test_new_registers_are_clean(tmp_path: Path) -> None:
    assert xltools(tmp_path, "init", "all", "registers").code == 0
    assert len(list((tmp_path / "registers").glob("*.xlsx"))) == len(shipped_definitions())
    checked = xltools(tmp_path, "check", "registers", "--json")
    assert checked.code == 0
    assert [(each["cases"], each["findings"]) for each in checked.document["registers"]] == [(0, [])] * 4
    before = every_byte(tmp_path)
    assert xltools(tmp_path, "init", "all", "registers").code == 2  # nothing that exists is overwritten
    assert every_byte(tmp_path) == before


def test_an_unknown_template_is_a_matter_of_usage(tmp_path: Path) -> None:
    ended = xltools(tmp_path, "init", "no_such_template", "registers")
    assert (ended.code, ended.output) == (2, "")
    assert "no_such_template" in ended.errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}", ".~{}"])
def test_a_register_that_somebody_has_open_is_left_alone(lock: str, tmp_path: Path) -> None:
    path = _register(tmp_path)
    (tmp_path / lock.format(path.name)).write_text("Li Na,clerk,desk,01.07.2024 08:59,file:///;", encoding="utf-8")
    before = every_byte(tmp_path)
    busy = xltools(tmp_path, "refresh", path.name, "--json", *NOW)
    assert (busy.code, busy.document["registers"]) == (4, [])
    assert every_byte(tmp_path) == before
    (tmp_path / lock.format(path.name)).unlink()
    assert xltools(tmp_path, "refresh", path.name, *NOW).code == 0


def test_a_dry_run_leavesevery_byte(tmp_path: Path) -> None:
    path = _register(tmp_path)
    before = every_byte(tmp_path)
    dry = xltools(tmp_path, "refresh", path.name, "--dry-run", "--json", *NOW)
    assert (dry.code, dry.document["registers"][0]["new_numbers"]) == (0, 1)
    assert xltools(tmp_path, "init", "all", "registers", "--dry-run").code == 0
    assert xltools(tmp_path, "demo", "demo", "--dry-run").code == 0
    assert xltools(tmp_path, "templates", "build", "--into", "built", "--dry-run").code == 0
    assert every_byte(tmp_path) == before
    real = xltools(tmp_path, "refresh", path.name, "--json", *NOW)
    assert real.document["registers"][0]["edits"] == dry.document["registers"][0]["edits"]


def test_a_bug_ends_with_a_log_for_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _register(tmp_path)
    log = _log_of_a_bug(tmp_path, monkeypatch, path, lambda *_: None)
    assert "Traceback" in log
    assert sys.version in log


def test_the_log_of_a_bug_holds_no_cell_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception's own text often quotes the value it fell over."""
    path = _register(tmp_path)
    log = _log_of_a_bug(tmp_path, monkeypatch, path, lambda *_: int(SECRET_NAME + SECRET_CONTACT))
    assert SECRET_NAME not in log
    assert SECRET_CONTACT not in log


def _log_of_a_bug(folder: Path, monkeypatch: pytest.MonkeyPatch, path: Path, planted: object) -> str:
    logs = folder / "logs"
    logs.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(logs))
    monkeypatch.setattr(deciding, "decide", planted)
    before = path.read_bytes()
    assert main(["refresh", str(path), *NOW]) == 3
    assert path.read_bytes() == before
    (log,) = logs.iterdir()
    return log.read_text(encoding="utf-8")


def _register(folder: Path) -> Path:
    definition = shipped_definition(TEMPLATE)
    sheet = definition.register_sheet
    path = folder / f"{definition.title}.xlsx"
    path.write_bytes(with_rows(template_bytes(definition), sheet.title, [CASE], heads_of(TEMPLATE, sheet.key)))
    return path


def _type_a_case_below(path: Path) -> None:
    """One more row with a name only: it gets a number and is told what is missing."""
    definition = next(each for each in map(shipped_definition, shipped_definitions()) if each.title == path.stem)
    sheet = definition.register_sheet
    heads = heads_of(definition.name, sheet.key)
    head = next(field.header for field in sheet.fields if field.name == "customer_name")
    last_row = openpyxl.load_workbook(path, read_only=True)[sheet.title].max_row
    path.write_bytes(with_rows(path.read_bytes(), sheet.title, [{head: "新客户"}], heads, last_row + 1))
