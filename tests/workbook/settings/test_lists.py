"""Lists of sheet 选项 as a supervisor changes them; an emptied one is told and the shipped values stay in force."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from tests.registers import GOOD, decided, read, template, triples, workbook
from xltools.errors import SettingsError
from xltools.language.words import Tab
from xltools.workbook.layout import dependent_head


def changed(change: Callable[[openpyxl.Workbook], None], package: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(package or template()))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def list_column(book: openpyxl.Workbook, head: str) -> int:
    sheet = book[Tab.LISTS.said]
    return next(cell.column for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == head)


def codes(package: bytes) -> list[str]:
    return [finding.code.value for finding in read(package).findings]


def test_a_value_that_a_supervisor_appends_is_allowed_at_once() -> None:
    def add(book: openpyxl.Workbook) -> None:
        column = list_column(book, "渠道")
        book[Tab.LISTS.said].cell(7, column, "信鸽")

    package = changed(add, workbook([{**GOOD, "渠道": "信鸽"}]))
    assert read(package).policy.lists["channel"] == ("电话", "邮件", "信鸽")
    assert triples(decided(package)[1]) == []


def test_columns_of_the_lists_may_be_moved_and_gaps_left() -> None:
    def move(book: openpyxl.Workbook) -> None:
        book[Tab.LISTS.said].insert_cols(1, 3)
        column = list_column(book, "渠道")
        book[Tab.LISTS.said].cell(9, column, " 柜台 ")

    assert read(changed(move)).policy.lists["channel"] == ("电话", "邮件", "柜台")


def test_an_emptied_list_is_told_and_the_shipped_one_stays() -> None:
    def empty(book: openpyxl.Workbook) -> None:
        column = list_column(book, "渠道")
        for row in range(5, 20):
            book[Tab.LISTS.said].cell(row, column).value = None

    package = changed(empty)
    assert codes(package) == ["LIST_EMPTY"]
    assert read(package).policy.lists["channel"] == ("电话", "邮件")


def test_a_new_first_level_asks_for_its_second_level() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book[Tab.LISTS.said].cell(7, list_column(book, "大类"), "软件类")

    package = changed(add, workbook([{**GOOD, "大类": "软件类", "小类": "闪退"}]))
    assert codes(package) == ["LIST_PART_MISSING"]

    def add_part(book: openpyxl.Workbook) -> None:
        add(book)
        sheet = book[Tab.LISTS.said]
        sheet.cell(4, 30, dependent_head("小类", "软件类"))
        sheet.cell(5, 30, "闪退")

    package = changed(add_part, workbook([{**GOOD, "大类": "软件类", "小类": "闪退"}]))
    assert triples(decided(package)[1]) == []


def test_a_doubled_value_is_told() -> None:
    def double(book: openpyxl.Workbook) -> None:
        book[Tab.LISTS.said].cell(7, list_column(book, "渠道"), "电话")

    assert codes(changed(double)) == ["LIST_VALUE_DOUBLED"]


def test_lists_without_heads_stop_the_workbook() -> None:
    def behead(book: openpyxl.Workbook) -> None:
        book[Tab.LISTS.said].delete_rows(1, 4)

    with pytest.raises(SettingsError):
        read(changed(behead))
