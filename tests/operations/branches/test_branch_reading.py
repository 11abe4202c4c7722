"""Bytes become figures; sheets and rows that cannot count are left out, and the figures stay the same."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.operations.branches.branch_world import branch, task_of
from tests.registers import definition, workbook
from xltools.model.period import Period
from xltools.model.register_definition import SheetKind
from xltools.operations.branches.branch_reading import counted_facts, counted_part
from xltools.operations.branches.branch_task import read_branches
from xltools.operations.branches.shared_settings import SharedSettings
from xltools.operations.demonstrating.demonstration import make_demonstration
from xltools.operations.reporting.troubles import Trouble
from xltools.reports.branches.branch_figures import FigureSpan
from xltools.reports.branches.reckoning import branch_figures
from xltools.reports.extraction.extracting import extract_facts
from xltools.workbook.packaging.package import open_package
from xltools.workbook.reading import read_register

NOW = datetime(2024, 11, 20, 9, 0)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    make_demonstration(folder, NOW, seed=1, cases=120)
    return [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))]


def test_rows_and_sheets_that_are_left_out_change_no_figure(demonstration: list[bytes]) -> None:
    left_out = 0
    for data in demonstration:
        package = open_package(data)
        whole = read_register(package, NOW)
        settings = SharedSettings(counted_part(whole.definition))
        assert settings.register(package, NOW).policy is settings.register(package, NOW).policy
        part = settings.register(package, NOW)
        for month in (8, 9, 10, 11):
            period = Period.month(2024, month)
            span = FigureSpan(period, period.previous(), min(period.ends_at, NOW))
            counted = counted_facts(part, "x", span)
            left_out += len(whole.cases.rows) - len(counted.cases["row"])
            assert branch_figures([counted], span) == branch_figures([extract_facts(whole, "x")], span)
    assert left_out > 0


def test_the_log_is_read_for_it_tells_what_stands_still() -> None:
    part = counted_part(definition("service_ticket"))
    assert any(sheet.kind is SheetKind.LOG for sheet in part.sheets)


def test_a_workbook_that_is_no_register_is_neither_figures_nor_trouble(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "预算.xlsx")
    (read,) = read_branches(task_of(tmp_path / "预算.xlsx"))
    assert (read.figures, read.trouble, read.template) == (None, None, "")
    assert read.sha256


def test_a_register_without_its_sheet_of_cases_is_told(tmp_path: Path) -> None:
    path = branch(tmp_path, "华东")
    book = openpyxl.load_workbook(path)
    book["反馈登记"].title = "别的"
    written = BytesIO()
    book.save(written)
    path.write_bytes(written.getvalue())
    (read,) = read_branches(task_of(path))
    assert read.trouble is Trouble.NO_REGISTER


def test_a_definition_of_the_teams_own_is_found_beside_the_register(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(workbook("| 描述 |\n| 停机 |"))
    (read,) = read_branches(task_of(path))
    assert read.trouble is Trouble.NO_REGISTER
    source = Path(__file__).parents[2] / "small_register.toml"
    (tmp_path / "small_register.toml").write_bytes(source.read_bytes())
    (read,) = read_branches(task_of(path))
    assert read.figures is not None
    assert read.figures.title == definition("small_register").title
