"""A small register with one of everything, and how tests look into a built workbook."""

from datetime import date, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from xltools.model.register_definition import RegisterDefinition
from xltools.workbook.template.template_building import build_template

SMALL: dict[str, Any] = {
    "name": "small",
    "title": "小台账",
    "version": 3,
    "procedure": "试验用。",
    "numbering": {"pattern": "{year}{month}-{serial:3}", "dated_by": "received_at"},
    "guide": ["登记：一行一件。", "没有标签的一段。"],
    "lists": {
        "category": {"title": "分类", "values": ["甲", "乙"], "note": "用于登记"},
        "detail": {"title": "小类", "parent": "category", "by_parent": {"甲": ["甲一", "甲二"], "乙": ["乙一"]}},
        "priority": {"title": "等级", "values": ["紧急", "普通"]},
    },
    "sheets": [
        {
            "key": "cases",
            "title": "登记",
            "kind": "register",
            "purpose": "一行一件。",
            "fields": [
                {
                    "name": "number",
                    "header": "编号",
                    "kind": "case_number",
                    "owner": "tool",
                    "group": "工具",
                    "width": 17,
                },
                {"name": "state", "header": "状态", "kind": "text", "owner": "tool", "group": "工具"},
                {"name": "check_remark", "header": "校验提示", "kind": "long_text", "owner": "tool", "group": "工具"},
                {"name": "received_at", "header": "收到", "kind": "datetime", "group": "来件", "required": True},
                {"name": "category", "header": "类别", "kind": "choice", "choices": "category", "group": "来件"},
                {
                    "name": "detail",
                    "header": "细类",
                    "kind": "choice",
                    "choices": "detail",
                    "depends_on": "category",
                    "owner": "proposed",
                    "required_when": [{"field": "category"}],
                },
                {"name": "priority", "header": "紧急程度", "kind": "choice", "choices": "priority"},
                {"name": "handler", "header": "责任人", "kind": "person", "hint": "人员表里的姓名。"},
                {"name": "answered_at", "header": "答复", "kind": "datetime", "day_of": "received_at"},
                {"name": "answer_due_at", "header": "答复时限", "kind": "datetime", "owner": "tool"},
                {"name": "overdue_mark", "header": "超时标记", "kind": "text", "owner": "tool"},
                {"name": "score", "header": "评分", "kind": "integer", "minimum": 0, "maximum": 10},
                {"name": "rate", "header": "比例", "kind": "percent"},
                {"name": "phone", "header": "电话", "kind": "contact", "max_length": 40},
                {"name": "description", "header": "描述", "kind": "long_text", "width": 40},
                {"name": "sort_key", "header": "排序", "kind": "integer", "owner": "tool", "hidden": True},
            ],
        },
        {
            "key": "log",
            "title": "记录",
            "kind": "log",
            "fields": [
                {"name": "case_number", "header": "编号", "kind": "case_number", "required": True},
                {"name": "content", "header": "内容", "kind": "long_text"},
            ],
        },
        {
            "key": "timers",
            "title": "时限",
            "kind": "settings",
            "fields": [
                {"name": "name", "header": "代号", "kind": "code", "unique": True},
                {"name": "starts_at", "header": "起点栏目", "kind": "text"},
                {"name": "ends_at", "header": "终点栏目", "kind": "text"},
                {"name": "due_at", "header": "到期栏目", "kind": "text"},
                {"name": "limit", "header": "限额", "kind": "number"},
                {"name": "opens_at", "header": "上班", "kind": "time"},
                {"name": "since", "header": "起用", "kind": "date"},
            ],
            "rows": [
                {"name": "answer", "starts_at": "收到", "ends_at": "答复", "due_at": "答复时限", "limit": 4},
                {"name": "=1+1", "starts_at": "https://example.com", "limit": 2.5},
                {"name": "0012", "opens_at": time(9, 30), "since": date(2024, 5, 1)},
            ],
        },
        {
            "key": "people",
            "title": "人员",
            "kind": "settings",
            "fields": [{"name": "name", "header": "姓名", "kind": "text", "unique": True}],
            "rows": [{"name": "刘敏"}],
        },
    ],
}


def small_definition(**changes: Any) -> RegisterDefinition:
    """The small register with some of its keys changed."""
    return RegisterDefinition.model_validate({**SMALL, **changes})


def opened(definition: RegisterDefinition) -> Workbook:
    """The built workbook, read by a library that had no part in writing it."""
    return load_workbook(BytesIO(build_template(definition)), rich_text=True)


def parts(package: bytes) -> dict[str, bytes]:
    """The members of a package."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def column_settings(sheet: Worksheet, number: int) -> ColumnDimension:
    """Width, format and visibility of a column; neighbours that are alike share one entry in the file."""
    found = [column for column in sheet.column_dimensions.values() if column.min <= number <= column.max]
    assert len(found) == 1
    return found[0]
