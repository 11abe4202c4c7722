"""The summary of all branches: made, the same again, in either language, and what it lacks."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import fsspec
import pytest
from python_calamine import CalamineWorkbook

from tests.operations.branches.branch_world import (
    NOW,
    branch,
    branch_order,
    branch_settings_of,
    register_bytes,
)
from xltools.errors import NotARegisterError, ReportError
from xltools.model.period import Period
from xltools.operations.branches.summarizing_branches import summarize_branches
from xltools.operations.reporting.report_files import Placing


@pytest.fixture
def headquarters(tmp_path: Path) -> Path:
    for place, name in enumerate(("华东", "华南", "华北"), start=1):
        branch(tmp_path, name, cases=place)
    return tmp_path


def sheets_of(path: Path) -> dict[str, str]:
    """What stands on each sheet."""
    book = CalamineWorkbook.from_path(path)
    return {
        name: "\n".join(str(cell) for row in book.get_sheet_by_name(name).to_python() for cell in row if cell != "")
        for name in book.sheet_names
    }


def test_it_is_made_and_made_again_with_the_same_bytes(headquarters: Path) -> None:
    first = summarize_branches(branch_order(headquarters), NOW)
    assert (first.registers, first.received, first.read_anew, first.gaps) == (3, 6, 3, ())
    again = summarize_branches(branch_order(headquarters, workers=2), NOW.replace(hour=20))
    assert [each.placing for each in again.files] == [Placing.UNCHANGED]
    assert again.read_anew == 0
    (placed,) = first.files
    assert placed.path.parent == headquarters / "报告"
    said = "\n".join(sheets_of(placed.path).values())
    assert all(name in said for name in ("华东", "华南", "华北", "功能故障"))
    assert not any(word in said for word in ("某公司", "13800005678", "开机十分钟"))  # FR-13


def test_it_speaks_the_folders_language(headquarters: Path) -> None:
    (headquarters / "xltools.toml").write_text('language = "en"', encoding="utf-8")
    made = summarize_branches(branch_order(headquarters), NOW)
    assert all(name.isascii() for name in sheets_of(made.files[0].path))
    assert made.files[0].path.name.isascii()


def test_a_dry_run_writes_nothing(headquarters: Path) -> None:
    before = sorted(headquarters.rglob("*"))
    made = summarize_branches(branch_order(headquarters, dry_run=True), NOW)
    assert (made.received, made.files) == (6, ())
    assert sorted(headquarters.rglob("*")) == before


def test_what_cannot_be_read_is_in_the_workbook_with_its_reason(headquarters: Path) -> None:
    (headquarters / "分部" / "华南" / "台账.xlsx").write_bytes(b"broken")
    made = summarize_branches(branch_order(headquarters), NOW)
    assert [gap.source.name for gap in made.gaps] == ["华南"]
    basis = list(sheets_of(made.files[0].path).values())[-1]
    assert "华南" in basis
    assert made.gaps[0].trouble.said in basis


def test_registers_in_a_store_are_summed_with_those_on_the_disk(headquarters: Path) -> None:
    store = fsspec.filesystem("memory")
    store.pipe("/branches/华西.xlsx", register_bytes(5))
    try:
        settings = branch_settings_of("分部/*/*.xlsx", "memory://branches/*.xlsx")
        made = summarize_branches(branch_order(headquarters, settings), NOW)
        again = summarize_branches(branch_order(headquarters, settings), NOW)
    finally:
        store.rm("/branches", recursive=True)
    assert (made.registers, made.received) == (4, 11)
    assert (again.received, again.read_anew) == (11, 0)


def test_within_the_hour_a_running_period_stands_still(headquarters: Path) -> None:
    now = datetime(2024, 5, 20, 9, 10)
    order = replace(branch_order(headquarters), clock=now.timestamp())
    summarize_branches(order, now)
    assert summarize_branches(order, now.replace(minute=59)).read_anew == 0
    assert summarize_branches(order, now.replace(hour=10)).read_anew == 3


def test_what_cannot_be_made_is_said(headquarters: Path) -> None:
    with pytest.raises(ReportError):
        summarize_branches(replace(branch_order(headquarters), period=Period.month(2024, 7)), NOW)
    with pytest.raises(NotARegisterError):
        summarize_branches(branch_order(headquarters, branch_settings_of("gone/*.xlsx")), NOW)
