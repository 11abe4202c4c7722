"""The command line as people call it: words in, exit code and lines out."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.registers import NOW, heads_of, template, with_rows
from xltools.cli import main

NAME = "feedback_report"
ROW = {
    "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
    "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
}  # fmt: skip


class Said(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*words: object, now: datetime = NOW) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words], clock=lambda: now)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


def register(folder: Path, *rows: dict[str, str], file_name: str = "台账.xlsx") -> Path:
    path = folder / file_name
    path.write_bytes(with_rows(template(NAME), "反馈登记", list(rows), heads_of(NAME, "cases")))
    return path


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is held for a second after a write; the tests need not wait for it."""
    from xltools.operations.files import replacing

    monkeypatch.setattr(replacing.time, "sleep", lambda _: None)
