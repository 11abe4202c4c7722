"""A computer that is well, a folder on it, and what a check says of them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.registers import definition, heads_of, template, with_rows
from xltools.operations.examining.answers import Answer
from xltools.operations.examining.computer import Computer, Requirements
from xltools.operations.examining.site import Site

NOW = datetime(2024, 5, 10, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NAME = "feedback_report"
ROW = {
    "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
    "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
}  # fmt: skip
NEEDS = Requirements(
    ">=3.11",
    ("click>=8.1", "tzdata; platform_system == 'Windows'"),
    {"pdf": ("typst>=0.15",), "cluster": ("dask>=2024.8",), "test": ("xltools[pdf]",)},
)


def computer(**changes: Any) -> Computer:
    well = Computer(
        system="linux",
        python=(3, 12, 1),
        environment={},
        temporary=Path("/nowhere/temporary"),
        requirements=NEEDS,
        version_of=lambda _: "9999",
        file_system=lambda _: "ext4",
        free_bytes=lambda _: 1 << 40,
        may_write=lambda _: True,
        offset=lambda _: timedelta(hours=8),
    )
    return replace(well, **changes)


def site(folder: Path, now: datetime = NOW, **changes: Any) -> Site:
    return Site(folder.resolve(), now, computer(**changes))


def register(folder: Path, *rows: dict[str, str], file_name: str = "台账.xlsx") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name
    path.write_bytes(with_rows(template(NAME), "反馈登记", list(rows), heads_of(NAME, "cases")))
    return aged(path)


def numbered(place: int) -> dict[str, str]:
    number_head = definition(NAME).register_sheet.by_name[definition(NAME).numbering.field].header
    return {**ROW, number_head: f"202405-{place:03}", "问题描述": f"第{place}台开机十分钟后自动停机"}


def aged(path: Path, **before: float) -> Path:
    """A file as it was saved some time before NOW: ``hours=2``."""
    moment = (NOW - timedelta(**before)).timestamp()
    os.utime(path, (moment, moment))
    return path


def said(check: Callable[[Site], Iterator[Answer]], where: Site) -> list[str]:
    """The verdicts; whoever is told of trouble is told what to do."""
    answers = list(check(where))
    assert all(each.to_do for each in answers if each.verdict != "ok"), answers
    return [each.verdict.value for each in answers]
