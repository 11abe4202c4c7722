"""What stands in an export, whatever its name says; what cannot be read is refused with a sentence. (FA-1)"""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from tests.operations.importing.samples import workbook
from tests.registers import template
from xltools.errors import UnusableExportError
from xltools.operations.importing import export_reading
from xltools.operations.importing.export import Export
from xltools.operations.importing.export_reading import export_of, raw_exports, source_name

HEADS = ["评价内容", "手机"]


def read(data: bytes, name: str = "x.xlsx") -> Export:
    raws = raw_exports(data)
    return export_of(raws, source_name(raws, name), HEADS)


def test_a_workbook_is_read_with_numbers_and_moments_as_people_see_them() -> None:
    moment = datetime(2024, 5, 1, 9, 30)
    export = read(workbook(["手机", "时间", "评价内容"], [13800001234, moment, "充不上电"]))
    assert export.heads == ("手机", "时间", "评价内容")
    assert list(export.rows[0].cells) == [13800001234.0, moment, "充不上电"]


def test_the_heads_are_found_below_titles_and_on_the_sheet_that_has_them() -> None:
    export = read(workbook(["评价导出 2024-05"], [], ["手机", "评价内容"], ["1", "a"], title="数据", others=("封面",)))
    assert (export.heads, export.head_line, [row.line for row in export.rows]) == (("手机", "评价内容"), 3, [4])
    assert read("平台导出\n手机,评价内容\n1,a\n".encode()).head_line == 2


def test_without_any_known_head_the_first_row_is_taken_for_the_heads() -> None:
    assert read(b"a,b\n1,2\n").heads == ("a", "b")


def test_error_values_are_told_from_empty_cells() -> None:
    target = BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    (row,) = read(target.getvalue()).rows
    assert (row.broken, row.is_blank) == ({0}, False)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空"), (b"\xef\xbb\xbf \r\n", "空"), (OLE, ".xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"<html><table><tr><td>1", "网页"), (b"\xef\xbb\xbf\n<?xml version='1.0'?><Workbook/>", "网页"),
        (b"PK\x03\x04 cut short", "打不开"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_in_both_languages(data: bytes, said: str) -> None:
    with pytest.raises(UnusableExportError) as refused:
        raw_exports(data)
    assert said in refused.value.to_people
    assert len(str(refused.value).splitlines()) == 1


def test_a_workbook_without_anything_is_refused() -> None:
    with pytest.raises(UnusableExportError):
        read(workbook())


def test_limits_hold_for_workbooks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_reading, "MAXIMUM_ROWS", 2)
    assert len(read(workbook(HEADS, ["a", "b"], ["c", "d"])).rows) == 2
    with pytest.raises(UnusableExportError):
        read(workbook(HEADS, ["a", "b"], ["c", "d"], ["e", "f"]))
    monkeypatch.setattr(export_reading, "MAXIMUM_BYTES", 10)
    with pytest.raises(UnusableExportError):
        raw_exports(b"a" * 11)


@pytest.mark.parametrize(
    ("name", "source"), [("评价.csv", "评价.csv"), ("评价·退回.xlsx", "评价.xlsx"), ("评价·退回 (2).xlsx", "评价.xlsx")]
)
def test_a_returned_workbook_names_its_source(name: str, source: str) -> None:
    assert source_name([], name) == source


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        ([["手机", "评价内容"], ["2", "b"]], True),
        ([["评价内容", "赞"], ["b", "1"]], True),
        ([["手机", "评价内容"]], False),  # heads without rows
        ([["手机", "数量"], ["2", "7"]], False),  # nothing that says what happened
        ([], False),
    ],
)
def test_rows_on_several_sheets_are_refused_and_none_is_left_out(second: list[list[object]], refused: bool) -> None:
    target = BytesIO()
    with Workbook(target) as book:
        for rows in ([["手机", "评价内容"], ["1", "a"]], second):
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    raws = raw_exports(target.getvalue())
    if refused:
        with pytest.raises(UnusableExportError, match="Sheet1, Sheet2"):
            export_of(raws, "x", HEADS, ["评价内容"])
    else:
        assert len(export_of(raws, "x", HEADS, ["评价内容"]).rows) == 1


def test_a_formula_without_a_value_is_told_from_an_empty_text() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    book.active.append(['=IF(1,"充不上电","")', None])
    target = BytesIO()
    book.save(target)
    (row,) = read(target.getvalue()).rows
    assert (row.uncomputed, row.is_blank) == ({0}, False)


def test_rows_that_were_sent_back_have_the_numbers_of_their_source() -> None:
    export = read(workbook(["x：2 行未导入"], [], ["行号", "问题", "评价内容"], [23, "", "a"], ["", "", "b"]))
    assert [row.line for row in export.rows] == [23, 5]


@pytest.mark.parametrize("name", ["xltools.template", "xltools.companion"])
def test_a_register_and_what_is_shown_beside_it_are_no_exports(name: str) -> None:
    target = BytesIO()
    with Workbook(target) as book:
        book.set_custom_property(name, "x", "text")
        book.add_worksheet().write_row(0, 0, HEADS)
    with pytest.raises(UnusableExportError):
        raw_exports(target.getvalue())
    with pytest.raises(UnusableExportError):
        raw_exports(template())


def test_a_workbook_is_weighed_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_reading, "_MOST_XML", 500)
    monkeypatch.setattr(export_reading, "WorkbookCells", lambda _: pytest.fail("it was read"))
    with pytest.raises(UnusableExportError):
        raw_exports(workbook(HEADS, ["a", "b"]))
