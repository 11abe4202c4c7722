"""Rows, columns and values, wherever and however people left them."""

import io
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter

from tests.registers import GOOD, NOW, decided, heads_of, read, small_definition, template, triples, workbook
from xltools.errors import NotARegisterError, SettingsError, UnsafeWorkbookError
from xltools.model.cell_edit import CellEdit
from xltools.workbook.packaging.package import open_package
from xltools.workbook.patching import patch
from xltools.workbook.reading import definition_of, read_register


def saved(change: object, package: bytes | None = None) -> bytes:
    """The template after somebody changed it in another program (openpyxl stands in for it)."""
    book = openpyxl.load_workbook(io.BytesIO(package or template()))
    change(book)  # type: ignore[operator]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_values_come_by_declared_kind() -> None:
    cases = read(
        workbook("""
        | 时间 | 联系方式 | 订单号 | 评分 | 响应 |
        | 2024.5.1 9:30 | #13800005678 | 00123 | ８ | 09:40 |
        | @2024-05-01 | 138 0000 5678 | #123 | #9 | @10:05 |
        """)
    ).cases
    assert cases.values["received_at"] == [datetime(2024, 5, 1, 9, 30), datetime(2024, 5, 1)]
    assert cases.values["contact"] == ["13800005678", "138 0000 5678"]
    assert cases.values["order_number"] == ["00123", "123"]  # leading zeros stay
    assert cases.values["score"] == [8, 9]
    # ST-3: a time alone belongs to the day of receipt
    assert cases.values["first_response_at"] == [datetime(2024, 5, 1, 9, 40), datetime(2024, 5, 1, 10, 5)]


def test_blank_rows_between_cases_keep_row_numbers_true() -> None:
    rows = [GOOD, {}, {"客户": "   "}, GOOD]
    assert list(read(workbook(rows)).cases.rows) == [5, 8]


def test_moved_inserted_and_hidden_columns_and_a_moved_head_row() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["登记"]
        sheet.insert_cols(2)
        sheet.insert_rows(1, 3)
        sheet.cell(7, 2, "我的标记")
        sheet.column_dimensions["E"].hidden = True
        sheet.row_dimensions[8].hidden = True

    register = read(saved(change, workbook("| 客户 |\n| 某公司 |\n| 另一家 |")))
    assert list(register.cases.rows) == [8, 9]
    assert register.cases.values["customer_name"] == ["某公司", "另一家"]
    assert register.findings == ()


def test_a_date_typed_without_year_leans_on_the_registration() -> None:
    package = workbook("| 时间 | 登记时间 |\n| 5/1 | @2022-05-02 08:00 |\n| 5/1 |  |")
    assert read(package).cases.values["received_at"] == [datetime(2022, 5, 1), datetime(2024, 5, 1)]


def test_chinese_built_in_date_formats_are_dates() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("登记")
    for column, head in enumerate(heads_of("small_register", "cases")):
        sheet.write_string(0, column, head)
    for row, number_format in enumerate((27, 31, 57, 58), start=1):
        sheet.write_number(row, 2, 45413, book.add_format({"num_format": number_format}))
        sheet.write_string(row, 4, "某公司")
    book.close()

    from xltools.workbook.cell_rows import WorkbookCells
    from xltools.workbook.reading import read_sheet

    definition = small_definition().register_sheet
    table = read_sheet(definition, WorkbookCells(open_package(buffer.getvalue())).sheet("登记"), NOW).table
    assert table.values["received_at"] == [datetime(2024, 5, 1)] * 4


def test_the_1904_date_system() -> None:
    def change(book: openpyxl.Workbook) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904
        book["登记"]["C5"] = datetime(2024, 5, 1, 9, 30)
        book["登记"]["E5"] = "某公司"

    assert read(saved(change)).cases.values["received_at"] == [datetime(2024, 5, 1, 9, 30)]


