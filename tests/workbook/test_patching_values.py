"""What is written reads back: text, numbers, dates in both date systems, and the formats they need."""

import io
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.workbook.small_packages import (
    MAIN,
    ROWS,
    changed_parts,
    read_part,
    set_cell,
    sheet_data,
    value_of,
    workbook,
)
from xltools.errors import PatchRefusedError
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.workbook.patching import patch

# Values


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "  x ",
        "a\nb",
        "\t",
        "“引号”&'\"",
        "😀",
        "_x0041_",
        "x_x000d_",
        "\x01\x1f",
        "a\r\nb",
        "\ufffe",
        "x" * 32767,
    ],
)
def test_text_survives(text: str) -> None:
    after = set_cell(workbook(ROWS), 1, 1, text)
    # calamine undoes _xHHHH_ (ECMA-376 part 1, §22.9.2.19) in inline strings
    cell = ElementTree.fromstring(sheet_data(after).partition("</row>")[0] + "</row>")[0]
    assert cell.get("t") == "inlineStr"
    assert cell.find(".//f") is None
    assert set_cell(after, 1, 1, text) is after
    if "\ufffe" not in text:
        assert CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name("S").to_python()[0][0] == text


def test_empty_text_and_nothing_differ() -> None:
    emptied = set_cell(workbook(ROWS), 1, 1, None)
    assert '<c r="A1" s="2"/>' in sheet_data(emptied)
    assert 't="inlineStr"' in sheet_data(set_cell(emptied, 1, 1, ""))


@pytest.mark.parametrize("number", [0, -7, 1.5, 0.1, 1e-300, 1e22, 2**53 + 1, 12345678.901234567])
def test_numbers_keep_their_precision(number: float) -> None:
    assert float(str(value_of(set_cell(workbook(ROWS), 4, 1, number), 4, 1))) == float(number)


def test_subclasses_of_numbers_are_written_plainly() -> None:
    class Euro(float):
        def __repr__(self) -> str:
            return "EUR"

    assert value_of(set_cell(workbook(ROWS), 4, 1, Euro(2.5)), 4, 1) == 2.5


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2024, 5, 1, 9, 30),
        datetime(2024, 2, 29, 23, 59, 59),
        datetime(1900, 3, 1),
        datetime(1900, 2, 28, 6, 0, 1),
        datetime(1904, 1, 2, 0, 0, 1),
        datetime(9999, 12, 31, 23, 59, 59),
    ],
)
@pytest.mark.parametrize("properties", ["", '<workbookPr date1904="1"/>'])
def test_moments_read_back_to_the_second(moment: datetime, properties: str) -> None:
    # ECMA-376 part 1, §18.17.4.1: two date systems, one with a leap year too many
    data = workbook(ROWS, properties=properties)
    if properties and moment.year < 1904:
        with pytest.raises(PatchRefusedError):
            set_cell(data, 2, 2, moment)
        return
    found = value_of(set_cell(data, 2, 2, moment), 2, 2)
    assert isinstance(found, datetime)
    assert abs(found - moment) < timedelta(milliseconds=1)


def test_a_fraction_never_rounds_into_the_next_second() -> None:
    found = value_of(set_cell(workbook(ROWS), 2, 2, datetime(2024, 5, 1, 9, 59, 59, 999_999)), 2, 2)
    assert isinstance(found, datetime)
    assert found.replace(microsecond=0) == datetime(2024, 5, 1, 9, 59, 59)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (date(2024, 5, 1), "yyyy-mm-dd"),
        (datetime(2024, 5, 1, 9, 30), "yyyy-mm-dd hh:mm"),
        (datetime(2024, 5, 1, 9, 30, 1), "yyyy-mm-dd hh:mm:ss"),
        (time(9, 40), "hh:mm"),
        (time(9, 40, 5), "hh:mm:ss"),
    ],
)
def test_a_date_in_a_plain_cell_gets_a_format_like_the_old_one(value: CellValue, code: str) -> None:
    data = workbook(ROWS)
    after = set_cell(data, 1, 1, value)
    cell = openpyxl.load_workbook(io.BytesIO(after))["S"]["A1"]
    assert (cell.number_format, cell.alignment.wrap_text, cell.is_date) == (code, True, True)
    assert changed_parts(data, after) == {"xl/tabs/t1.xml", "xl/styles.xml"}
    # The format is found again: styles do not grow with every pass.
    twin = workbook(ROWS + '<row r="5"><c r="A5" s="2"/></row>', styles=read_part(after, "xl/styles.xml"))
    assert changed_parts(twin, set_cell(twin, 5, 1, value)) == {"xl/tabs/t1.xml"}


