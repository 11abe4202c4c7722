"""Thousands of real complaints, typed into three registers, come through a refresh: each numbered once, none touched.

Shown with a reader that xltools itself does not read registers with (openpyxl).
"""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from tests.end_to_end.clerk_at_work import RegisterClerk, running_libreoffice
from tests.registers import heads_of
from tests.shared_material import shared_folder
from xltools.model.cell_edit import CellEdit, CellValue
from xltools.model.finding import FindingCode
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh
from xltools.operations.starting import template_bytes
from xltools.workbook.definition_files import shipped_definition
from xltools.workbook.layout import FIRST_DATA_ROW
from xltools.workbook.patching import patch

NOW = datetime(2024, 7, 1, 9, 0)
FIRST_DAY = datetime(2024, 1, 2, 8, 30)
FEEDBACK = shared_folder() / "feedback"
COMPLAINTS, DELIVERIES = 5000, 1000
MISREAD = {FindingCode.DATE_UNREADABLE, FindingCode.TIME_UNREADABLE, FindingCode.CONTACT_MALFORMED}
TypedRow = dict[str, CellValue]
ReadCells = dict[tuple[int, int], object]

pytestmark = pytest.mark.skipif(
    not FEEDBACK.is_dir(), reason=f"no real complaints at {FEEDBACK}; XLTOOLS_SHARED says where their folder is"
)


def test_real_complaints_as_service_tickets(tmp_path: Path) -> None:
    rows = [_service_ticket(place, each) for place, each in enumerate(_complaints())]
    _comes_through("service_ticket", rows, r"\d{6}-\d{5}", tmp_path)  # ST-2


@pytest.mark.libreoffice
def test_a_clerk_types_further_complaints_below_thousands(tmp_path: Path) -> None:
    """Some come through the keyboard of a real LibreOffice, which then saves the whole register in its own way."""
    rows = [_service_ticket(place, each) for place, each in enumerate(_complaints())]
    more = _read("complaints.csv", "utf-8-sig", COMPLAINTS + 1)[1::700]
    path, _ = _typed_in("service_ticket", rows, tmp_path)
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    before = _numbers_by_row(path)
    with running_libreoffice() as driver:
        clerk = RegisterClerk(driver, path, "service_ticket")
        for row, each in enumerate(more, start=FIRST_DATA_ROW + len(rows)):
            typed = {"客户名称": "键盘客户", "联系方式": f"137000000{row % 100:02}", "反馈时间": "2024-06-30 10:15",
                     "反馈渠道": "电话", "问题描述（摘要）": each["评价内容"], "问题分级": "一般"}  # fmt: skip
            clerk.type_row(row, typed)
        clerk.save_and_leave()
    first = refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert (first.cases, first.new_numbers) == (len(rows) + len(more), len(more))
    after = _numbers_by_row(path)
    assert {row: after[row] for row in before} == before
    assert len(set(after.values())) == len(rows) + len(more)
    assert refresh(path, NOW, order=PassOrder(hold_seconds=0)).edits == ()


def _numbers_by_row(path: Path) -> dict[int, object]:
    sheet = shipped_definition("service_ticket").register_sheet
    column = heads_of("service_ticket", sheet.key).index("工单号") + 1
    return {row: value for (row, place), value in _read_back(path, sheet.title).items() if place == column}


def test_real_complaints_as_feedback_reports(tmp_path: Path) -> None:
    kinds = (("产品类", "功能故障"), ("服务类", "服务态度"), ("物流类", "错发漏发"), ("其他", "建议类反馈"))
    rows = [
        {
            "反馈日期": _received(place, COMPLAINTS),
            "反馈来源": ("电商平台评价", "在线平台")[place % 2],
            "客户名称/单位": f"{each['产品']}买家 {place}",
            "联系方式": _contact(place),
            "问题描述": each["评价内容"],
            "优先级": ("紧急", "高", "中", "低")[place % 4],
            "问题分类": kinds[place % 4][0],
            "问题小类": kinds[place % 4][1],
        }
        for place, each in enumerate(_complaints())
    ]
    _comes_through("feedback_report", rows, r"\d{6}-\d{3,}", tmp_path)  # FR-3


def test_real_delivery_complaints_of_a_gbk_export_as_customer_feedback(tmp_path: Path) -> None:
    rows = [
        {
            "客户姓名": f"食客 {place}",
            "联系方式": _contact(place),
            "反馈类型": "投诉建议",
            "问题描述": each["评价内容"],
            "提交渠道": "社交媒体",
            "提交时间": _received(place, DELIVERIES),
        }
        for place, each in enumerate(_read("delivery_gbk.csv", "gb18030", DELIVERIES))
    ]
    _comes_through("feedback_analysis", rows, r"\d{6}-\d{3,}", tmp_path)  # FA-2


