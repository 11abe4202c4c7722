"""The workbook that shows what waits: read back by others, ours until somebody types into it."""

import io
from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xltools.model.overdue_mark import Mark
from xltools.reports.companion_rows import CompanionColumn, CompanionRow, CompanionTable
from xltools.reports.companion_workbook import Companion, companion_bytes, companion_mark

SINCE, NOW = datetime(2026, 11, 20, 8, 12), datetime(2026, 11, 20, 9, 30)
COLUMNS = (
    CompanionColumn("", "行号", 8),
    CompanionColumn("number", "编号", 17),
    CompanionColumn("received_at", "时间", 18),
    CompanionColumn("problem_description", "描述", 36, wraps=True),
    CompanionColumn("remaining", "剩余/超时", 16),
    CompanionColumn("overdue_mark", "超时标记", 11),
)


def row(number: str, description: str, remaining: str = "剩 2 小时", mark: str = "") -> CompanionRow:
    return CompanionRow((5, number, datetime(2026, 11, 20, 8, 30), description, remaining, mark or None), mark)


def companion(
    *rows: CompanionRow, new: int = 0, left_out: int = 0, since: datetime = SINCE, now: datetime = NOW
) -> Companion:
    return Companion("售后服务工单", "Li Na", since, now, CompanionTable(COLUMNS, rows, new, left_out))


ONE = companion(row("202611-00001", "设备无法启动"), new=1)


def sheet_of(data: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_it_says_who_has_the_register_open_and_what_waits() -> None:  # clients.md §4
    sheet = sheet_of(
        companion_bytes(companion(row("202611-00001", "设备无法启动", mark=Mark.OVERDUE.said), new=1, left_out=7))
    )
    heading, counted = str(sheet["A1"].value), str(sheet["A2"].value)
    assert all(word in heading for word in ("售后服务工单", "Li Na", "08:12"))
    assert all(word in counted for word in ("2026-11-20 09:30", "1 个", "7 行"))
    assert [cell.value for cell in sheet[3]] == [column.head for column in COLUMNS]
    assert [cell.value for cell in sheet[4]] == [
        5, "202611-00001", datetime(2026, 11, 20, 8, 30), "设备无法启动", "剩 2 小时", "超时",
    ]  # fmt: skip
    assert sheet["F4"].fill.fgColor.rgb != sheet["D4"].fill.fgColor.rgb


def test_a_register_that_is_open_since_another_day_names_the_day() -> None:
    heading = str(sheet_of(companion_bytes(companion(since=datetime(2026, 11, 19, 17, 5))))["A1"].value)
    assert "11月19日 17:05" in heading


def test_it_is_for_reading_only_and_stays_in_sight() -> None:
    data = companion_bytes(ONE)
    book, sheet = openpyxl.load_workbook(io.BytesIO(data)), sheet_of(data)
    assert sheet.protection.sheet
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:F4")
    assert sheet.print_title_rows == "$3:$3"
    assert book.active is not None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.com", "'", "\x01x\ud800", "<b>&amp;"])
def test_texts_stay_texts(text: str) -> None:
    cell = sheet_of(companion_bytes(companion(row("202611-00001", text))))["D4"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_the_same_gives_the_same_bytes() -> None:
    assert companion_bytes(ONE) == companion_bytes(companion(row("202611-00001", "设备无法启动"), new=1))


def test_ours_is_known_by_its_mark() -> None:
    mark = companion_mark(companion_bytes(ONE))
    assert mark is not None
    assert (mark.contents, mark.shown_at) == (ONE.contents, NOW)


def test_what_somebody_typed_into_is_theirs() -> None:
    book = openpyxl.load_workbook(io.BytesIO(companion_bytes(ONE)))
    assert isinstance(book.active, Worksheet)
    book.active["D4"] = "我的备注"
    target = io.BytesIO()
    book.save(target)
    kept = openpyxl.load_workbook(io.BytesIO(target.getvalue())).custom_doc_props.names
    assert "xltools.companion" in kept  # programs keep the property
    assert companion_mark(target.getvalue()) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook"])
def test_other_files_are_not_ours(data: bytes) -> None:
    assert companion_mark(data) is None


def test_a_workbook_of_somebody_else_is_not_ours() -> None:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    assert companion_mark(target.getvalue()) is None


@pytest.mark.parametrize(
    ("other", "differs"),
    [
        (
            companion(
                row("202611-00001", "设备无法启动", "剩 1 小时 59 分钟"), new=1, now=datetime(2026, 11, 20, 9, 31)
            ),
            False,
        ),
        (companion(row("202611-00001", "设备又能启动"), new=1), True),
        (companion(row("202611-00001", "设备无法启动", mark="超时"), new=1), True),
        (companion(row("202611-00001", "设备无法启动"), new=1, left_out=1), True),
    ],
)
def test_contents_change_with_all_but_the_time_that_is_left(other: Companion, differs: bool) -> None:
    assert (other.contents != ONE.contents) == differs