def test_a_date_in_a_date_cell_keeps_its_format_and_the_styles() -> None:
    data = workbook(ROWS)
    assert changed_parts(data, set_cell(data, 1, 3, datetime(2024, 5, 1))) == {"xl/tabs/t1.xml"}


@pytest.mark.parametrize(
    ("number_format", "code", "is_date"),
    [
        (14, None, True),
        (31, None, True),  # yyyy"年"m"月"d"日" in Chinese Excel
        (58, None, True),
        (31, "0.00", False),  # a workbook may give the number another meaning
        (180, 'yyyy"年"m"月"', True),
        (180, '"day "0', False),
        (180, "[Red]0.0", False),
        (180, "[$-804]0", False),
        (180, "0\\d", False),
        (180, "0_h", False),
        (180, "General", False),
        (180, '[$-804]h"时"mm"分"', True),
        (180, "[h]:mm", False),  # an elapsed time: a moment would read back as a duration
        (180, "0;yyyy", False),
    ],
)
def test_which_formats_are_dates(number_format: int, code: str | None, is_date: bool) -> None:
    defined = (
        f'<numFmts count="1"><numFmt numFmtId="{number_format}" formatCode="{escape(code)}"/></numFmts>' if code else ""
    )
    styles = f'<styleSheet xmlns="{MAIN}">{defined}<cellXfs><xf numFmtId="{number_format}"/></cellXfs></styleSheet>'
    data = workbook(ROWS.replace(' s="1"', "").replace(' s="2"', ""), styles=styles)
    after = set_cell(data, 1, 1, datetime(2024, 5, 1, 8))
    assert changed_parts(data, after) == ({"xl/tabs/t1.xml"} if is_date else {"xl/tabs/t1.xml", "xl/styles.xml"})


def escape(text: str | None) -> str:
    return (text or "").replace('"', "&quot;")


def test_a_workbook_without_styles_gets_some() -> None:
    data = workbook(ROWS.replace(' s="1"', "").replace(' s="2"', ""), styles=None)
    after = set_cell(data, 2, 1, datetime(2024, 5, 1, 9, 30))
    assert value_of(after, 2, 1) == datetime(2024, 5, 1, 9, 30)
    assert value_of(after, 1, 1) == 1


# Styles (pitfall 7) and attributes of the old value (pitfall 12)


def test_new_cells_take_the_format_of_row_then_column() -> None:
    before = '<cols><col min="2" max="4" style="2" width="9"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'
    edits = [CellEdit("S", row, column, "x") for row in (1, 2, 3) for column in (1, 3)]
    data = sheet_data(patch(workbook(rows, before=before), edits))
    styles = [cell.get("s") for cell in ElementTree.fromstring(f"<d>{data}</d>").iter("c")]
    assert styles == ["1", "1", None, "2", None, "2"]


def test_attributes_of_the_old_value_go_and_others_stay() -> None:
    data = workbook('<row r="1"><c s="2" r="A1" t="e" cm="1" vm="3" ph="1"><v>#N/A</v></c></row>')
    cell = ElementTree.fromstring(sheet_data(set_cell(data, 1, 1, 5)))[0]
    assert cell.attrib == {"s": "2", "r": "A1", "ph": "1"}