def test_error_cells_and_formulas_in_typed_columns_are_reported() -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["登记"]
        sheet["E6"] = "=1+1"
        sheet["G6"] = "#N/A"
        sheet["G6"].data_type = "e"

    package = saved(change, workbook("| 客户 |\n| 某公司 |\n| 另一家 |"))
    assert set(triples(decided(package)[1])) >= {
        ("CELL_FORMULA", 2, "customer_name"),
        ("CELL_ERROR", 2, "problem_description"),
    }
    missing = {field for code, _, field in triples(decided(package)[1]) if code == "VALUE_MISSING"}
    assert missing.isdisjoint({"customer_name", "problem_description"})


def test_a_formula_whose_value_is_not_reckoned_yet_is_no_empty_cell() -> None:
    """So it is where the tool changed what the formula reads, until a spreadsheet program saves."""
    package = workbook("| 客户 |\n| 某公司 |\n| 另一家 |")

    def change(book: openpyxl.Workbook) -> None:
        book["登记"]["F6"] = "=A6"

    cases = read(saved(change, package)).cases
    field = next(name for name, column in cases.columns.items() if column == 6)
    assert (cases.unreadable[field], cases.values[field][1]) == ({1}, None)


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("时间", "上周三", "DATE_UNREADABLE"),
        ("时间", "9:30", "TIME_WITHOUT_DAY"),
        ("时间", "1924-05-01", "DATE_IMPLAUSIBLE"),
        ("评分", "很好", "NUMERIC_UNREADABLE"),
        ("评分", "7.5", "NUMERIC_NOT_WHOLE"),
        ("订单号", "#1234567890123456789", "DIGITS_LOST"),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_not_an_empty_cell(heading: str, value: str, code: str) -> None:
    row = {**GOOD, heading: value, "评价": "好"}
    register = read(workbook([row]))
    field = {"时间": "received_at", "评分": "score", "订单号": "order_number"}[heading]
    assert [(finding.code.value, finding.field) for finding in register.findings] == [(code, field)]
    assert register.cases.values[field] == [None]
    assert register.cases.unreadable[field] == {0}


def test_a_missing_log_sheet_is_said_and_the_rest_goes_on() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["过程"].title = "过程1"

    register = read(saved(change, workbook([GOOD])))
    assert [finding.code.value for finding in register.findings] == ["SHEET_MISSING"]
    assert len(register.cases.rows) == 1


@pytest.mark.parametrize(
    ("title", "error"), [("登记", NotARegisterError), ("选项", SettingsError), ("设置", SettingsError)]
)
def test_without_register_or_settings_sheet_nothing_is_judged(title: str, error: type[Exception]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book[title]

    with pytest.raises(error):
        read(saved(change))


def test_without_its_number_column_it_is_no_register() -> None:
    package = patch(template(), [CellEdit("登记", 4, 1, "号码")])
    with pytest.raises(NotARegisterError):
        read(package)


def test_settings_heads_that_are_gone_stop_the_workbook() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["设置"].delete_rows(1, 4)

    with pytest.raises(SettingsError):
        read(saved(change))


def test_the_template_mark_decides_what_a_workbook_is() -> None:
    assert definition_of(open_package(template("service_ticket"))).name == "service_ticket"
    with pytest.raises(NotARegisterError):
        definition_of(open_package(template()))  # a mark that this xltools does not know
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    with pytest.raises(NotARegisterError):
        read_register(open_package(buffer.getvalue()), NOW)


@pytest.mark.parametrize(("row", "column"), [(1_048_576, 16_384), (1_048_576, 1), (5, 16_384)])
def test_a_stray_far_cell_is_named_instead_of_read(row: int, column: int) -> None:
    package = patch(template(), [CellEdit("登记", row, column, "x")])
    with pytest.raises(UnsafeWorkbookError):
        read(package)


def test_a_date_only_field_drops_the_time() -> None:
    package = workbook(
        [{"反馈日期": "@2024-05-01 09:30", "审核日期": "2024-05-03 10:00", "客户名称/单位": "某公司"}],
        "feedback_report",
    )
    assert read(package, name="feedback_report").cases.values["reviewed_at"] == [date(2024, 5, 3)]
