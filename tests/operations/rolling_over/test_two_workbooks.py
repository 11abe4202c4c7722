"""Both workbooks come from the same bytes: what belongs to nobody's case stands in both."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.operations.rolling_over.year_end import NAME, NOW, held, register
from tests.registers import read
from xltools.model.case_view import CaseView
from xltools.operations.rolling_over.parting import parted
from xltools.operations.rolling_over.two_workbooks import (
    Names,
    next_workbook,
    page_title,
    remaining_workbook,
    told_to_go_on,
)
from xltools.rules.rolled_over import PREDECESSOR, SUCCESSOR, pointer
from xltools.workbook.packaging.package import open_package

STATES = ["已闭环", "处理中", "已闭环", "处理中", "处理中"]
NAMES = Names("旧.xlsx", "新.xlsx")


def both(path: Path) -> tuple[bytes, bytes, bool]:
    found = held(path)
    numbers = [str(number) for number in found.cases.values["number"]]
    parting = parted(found, CaseView(found.cases, numbers, {**found.cases.values, "state": STATES}))
    package = open_package(path.read_bytes())
    return (
        next_workbook(package, found, parting, NAMES),
        *remaining_workbook(package, found, parting, NAMES, NOW),
    )


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_own_sheets_columns_and_settings_stand_in_both(tmp_path: Path) -> None:
    path = register(tmp_path)
    mine = openpyxl.load_workbook(path)
    mine.create_sheet("我的表")["B2"] = "我的"
    page = mine["反馈登记"]
    width = page.max_column + 1
    for row in range(4, 10):
        page.cell(row, width, f"自己的列{row}")
    mine["设置"].cell(5, 3, "某公司")
    mine.save(path)
    new, old, _ = both(path)
    for data, rows in ((new, (6, 8, 9)), (old, (5, 7))):
        found = book(data)
        assert (found["我的表"]["B2"].value, found["设置"].cell(5, 3).value) == ("我的", "某公司")
        told = [found["反馈登记"].cell(row, width).value for row in range(4, 5 + len(rows) + 1)]
        assert told == ["自己的列4", *(f"自己的列{row}" for row in rows), None]


def test_drop_downs_and_colours_go_down_to_the_end_of_both(tmp_path: Path) -> None:
    path = register(tmp_path)
    new, old, _ = both(path)
    before = book(path.read_bytes())["反馈登记"]
    for data in (new, old):
        after = book(data)["反馈登记"]
        assert [str(each.sqref) for each in after.data_validations.dataValidation] == [
            str(each.sqref) for each in before.data_validations.dataValidation
        ]
        assert len(after.conditional_formatting) == len(before.conditional_formatting)


def test_an_older_pointer_is_written_over(tmp_path: Path) -> None:
    path = register(tmp_path)
    path.write_bytes(both(path)[0])
    found = held(path)
    numbers = [str(number) for number in found.cases.values["number"]]
    parting = parted(found, CaseView(found.cases, numbers, {**found.cases.values, "state": STATES[1:4]}))
    again = next_workbook(open_package(path.read_bytes()), found, parting, Names("新.xlsx", "更新.xlsx"))
    assert pointer(read(again, NOW, NAME), PREDECESSOR) == "新.xlsx"
    assert list(read(again, NOW, NAME).tables["settings"].values["key"]).count(PREDECESSOR) == 1


@pytest.mark.parametrize(("own", "told"), [(False, True), (True, False)])
def test_somebodys_own_sheet_of_that_name_is_left_alone(tmp_path: Path, own: bool, told: bool) -> None:
    path = register(tmp_path)
    if own:
        mine = openpyxl.load_workbook(path)
        mine.create_sheet(page_title())["A1"] = "我的"
        mine.save(path)
    _, old, page = both(path)
    assert page is told
    assert told_to_go_on(open_package(old)) >= ({"202412-002", "202412-004", "202412-005"} if told else set())
    assert "202412-001" not in told_to_go_on(open_package(old))
    assert told_to_go_on(open_package(path.read_bytes())) <= {"我的"}
    assert (book(old)[page_title()]["A1"].value == "我的") is own
    assert pointer(read(old, NOW, NAME), SUCCESSOR) == "新.xlsx"
