"""The index workbook: every copy, customers' words as text, links from where it lies. (ST-12)"""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from tests.archived import listed
from xltools.reports.archive_index import writing
from xltools.reports.archive_index.index_mark import index_mark
from xltools.reports.archive_index.writing import write_index

NOW, SHA = datetime(2026, 11, 22, 9, 30), "ab" * 32
LINES = [listed(), listed(version=2), listed(number="202305-009", received_at=datetime(2023, 5, 1), customer="=1+1")]


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_a_row_tells_of_a_copy_and_leads_to_it() -> None:
    sheet = book(write_index(LINES, NOW, SHA))["2024"]
    assert [cell.value for cell in sheet[3]][:5] == ["编号", "客户", "问题", "处理结果", "责任人"]
    row = sheet[5]
    assert [cell.value for cell in row] == [
        "202405-001", "苏州某公司", "空调开机后自动停机", "更换压缩机", "王强（A003）", datetime(2024, 5, 1),
        datetime(2024, 5, 10), datetime(2024, 5, 20), 2, datetime(2027, 5, 10), "打开",
        "2024/苏州某公司/202405-001 第2版",
    ]  # fmt: skip
    assert row[10].hyperlink.target == "2024\\苏州某公司\\202405-001%20第2版"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:L5")


def test_customers_words_are_text() -> None:
    cell = book(write_index(LINES, NOW, SHA))["2023"]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_guide_leads_to_every_sheet() -> None:
    workbook = book(write_index(LINES, NOW, SHA))
    guide = workbook.worksheets[0]
    targets = {cell.hyperlink.location for row in guide.rows for cell in row if cell.hyperlink}
    assert targets == {f"'{sheet.title}'!A1" for sheet in workbook.worksheets[1:]}


def test_what_no_sheet_can_hold_does_not_stop_it() -> None:
    odd = listed(
        folder="../../etc", customer="a\x0b\ud800b\nc", problem="长" * 40_000, closed_at=datetime(1800, 1, 1),
        received_at=datetime(1800, 1, 1), number="",
    )  # fmt: skip
    row = book(write_index([odd], NOW, SHA))["1800"][4]
    assert row[1].value == "ab c"
    assert row[2].value.endswith("长…")
    assert row[5].value == "1800-01-01"
    assert row[10].hyperlink is None


def test_an_empty_archive_has_an_index_as_well() -> None:
    assert book(write_index([], NOW, SHA)).sheetnames == ["说明"]


@pytest.mark.parametrize("large", [0, 20_000])
def test_the_same_copies_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(writing, "LARGE", large)
    assert write_index(LINES, NOW, SHA) == write_index(LINES[::-1], NOW, SHA)


def test_written_out_as_they_come_the_rows_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def cells(data: bytes) -> list[list[object]]:
        return [[cell.value for row in sheet.rows for cell in row] for sheet in book(data)]

    usual = cells(write_index(LINES, NOW, SHA))
    monkeypatch.setattr(writing, "LARGE", 0)
    assert cells(write_index(LINES, NOW, SHA)) == usual


def test_the_index_tells_which_catalogue_it_shows_until_somebody_saves_it() -> None:
    data = write_index(LINES, NOW, SHA)
    assert index_mark(data) == SHA
    workbook, saved = book(data), BytesIO()
    workbook.save(saved)
    assert index_mark(saved.getvalue()) is None
    assert index_mark(b"no workbook") is None
