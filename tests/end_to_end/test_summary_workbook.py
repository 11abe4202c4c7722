"""The report of a demonstration folder, as its reader gets it: sound, and right by a second engine's count."""

import json
import os
import subprocess
from datetime import datetime
from itertools import chain
from pathlib import Path

import pytest

from tests.reports.summary_workbook.reading import opened
from tests.reports.summary_workbook.recalculating import recalculated
from xltools.cli import main
from xltools.operations.demonstrating.demonstration import make_demonstration

VALIDATOR = os.environ.get("XLTOOLS_OOXML_VALIDATOR")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    make_demonstration(folder, seed=1, cases=30, now=datetime(2026, 11, 5, 9, 0))
    code = main(["summary", str(folder), "--month", "2026-10", "--now", "2026-11-05T10:00", "--quiet"])
    assert code == 0
    (path,) = (folder / "报告").glob("*.xlsx")
    return path


@pytest.mark.libreoffice
def test_every_formula_comes_to_the_value_in_its_cell(report: Path, tmp_path: Path) -> None:  # FA-15
    again, cached = opened(recalculated(report, tmp_path), cached=True), opened(report.read_bytes(), cached=True)
    compared: set[str] = set()
    for sheet in opened(report.read_bytes()):
        for cell in chain.from_iterable(sheet.iter_rows()):
            if cell.data_type == "f":
                compared.add(sheet.title)
                ours, theirs = (book[sheet.title][cell.coordinate].value for book in (cached, again))
                assert theirs == (pytest.approx(ours) if isinstance(ours, float) else ours), (cell, cell.value)
    assert compared >= {"类型", "满意度", "人员与部门"}


def test_every_sum_agrees_with_the_engine(report: Path) -> None:
    told = [
        str(cell.value)
        for sheet in opened(report.read_bytes(), cached=True)
        for cell in chain.from_iterable(sheet.iter_rows())
    ]
    assert any(text.startswith("✓") for text in told)
    assert not any(text.startswith("✗") for text in told)


@pytest.mark.skipif(not VALIDATOR, reason="XLTOOLS_OOXML_VALIDATOR does not name the Open XML SDK's validator")
def test_the_open_xml_sdk_finds_no_fault(report: Path) -> None:
    ended = subprocess.run([str(VALIDATOR), str(report)], capture_output=True, text=True, encoding="utf-8",
                           check=False, timeout=120)  # fmt: skip
    assert (ended.returncode, json.loads(ended.stdout)["errors"]) == (0, [])
