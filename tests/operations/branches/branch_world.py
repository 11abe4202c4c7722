"""A headquarters for tests: small registers of branches in folders of their own, and an order to summarise them."""

from datetime import datetime
from functools import cache
from pathlib import Path

from tests.registers import definition, heads_of, template, with_rows
from xltools.model.period import Period
from xltools.operations.branches.branch_order import BranchOrder
from xltools.operations.branches.branch_settings import BranchSettings
from xltools.operations.branches.branch_task import BranchTask
from xltools.reports.branches.branch_figures import FigureSpan

NAME = "feedback_report"
NOW = datetime(2024, 6, 5, 9, 30)
MAY, APRIL = Period.month(2024, 5), Period.month(2024, 4)
SPAN = FigureSpan(MAY, APRIL, MAY.ends_at)
LONG_AGO = 1_700_000_000  # seconds since 1970, before NOW
CLOCK = NOW.timestamp()
ROW = {
    "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
    "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
}  # fmt: skip


@cache
def register_bytes(cases: int = 1, day: int = 1) -> bytes:
    """A register with so many cases of that day in May."""
    rows = [{**ROW, "反馈日期": f"@2024-05-{day:02} {9 + place % 8:02}:30"} for place in range(cases)]
    sheet = definition(NAME).register_sheet
    return with_rows(template(NAME), sheet.title, rows, heads_of(NAME, "cases"))


def branch(folder: Path, name: str, cases: int = 1, day: int = 1) -> Path:
    """A branch's register in a folder called like the branch, last changed long ago."""
    import os

    path = folder / "分部" / name / "台账.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(register_bytes(cases, day))
    os.utime(path, (LONG_AGO + cases, LONG_AGO + cases))
    return path


def branch_settings_of(*patterns: str, **others: object) -> BranchSettings:
    return BranchSettings.model_validate({"registers": patterns or ("分部/*/*.xlsx",), "pause_seconds": 0, **others})


def branch_order(folder: Path, settings: BranchSettings | None = None, **others: object) -> BranchOrder:
    return BranchOrder(folder, MAY, settings or branch_settings_of(), CLOCK, **{"workers": 1, **others})  # type: ignore[arg-type]


def task_of(*places: str | Path, known: str = "") -> BranchTask:
    return BranchTask(tuple((str(place), known) for place in places), SPAN, NOW, (), {}, 30.0)
