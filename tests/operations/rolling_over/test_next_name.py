"""The year in the name is raised; no name leaves the folder or hides the register."""

from datetime import datetime
from pathlib import Path

import pytest

from xltools.errors import PathTooLongError, RolloverError
from xltools.language.speaking import speaking
from xltools.operations.rolling_over.next_name import next_path, next_year


@pytest.mark.parametrize(("month", "year"), [(1, 2026), (10, 2026), (11, 2027), (12, 2027)])
def test_from_november_on_it_is_next_year(month: int, year: int) -> None:
    assert next_year(datetime(2026, month, 1)) == year


@pytest.mark.parametrize(
    ("old", "name", "new"),
    [
        ("工单2026.xlsx", "", "工单2027.xlsx"),
        ("2026年工单.xlsm", "", "2027年工单.xlsm"),
        ("2025起 工单 2026 .xlsx", "", None),
        ("工单.xlsx", "", "工单2027.xlsx"),
        ("工单20261.xlsx", "", "工单202612027.xlsx"),
        ("工单2026.xlsx", "新工单", "新工单.xlsx"),
        ("工单2026.xlsx", "新工单.xlsx", "新工单.xlsx"),
        ("工单2027.xlsx", "", None),
        ("工单2026.xlsx", "工单2026.XLSX", "工单2026.XLSX.xlsx"),
        ("工单2026.xlsx", "../工单", None),
        ("工单2026.xlsx", "a:b", None),
        ("工单2026.xlsx", "CON", None),
        ("工单2026.xlsx", ".工单", None),
        ("工单2026.xlsx", "工单·查看", None),
        ("工单2026.xlsx", "长" * 201, None),
    ],
)
def test_a_name_beside_the_old_one(old: str, name: str, new: str | None) -> None:
    path = Path("folder", old)
    if new is None:
        with pytest.raises(RolloverError):
            next_path(path, 2027, name)
    else:
        assert next_path(path, 2027, name) == Path("folder", new)


def test_in_english_a_blank_stands_before_the_year() -> None:
    with speaking("en"):
        assert next_path(Path("Incidents.xlsx"), 2027) == Path("Incidents 2027.xlsx")
        assert next_path(Path("Incidents 2026.xlsx"), 2027) == Path("Incidents 2027.xlsx")


def test_a_path_that_excel_cannot_open_is_refused() -> None:
    with pytest.raises(PathTooLongError):
        next_path(Path("x" * 210, "工单.xlsx"), 2027)
