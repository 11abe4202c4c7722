"""A team's own small table, part by part, and the definition that it is to follow."""

import io
from datetime import date
from functools import cache

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.small_packages import parts_of, sheet, zipped
from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.extending.extending import extended
from xltools.workbook.extending.extension import Extended
from xltools.workbook.packaging.package import open_package
from xltools.workbook.splicing.cell_addresses import MAX_ROW

TAB = "台账"
HEADS = ("日期", "客户", "电话")
NEW = ("编号", "受理时间", "大类", "小类", "校验提示")  # in D to H
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font>'
    '</fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def text_cell(place: str, text: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_ROW = (
    '<row r="2">'
    + "".join(text_cell(f"{letter}2", head, 1) for letter, head in zip("ABC", HEADS, strict=True))
    + "</row>"
)
ROWS = (
    '<row r="1">' + text_cell("A1", "二〇二四年台账") + "</row>" + HEAD_ROW
    + '<row r="3"><c r="A3"><v>45413</v></c>' + text_cell("B3", "某公司") + text_cell("C3", "0571", 2) + "</row>"
    + '<row r="4"/><row r="5">' + text_cell("B5", "另一家") + "</row>"
)  # fmt: skip


def book(rows: str = ROWS, before: str = "", after: str = "", **options: object) -> bytes:
    """The team's workbook; what stands before and after its rows, and options of `parts_of`."""
    options.setdefault("styles", STYLES)
    return zipped(parts_of({TAB: sheet(rows, before, after)}, **options))  # type: ignore[arg-type]


@cache
def definition(head_rows: int = 1) -> RegisterDefinition:
    """Three columns of the team's, five of the tool's and people's, a log, parameters."""
    own = [
        {"name": "day", "header": "日期", "kind": "date"},
        {"name": "customer_name", "header": "客户", "kind": "text"},
        {"name": "contact", "header": "电话", "kind": "code"},
    ]
    new = [
        {"name": "number", "header": "编号", "kind": "case_number", "owner": "tool", "width": 15, "hint": "自动编号"},
        {"name": "received_at", "header": "受理时间", "kind": "datetime", "width": 17},
        {"name": "kind", "header": "大类", "kind": "choice", "choices": "kinds"},
        {"name": "part", "header": "小类", "kind": "choice", "choices": "parts", "depends_on": "kind"},
        {"name": "check_remark", "header": "校验提示", "kind": "long_text", "owner": "tool", "width": 30},
    ]
    log = [
        {"name": "case_number", "header": "编号", "kind": "case_number"},
        {"name": "logged_at", "header": "时间", "kind": "datetime"},
    ]
    heads = (("key", "代号"), ("label", "名称"), ("value", "值"))
    parameters = [{"name": name, "header": head, "kind": "text"} for name, head in heads]
    days = [{"name": "day", "header": "日", "kind": "date"}, {"name": "text", "header": "说明", "kind": "text"}]
    return RegisterDefinition.model_validate(
        {
            "name": "team", "title": "团队台账", "version": 2, "procedure": "照团队自己的办法",
            "numbering": {"field": "number", "pattern": "T{year}-{serial:3}", "dated_by": "received_at"},
            "lists": {
                "kinds": {"title": "大类", "values": ["产品", "服务"]},
                "parts": {"title": "小类", "parent": "kinds", "by_parent": {"产品": ["外观"], "服务": ["态度"]}},
            },
            "sheets": [
                {"key": "cases", "title": TAB, "kind": "register", "fields": own + new, "head_rows": head_rows},
                {"key": "log", "title": "过程", "kind": "log", "fields": log},
                {"key": "days", "title": "日历", "kind": "settings", "fields": days,
                 "rows": [{"day": date(2024, 5, 1), "text": "休"}]},
                {"key": "settings", "title": "设置", "kind": "settings", "fields": parameters,
                 "rows": [{"key": "a", "label": "甲", "value": "1"}, {"key": "b", "label": "乙", "value": "2"}]},
            ],
        }
    )  # fmt: skip


def grown(data: bytes, head_rows: int = 1, *, add_renamed: bool = False) -> Extended:
    """The workbook with what it lacks."""
    return extended(open_package(data), definition(head_rows), add_renamed=add_renamed)


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def cases(data: bytes) -> Worksheet:
    return opened(data)[TAB]


def row_of(data: bytes, number: int) -> list[object]:
    return [cell.value for cell in cases(data)[number]]


def rules_of(tab: Worksheet, letter: str) -> list[tuple[str, str | None, str]]:
    """Type, formula and area of the validations that hold for a column."""
    found = tab.data_validations.dataValidation
    return [(each.type, each.formula1, str(each.sqref)) for each in found if f"{letter}3" in each.sqref]


LAST = MAX_ROW
