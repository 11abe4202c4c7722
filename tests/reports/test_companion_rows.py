"""What is shown of the cases that wait: new numbers first, everybody masked."""

from datetime import datetime

import pytest

from tests.registers import GOOD, HEAD_ROW, decided, workbook
from xltools.reports import companion_rows
from xltools.reports.companion_rows import CompanionTable, companion_table

ROWS = [
    GOOD,
    {**GOOD, "客户": "李雷", "描述": "李雷说开机无反应，请回电13800001234", "联系方式": "0571-8888"},
    {**GOOD, "描述": "第三台开机后停机"},
    {**GOOD, "描述": "第四台开机后停机"},
]


def shown(changed: set[int], unseen: set[int], rows: list[dict[str, str]] = ROWS) -> CompanionTable:
    register, decision, _ = decided(workbook(rows))
    places = {HEAD_ROW + row for row in changed}
    return companion_table(register, decision.cases, decision.findings, places, {HEAD_ROW + row for row in unseen})


def column(table: CompanionTable, head: str) -> list[object]:
    place = [each.head for each in table.columns].index(head)
    return [row.values[place] for row in table.rows]


def test_new_numbers_come_before_other_changes() -> None:  # clients.md §4
    table = shown({1, 2, 4}, {3, 4})
    assert column(table, "行号") == [HEAD_ROW + 3, HEAD_ROW + 4, HEAD_ROW + 1, HEAD_ROW + 2]
    assert column(table, "编号") == ["202405-003", "202405-004", "202405-001", "202405-002"]
    assert (table.new, table.left_out) == (2, 0)


def test_what_does_not_wait_is_not_shown() -> None:
    assert shown(set(), set()).rows == []


def test_nobody_can_be_reached_or_named_by_it() -> None:  # FR-13, FA-4
    table = shown({2}, set())
    assert column(table, "客户") == ["李*"]
    (said,) = column(table, "描述")
    (remark,) = column(table, "校验提示")
    assert "【联系方式】" in str(remark)
    everything = repr(table)
    for secret in ("李雷", "13800001234", "0571-8888”"):
        assert secret not in everything
    assert "开机无反应" in str(said)


def test_who_asked_to_be_anonymous_is_nobody() -> None:  # FR-2
    typed = {
        "反馈日期": "@2024-05-01 09:30", "反馈来源": "邮件", "客户名称/单位": "某公司", "联系方式": "13800005678",
        "问题描述": "空调开机十分钟后自动停机", "优先级": "高", "问题分类": "产品类", "问题小类": "功能故障",
        "匿名": "是",
    }  # fmt: skip
    register, decision, _ = decided(workbook([typed], "feedback_report"), name="feedback_report")
    table = companion_table(register, decision.cases, decision.findings, {HEAD_ROW + 1}, set())
    assert column(table, "客户名称/单位") == ["某客户"]
    assert column(table, "处理责任人") != [None]
    assert all("（" in str(label) for label in column(table, "处理责任人"))  # FA-13: the label, not the name


def test_long_descriptions_are_cut_visibly() -> None:
    (text,) = column(shown({1}, set(), [{**GOOD, "描述": "开机后停机" * 30}]), "描述")
    assert len(str(text)) == 60
    assert str(text).endswith("…")


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companion_rows, "MAXIMUM_ROWS", 3)
    table = shown({1, 2}, {3, 4})
    assert (len(table.rows), table.left_out, table.new) == (3, 1, 2)


def test_moments_stay_moments_and_missing_columns_are_left_out() -> None:
    table = shown({1}, set())
    assert column(table, "时间") == [datetime(2024, 5, 1, 9, 30)]
    assert "状态" not in [each.head for each in table.columns]  # the small register keeps no states