def _service_ticket(place: int, complaint: dict[str, str]) -> TypedRow:
    return {
        "客户名称": f"{complaint['产品']}客户 {place}",
        "联系方式": _contact(place),
        "反馈时间": _received(place, COMPLAINTS),
        "反馈渠道": ("电话", "在线客服", "公众号", "邮件", "工单系统")[place % 5],
        "问题描述（摘要）": complaint["评价内容"],
        "问题分级": ("一般", "重要", "紧急")[place % 3],
        "首次响应时间": ("09:40", "下午3点半", None)[place % 3],
        "产品名称": complaint["产品"],
    }


def _complaints() -> list[dict[str, str]]:
    return _read("complaints.csv", "utf-8-sig", COMPLAINTS)


def _read(file_name: str, encoding: str, count: int) -> list[dict[str, str]]:
    """So many rows, spread over the whole file: it is sorted by product."""
    with (FEEDBACK / file_name).open(encoding=encoding, newline="") as file:
        rows = list(csv.DictReader(file))
    return rows[:: len(rows) // count][:count]


def _moment(place: int, count: int) -> datetime:
    return FIRST_DAY + timedelta(minutes=place * 178 * 1440 // count)


def _received(place: int, count: int) -> CellValue:
    """Real dates, and the ways in which people write them as text."""
    moment = _moment(place, count)
    spellings = (moment, moment, f"{moment:%Y-%m-%d %H:%M}", f"{moment.month}月{moment.day}日 {moment.hour}点半")
    return spellings[place % len(spellings)]


def _contact(place: int) -> str:
    return (f"138{place:08}", f"+86 139{place:08}", f"0571-8{place:07}", f"buyer{place}@example.com")[place % 4]


def _comes_through(template: str, rows: list[TypedRow], pattern: str, folder: Path) -> None:
    path, typed = _typed_in(template, rows, folder)
    first = refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert (first.cases, first.new_numbers, first.written) == (len(rows), len(rows), True)
    assert not MISREAD & {finding.code for finding in first.findings}
    sheet = shipped_definition(template).register_sheet
    cells = _read_back(path, sheet.title)
    assert {place: cells.get(place) for place in typed} == typed
    _each_row_has_its_number(cells, heads_of(template, sheet.key), rows, pattern)
    _only_tool_cells_were_written(template, first, typed)
    before = path.read_bytes()
    second = refresh(path, NOW, order=PassOrder(hold_seconds=0))
    assert (second.cases, second.edits, second.written) == (len(rows), (), False)
    assert second.findings == first.findings
    assert path.read_bytes() == before


def _typed_in(template: str, rows: list[TypedRow], folder: Path) -> tuple[Path, ReadCells]:
    definition = shipped_definition(template)
    sheet = definition.register_sheet
    heads = heads_of(template, sheet.key)
    typed = {
        (row, heads.index(head) + 1): value
        for row, values in enumerate(rows, start=FIRST_DATA_ROW)
        for head, value in values.items()
        if value is not None
    }
    path = folder / "台账.xlsx"
    edits = [CellEdit(sheet.title, row, column, value) for (row, column), value in typed.items()]
    path.write_bytes(patch(template_bytes(definition), edits))
    return path, dict(typed)


def _read_back(path: Path, sheet_title: str) -> ReadCells:
    """What openpyxl finds; one complaint holds a control character, which the format spells ``_x0008_``."""
    sheet = openpyxl.load_workbook(path)[sheet_title]
    rows = enumerate(sheet.iter_rows(min_row=FIRST_DATA_ROW, values_only=True), start=FIRST_DATA_ROW)
    return {
        (row, column): unescape(value) if isinstance(value, str) else value
        for row, values in rows
        for column, value in enumerate(values, start=1)
        if value is not None
    }


def _each_row_has_its_number(cells: ReadCells, heads: list[str], rows: list[TypedRow], pattern: str) -> None:
    """FR-3, FA-2, ST-2: of the right form and month, no number twice, none left out."""
    column = next(place for place, head in enumerate(heads, start=1) if head in ("反馈编号", "工单号"))
    numbers = [str(cells[row, column]) for row in range(FIRST_DATA_ROW, FIRST_DATA_ROW + len(rows))]
    assert all(re.fullmatch(pattern, number) for number in numbers)
    assert len(set(numbers)) == len(numbers) == len(rows)
    assert [number[:6] for number in numbers] == [f"{_moment(i, len(rows)):%Y%m}" for i in range(len(rows))]
    assert all(serials == list(range(1, len(serials) + 1)) for serials in _serials(numbers).values())
    assert sum(place[1] == column for place in cells) == len(rows)


def _serials(numbers: list[str]) -> Mapping[str, list[int]]:
    months = Counter(number[:6] for number in numbers)
    return {month: sorted(int(number[7:]) for number in numbers if number[:6] == month) for month in months}


def _only_tool_cells_were_written(template: str, result: RefreshResult, typed: ReadCells) -> None:
    sheet = shipped_definition(template).register_sheet
    written = {(edit.row, edit.column) for edit in result.edits if edit.sheet == sheet.title}
    assert len(written) == len(result.edits)
    assert not written & set(typed)
