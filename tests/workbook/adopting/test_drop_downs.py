"""What a drop-down offers, wherever its values stand."""

import io

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from xltools.workbook.adopting.sheet_look import look_at
from xltools.workbook.cell_rows import WorkbookCells
from xltools.workbook.packaging.package import open_package


def offered(formula: str) -> tuple[str, ...]:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    values = book.create_sheet("Own lists")
    for row, value in enumerate(("硬件", "软件", None, "软件"), start=1):
        values.cell(row, 1, value)
    book.defined_names["类别"] = DefinedName("类别", attr_text="'Own lists'!$A$1:$A$4")
    validation = DataValidation(type="list", formula1=formula)
    validation.add("B2:B9")
    book.active.add_data_validation(validation)
    buffer = io.BytesIO()
    book.save(buffer)
    package = open_package(buffer.getvalue())
    (found,) = look_at(package, WorkbookCells(package), package.sheets[0]).drop_downs
    assert found.is_offered(2, 2, 9)
    assert not found.is_offered(3, 2, 9)
    assert not found.is_offered(2, 2, 99)
    return found.values


@pytest.mark.parametrize("formula", ['"硬件, 软件"', "'Own lists'!$A$1:$A$4", "类别"])
def test_values_are_followed_to_their_source(formula: str) -> None:
    assert offered(formula) == ("硬件", "软件")


@pytest.mark.parametrize("formula", ["INDIRECT(A2)", "Gone!$A$1:$A$4", "无此名"])
def test_what_is_reckoned_or_gone_offers_nothing_that_could_be_told(formula: str) -> None:
    assert offered(formula) == ()
