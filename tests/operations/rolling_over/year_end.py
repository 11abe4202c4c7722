"""A register at the year's end: cases, closed and open ones, with what belongs to them on other sheets."""

import io
from collections import Counter
from datetime import datetime
from pathlib import Path

import openpyxl

from tests.registers import heads_of, read, workbook
from xltools.model.cell_edit import CellEdit
from xltools.model.register import Register
from xltools.operations.passes.pass_order import PassOrder
from xltools.operations.passes.refresh import RefreshResult, refresh
from xltools.workbook.patching import patch

NAME, OLD, NEW = "feedback_analysis", "反馈2024.xlsx", "反馈2025.xlsx"
NOW = datetime(2024, 12, 30, 10, 0)
_FACTS = ("反馈类型", "紧急程度", "提交渠道", "提交时间", "问题类别", "处理人")
_OPEN = dict(zip(_FACTS, ("投诉建议", "普通", "电话", "@2024-12-02 09:30", "售后政策", "王强"), strict=True))
_CLOSED = {
    "接收时间": "@2024-12-02 10:00", "处理结果": "已为客户退回多收的运费", "处理完成时间": "@2024-12-03 10:00",
    "结果告知时间": "@2024-12-03 11:00", "回访时间": "@2024-12-03 15:00", "满意度": "满意",
}  # fmt: skip
_LOG = "| 反馈编号 | 时间 | 参与人员 | 记录类型 | 内容 |\n"
_ITEM = "| 改进事项 | 来源编号 | 改进类别 | 改进措施 | 责任部门 | 提出日期 | 进度 |\n"


def case(place: int, *, closed: bool) -> dict[str, str]:
    told = {
        "客户姓名": f"客户{place}号公司",
        "联系方式": f"1380000{place:04}",
        "问题描述": f"第{place}单运费多收了二十元",
    }
    return {**_OPEN, **told, **(_CLOSED if closed else {})}


def register(folder: Path, closed: tuple[int, ...] = (1, 3), cases: int = 5) -> Path:
    """Cases 1 to 5 of December, 1 and 3 closed; each with a line in the log; improvement items; refreshed."""
    log = "".join(
        f"| 202412-00{place} | @2024-12-03 09:00 | 王强 | 其他 | 第{place}单的经过 |\n" for place in (1, 2, 3, 4, 9)
    )
    items = "".join(
        f"| 第{place}项 | 202412-00{place} | 流程 | 改写运费规则的说明 | 售后 | @2024-12-04 | {word} |\n"
        for place, word in ((1, "进行中"), (2, "已完成"))
    )
    rows = [case(place, closed=place in closed) for place in range(1, cases + 1)]
    path = folder / OLD
    path.write_bytes(workbook(rows, NAME, log=_LOG + log, improvements=_ITEM + items))
    refresh(path, NOW, order=PassOrder(hold_seconds=0))
    return path


def at_rest(path: Path, now: datetime = NOW) -> RefreshResult:
    return refresh(path, now, order=PassOrder(hold_seconds=0))


def held(path: Path) -> Register:
    return read(path.read_bytes(), NOW, NAME)


def column(path: Path, key: str, name: str) -> list[object]:
    return list(held(path).tables[key].values[name])


def numbers(path: Path) -> list[object]:
    return column(path, "cases", "number")


def typed(*paths: Path) -> Counter[tuple[object, ...]]:
    """What people typed on the register, log and record sheets of these workbooks, row by row."""
    found: Counter[tuple[object, ...]] = Counter()
    for path in paths:
        for key in ("cases", "log", "improvements"):
            table = held(path).tables[key]
            columns = [table.values[field.name] for field in table.present() if field.typed_by_people]
            found.update((key, *row) for row in zip(*columns, strict=True))
    return found


def type_into(path: Path, row: int, head: str, value: str) -> None:
    column = heads_of(NAME, "cases").index(head) + 1
    path.write_bytes(patch(path.read_bytes(), [CellEdit("反馈登记", row, column, value)]))


def page(path: Path, title: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[title].iter_rows(values_only=True))
