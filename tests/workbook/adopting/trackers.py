"""Workbooks in the manner of those that teams keep for years, made up: names, numbers and faults are nobody's.

Each is a function without arguments that gives the bytes of a workbook, the same each time; `TRACKERS` lists them.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from xltools.workbook.packaging.package import open_package

_START = datetime(2024, 3, 1, 9, 10)
_CUSTOMERS = ("杭州星河机械厂", "宁波东港物流有限公司", "绍兴市第三中学", "嘉兴和平医院", "湖州南方酒店")
_PEOPLE = ("陈海", "林静", "周建国", "许敏", "何志强", "罗芳", "邓伟")
_FAULTS = (
    "开机后约十分钟自动停机，面板显示 E-002",
    "打印时卡纸，已清理进纸轮仍未解决",
    "制冷效果差，出风口温度偏高",
    "系统登录后提示许可证过期",
    "运行时异响，停机后重启正常",
    "遥控器无反应，更换电池后仍不行",
)
_RESULTS = ("更换主板后试机正常", "清洗滤网并补充制冷剂", "重新授权许可证", "更换轴承，噪声消失", "更换遥控器")
_STAFF = ("刘敏", "王强", "赵磊")
_STATES = ("处理中", "已完成")
_KINDS = ("硬件", "软件", "安装", "咨询")


class TrackedCase(NamedTuple):
    """One made-up case."""

    place: int
    received: datetime
    customer: str
    person: str
    phone: str
    kind: str
    fault: str
    handler: str
    completed: datetime | None
    result: str


def cases(count: int, start: datetime = _START) -> Iterator[TrackedCase]:
    """Cases, one every day or so; the last few are not completed."""
    for place in range(1, count + 1):
        received = start + timedelta(days=place - 1, minutes=37 * place % 400)
        done = place <= count - 4
        yield TrackedCase(
            place,
            received,
            _CUSTOMERS[place % 5],
            _PEOPLE[place % 7],
            f"13{place % 10}{10_000_000 + place * 7919 % 89_999_999:08d}",
            _KINDS[place % 4],
            f"{_FAULTS[place % 6]}（第 {place} 次报修）",
            _STAFF[place % 3],
            received + timedelta(days=1 + place % 3, hours=2) if done else None,
            _RESULTS[place % 5] if done else "",
        )


def _saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(title: str) -> tuple[openpyxl.Workbook, Any]:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    return book, sheet


def title_band() -> bytes:
    """A merged title, real dates, numbers such as SH-2024-001, drop-downs, frozen panes, a total below."""
    book, sheet = _sheet("售后台账")
    sheet.append(["2024 年售后服务台账"])
    sheet.merge_cells("A1:J1")
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append([None])
    sheet.append(
        ["单号", "报修日期", "客户名称", "联系人", "电话", "故障类型", "故障现象", "维修员", "完成时间", "处理结果"]
    )
    for case in cases(40):
        sheet.append(
            [f"SH-2024-{case.place:03d}", case.received.date(), case.customer, case.person, case.phone, case.kind,
             case.fault, case.handler, case.completed.date() if case.completed else None, case.result or None]
        )  # fmt: skip
    sheet.append([None])
    sheet.append(["合计", None, "=COUNTA(C4:C43)"])
    sheet.append(["注：本表每月 5 日前报售后部。"])
    offered = DataValidation(type="list", formula1='"硬件,软件,安装,咨询,其他"', allow_blank=True)
    offered.add("F4:F43")
    sheet.add_data_validation(offered)
    sheet.freeze_panes = "C4"
    return _saved(book)


def merged_heads() -> bytes:
    """Heads over two lines: groups over columns, and single heads merged downwards; two columns are called 时间."""
    book, sheet = _sheet("维修记录")
    sheet["A1"] = "设备维修登记表"
    sheet.merge_cells("A1:I1")
    for area, head in (
        ("A2:A3", "序号"),
        ("B2:C2", "报修"),
        ("D2:E2", "客户"),
        ("F2:F3", "故障描述"),
        ("G2:H2", "处理"),
        ("I2:I3", "备注"),
    ):
        sheet[area.split(":")[0]] = head
        sheet.merge_cells(area)
    for cell, head in (("B3", "时间"), ("C3", "方式"), ("D3", "名称"), ("E3", "电话"), ("G3", "人员"), ("H3", "时间")):
        sheet[cell] = head
    for case in cases(30):
        sheet.append(
            [case.place, case.received, "电话" if case.place % 2 else "微信", case.customer, case.phone, case.fault,
             case.handler, case.completed, None]
        )  # fmt: skip
    return _saved(book)


def mixed_dates() -> bytes:
    """Dates as people type them: real ones, 2024.5.6, 5月6日, 2024/5/6 9:30; hand-given numbers, some missing."""
    book, sheet = _sheet("Sheet1")
    sheet.append(["工单编号", "受理日期", "单位名称", "联系方式", "问题描述", "处理人", "办结日期", "状态"])
    for case in cases(36):
        styles = (case.received, _dotted(case.received), _month_day(case.received), _slashed(case.received))
        number = None if case.place % 9 == 0 else f"{case.received:%Y%m}{case.place:04d}"
        done = _dotted(case.completed) if case.completed else ("待配件" if case.place % 2 else None)
        sheet.append(
            [number, styles[case.place % 4], case.customer, case.phone, case.fault, case.handler, done,
             "已完成" if case.completed else "处理中"]
        )  # fmt: skip
    return _saved(book)


def _dotted(moment: datetime) -> str:
    return f"{moment.year}.{moment.month}.{moment.day}"


def _month_day(moment: datetime) -> str:
    return f"{moment.month}月{moment.day}日"


def _slashed(moment: datetime) -> str:
    return f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment.minute:02d}"


def numbered_cells() -> bytes:
    """Numbers 1, 2, 3 … typed as numbers, blank rows and columns before the table, phones as numbers."""
    book, sheet = _sheet("报修")
    for at, head in enumerate(("序号", "日期", "客户", "手机", "问题", "负责人", "完成日期"), start=2):
        sheet.cell(4, at, head).fill = PatternFill("solid", fgColor="DDDDDD")
    for case in cases(25):
        row = [case.place, case.received, case.customer, int(case.phone), case.fault, case.handler, case.completed]
        for at, value in enumerate(row, start=2):
            sheet.cell(4 + case.place, at, value)
    return _saved(book)


def excel_table() -> bytes:
    """An Excel table with filter, totals row and a calculated column; a chart sheet-side and a pivot-less summary."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("工单")
    rows = list(cases(30))
    for at, case in enumerate(rows, start=1):
        sheet.write_string(at, 0, f"WX{case.received:%Y%m%d}{case.place:02d}")
        sheet.write_datetime(at, 1, case.received, day)
        for column, text in enumerate((case.customer, case.phone, case.fault, case.handler), start=2):
            sheet.write_string(at, column, text)
        if case.completed:
            sheet.write_datetime(at, 6, case.completed, day)
    heads = ("工单号", "创建时间", "客户单位", "联系电话", "故障内容", "工程师", "完成时间", "用时（天）")
    columns: list[dict[str, Any]] = [{"header": head} for head in heads]
    columns[0]["total_string"] = "汇总"
    columns[2]["total_function"] = "count"
    columns[7]["formula"] = "=[@完成时间]-[@创建时间]"
    sheet.add_table(0, 0, len(rows) + 1, 7, {"name": "工单表", "columns": columns, "total_row": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=统计!$A$2:$A$4", "values": "=统计!$B$2:$B$4"})
    summary = book.add_worksheet("统计")
    summary.write_row(0, 0, ("工程师", "件数"))
    for at, name in enumerate(_STAFF, start=1):
        summary.write_string(at, 0, name)
        summary.write_formula(at, 1, f"=COUNTIF(工单!F:F,A{at + 1})")
    summary.insert_chart("D2", chart)
    book.close()
    return buffer.getvalue()


def monthly_sheets() -> bytes:
    """A sheet per month with the same heads, and a sheet that counts them."""
    book = openpyxl.Workbook()
    book.active.title = "汇总"
    book.active.append(["月份", "件数"])
    for month in (1, 2, 3):
        book.active.append([f"{month}月", f"=COUNTA('{month}月'!A3:A99)"])
        sheet = book.create_sheet(f"{month}月")
        sheet.append([f"{month}月份客户投诉登记"])
        sheet.append(["投诉编号", "投诉日期", "客户姓名", "手机号", "投诉内容", "责任人", "结案日期", "满意度"])
        for case in cases(12, datetime(2024, month, 1, 10)):
            sheet.append(
                [f"TS{month:02d}-{case.place:02d}", case.received.date(), case.person, case.phone, case.fault,
                 case.handler, case.completed.date() if case.completed else None, "满意" if case.completed else None]
            )  # fmt: skip
    return _saved(book)


def english() -> bytes:
    """An English ticket log: day first in texts, one word states, notes to the right of the table."""
    book, sheet = _sheet("Ticket log")
    sheet.append(["IT support tickets 2024"])
    sheet.append(
        [
            "Ticket No.",
            "Opened",
            "Requester",
            "E-mail",
            "Summary",
            "Category",
            "Priority",
            "Assigned to",
            "Resolved",
            "Status",
        ]
    )
    for case in cases(32):
        opened = case.received.strftime("%d/%m/%Y %H:%M") if case.place % 2 else case.received
        sheet.append(
            [f"T-{1000 + case.place}", opened, f"User {case.place % 11}", f"user{case.place % 11}@example.com",
             f"Printer on floor {case.place % 5} does not print, job {case.place}",
             ("Hardware", "Software", "Access")[case.place % 3], ("High", "Normal", "Low")[case.place % 3],
             ("Sam Hill", "Ann Lee")[case.place % 2], case.completed, "Closed" if case.completed else "Open"]
        )  # fmt: skip
    sheet["L2"] = "Legend"
    sheet["L3"] = "High = two hours"
    return _saved(book)


def macros_and_comments() -> bytes:
    """Comments on cells, a hidden column and rows, a filter, conditional colours, custom XML beside."""
    book, sheet = _sheet("投诉台账")
    sheet.append(["受理编号", "受理时间", "客户", "联系方式", "投诉内容", "处理结果", "处理人", "完成日期", "内部编码"])
    for case in cases(28):
        sheet.append(
            [f"KF{case.received:%y%m}-{case.place:03d}", case.received, case.customer, case.phone, case.fault,
             case.result or None, case.handler, case.completed, f"N{case.place:05d}"]
        )  # fmt: skip
    sheet["E2"].comment = Comment("客户很急", "陈海")
    sheet.column_dimensions["I"].hidden = True
    for row in (5, 6):
        sheet.row_dimensions[row].hidden = True
    sheet.auto_filter.ref = "A1:I29"
    with_xml = io.BytesIO(_saved(book))
    with zipfile.ZipFile(with_xml, "a") as package:
        package.writestr("customXml/item1.xml", '<?xml version="1.0"?><team xmlns="urn:team">keep</team>')
    return with_xml.getvalue()


def wps_like() -> bytes:
    """As WPS users do: no merges, heads left blank under the group, blank rows between cases, text numbers 001."""
    book, sheet = _sheet("客户报修")
    sheet.append(["客户报修登记（在用）"])
    sheet.append([])
    sheet.append(["编号", "报障时间", "用户", None, "问题详情", "技术员", "修复时间", "费用（元）", "是否完成"])
    sheet.append([None, None, "姓名", "电话", None, None, None, None, None])
    for case in cases(24):
        sheet.append(
            [f"{case.place:03d}", case.received, case.person, case.phone, case.fault, case.handler, case.completed,
             80.5 * (case.place % 4), "是" if case.completed else "否"]
        )  # fmt: skip
        if case.place % 10 == 0:
            sheet.append([])
    return _saved(book)


def two_tables() -> bytes:
    """Another table below the cases, with its own title and heads, and one beside them."""
    book, sheet = _sheet("服务")
    sheet.append(
        ["服务单号", "接单时间", "客户名称", "联系电话", "服务内容", "服务人员", "完工时间", None, "备件", "状态"]
    )
    for case in cases(20):
        beside = [("主板", 4), ("轴承", 9), ("滤网", 30)][case.place - 1] if case.place <= 3 else (None, None)
        sheet.append(
            [f"FW{case.received:%Y}{case.place:04d}", case.received, case.customer, case.phone, case.fault,
             case.handler, case.completed, None, *beside]
        )  # fmt: skip
    sheet.append([])
    sheet.append(["配件更换情况"])
    sheet.append(["服务单号", "配件", "数量"])
    sheet.append(["FW20240003", "主板", 1])
    return _saved(book)


def without_numbers() -> bytes:
    """No column of numbers, no completion time, a state typed by hand, formulas for the age of a case."""
    book, sheet = _sheet("问题清单")
    sheet.append(["提交日期", "提交部门", "提出人", "问题描述", "当前状态", "跟进人", "已历时（天）"])
    for case in cases(26):
        row = case.place + 1
        sheet.append(
            [case.received.date(), ("生产部", "质检部", "仓储部")[case.place % 3], case.person, case.fault,
             _STATES[1] if case.completed else _STATES[0], case.handler, f"=TODAY()-A{row}"]
        )  # fmt: skip
    return _saved(book)


def own_tabs() -> bytes:
    """The team has sheets of its own that are called as the tool would call its settings."""
    book = openpyxl.load_workbook(io.BytesIO(title_band()))
    people = book.create_sheet("人员")
    people.append(["姓名", "电话"])
    people.append(["刘敏", "13800000000"])
    book.create_sheet("设置").append(["版本", 3])
    return _saved(book)


def filtered_table() -> bytes:
    """An Excel table by openpyxl over the cases, doubled heads, a head with line break and star, state words."""
    book, sheet = _sheet("Log")
    sheet.append(["工单号*", "登记\n日期", "客户名称", "客户电话", "问题描述", "备注", "经办人", "关闭日期", "备注2"])
    for case in cases(22):
        sheet.append(
            [f"{case.received:%Y}-{case.place}", case.received.date(), case.customer, case.phone, case.fault, None,
             case.handler, case.completed.date() if case.completed else None, None]
        )  # fmt: skip
    table = Table(displayName="Cases", ref="A1:I23")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
    sheet.add_table(table)
    return _saved(book)


def subtotals() -> bytes:
    """A sum after each ten cases, one at the end, and below it a case that somebody typed in a hurry."""
    book, sheet = _sheet("台账")
    sheet.append(["序号", "受理日期", "客户名称", "联系电话", "问题描述", "处理人", "完成日期", "金额"])
    for case in cases(31):
        if case.place == 31:
            sheet.append(["合计", None, None, None, None, None, None, "=SUM(H2:H34)"])
        completed = case.completed.date() if case.completed else None
        sheet.append(
            [case.place, case.received.date(), case.customer, case.phone, case.fault, case.handler, completed, 100]
        )
        if case.place in (10, 20, 30):
            sheet.append(["小计", None, None, None, None, None, None, f"=SUM(H2:H{sheet.max_row})"])
    return _saved(book)


def numbered_ahead() -> bytes:
    """Numbers and formulas filled down for cases to come; two numbers of another form among them."""
    book, sheet = _sheet("台账")
    sheet.append(["单号", "受理日期", "客户名称", "联系电话", "问题描述", "处理人", "完成日期", "是否超期"])
    for row, case in enumerate(cases(60), start=2):
        number = {8: "加急", 9: "BX-9"}.get(case.place, f"BX-{case.place:04d}")
        typed = [case.received, case.customer, case.phone, case.fault, case.handler, case.received] if row < 20 else []
        sheet.append([number, *typed, *[None] * (6 - len(typed)), f'=IF(G{row}="","",G{row}-B{row}>3)'])
    return _saved(book)


@cache
def _made(name: str) -> bytes:
    return _MAKERS[name]()


_MAKERS: Mapping[str, Callable[[], bytes]] = {
    maker.__name__: maker
    for maker in (
        title_band, merged_heads, mixed_dates, numbered_cells, excel_table, monthly_sheets, english,
        macros_and_comments, wps_like, two_tables, without_numbers, own_tabs, filtered_table, subtotals, numbered_ahead,
    )
}  # fmt: skip
TRACKERS: Mapping[str, Callable[[], bytes]] = {name: (lambda name=name: _made(name)) for name in _MAKERS}  # type: ignore[misc]


def with_parts_of(tracker: bytes, other: bytes, kinds: tuple[str, ...]) -> bytes:
    """The tracker with parts of a real workbook beside its own (a macro project, say), unknown to its sheets."""
    source = open_package(other)
    extra = {name: source.part(name) for name in source.part_names if name.endswith(kinds)}
    return open_package(tracker).replaced(extra)


def last_day(count: int) -> date:
    """The day of the last of so many cases."""
    return (_START + timedelta(days=count - 1)).date()


def renamed_tab(name: str, old: str, new: str) -> bytes:
    """A tracker with another name on one of its tabs."""
    book = openpyxl.load_workbook(io.BytesIO(TRACKERS[name]()))
    book[old].title = new
    return _saved(book)
