"""Entries of exports become cases in one pass; the next one finds nothing to do. (FA-1)"""

from datetime import datetime

import pytest

from tests.life import remembered
from tests.registers import issued, read, template, workbook
from xltools.model.case_memory import CaseMemory
from xltools.model.issued_numbers import IssuedNumbers
from xltools.model.pass_context import Entry, PassContext
from xltools.model.register import Value
from xltools.rules.difference import difference
from xltools.rules.pipeline import decide
from xltools.workbook.patching import patch

NOW = datetime(2024, 5, 10, 14, 0)
ONE: dict[str, Value] = {
    "received_at": datetime(2024, 5, 9, 8, 30), "channel": "电话", "customer_name": "丁公司",
    "contact": "13800005678", "problem_description": "开机十分钟后自动停机",
}  # fmt: skip


def entered(package: bytes, *rows: dict[str, Value]) -> tuple[bytes, dict[str, str | None], list[str]]:
    """The workbook after the pass, numbers by entry, codes of findings; a second pass must have nothing to write."""
    register = read(package, NOW)
    entries = tuple(Entry(f"key {place}", row) for place, row in enumerate(rows))
    decision = decide(register, PassContext(NOW, "台账.xlsx", issued(register), entries=entries))
    package = patch(package, difference(register, decision))
    again = read(package, NOW)
    known = IssuedNumbers(register.definition.numbering).with_new(decision.issued)
    memory = remembered(CaseMemory(), decision.memory)
    second = decide(again, PassContext(NOW, "台账.xlsx", known, memory=memory))
    assert difference(again, second) == []
    return package, dict(decision.entered), [each.code.value for each in decision.findings]


def cases(package: bytes, *names: str) -> list[tuple[Value, ...]]:
    table = read(package, NOW).cases
    return list(zip(*(table.values[name] for name in names), strict=True))


def test_entries_stand_below_the_last_case_with_numbers() -> None:
    package, numbers, findings = entered(
        workbook("| 客户 |\n| 甲公司 |"), ONE, {**ONE, "problem_description": "洗衣机脱水晃动"}
    )
    assert cases(package, "number", "customer_name", "problem_description")[1:] == [
        ("202405-002", "丁公司", "开机十分钟后自动停机"),
        ("202405-003", "丁公司", "洗衣机脱水晃动"),
    ]
    assert numbers == {"key 0": "202405-002", "key 1": "202405-003"}
    assert findings == []


def test_a_missing_time_of_receipt_is_the_moment_of_the_import_and_an_empty_one_stays_empty() -> None:
    without = {name: value for name, value in ONE.items() if name != "received_at"}
    package, _, findings = entered(template(), without, {**ONE, "received_at": None, "customer_name": "戊公司"})
    assert cases(package, "received_at") == [(NOW,), (None,)]
    assert findings == ["VALUE_MISSING"]


def test_what_is_missing_is_remarked_in_the_same_pass() -> None:
    package, _, findings = entered(template(), {**ONE, "contact": None, "problem_description": "坏了"})
    assert sorted(findings) == ["TEXT_VAGUE", "VALUE_MISSING"]
    assert cases(package, "check_remark")[0][0]


def test_a_proposal_is_made_for_what_an_entry_leaves_open_only() -> None:
    package, _, _ = entered(template(), ONE, {**ONE, "urgency": "是", "customer_name": "戊公司"})
    assert cases(package, "urgency") == [("否",), ("是",)]


def test_an_entry_fills_no_column_of_the_tool() -> None:
    package, _, _ = entered(template(), {**ONE, "registered_at": datetime(2020, 1, 1), "check_remark": "mine"})
    assert cases(package, "registered_at", "check_remark") == [(NOW, None)]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1 是公式吗请看看", "+86 打不通请回电话", "-3 度就停机了怎么办", "@所有人 快来看这台", "＝cmd|' /C calc'!A0",
        "\t=HYPERLINK(1) 请看", "\r=1+1 六个字", "a _x000D_ literal escape", "控制符\x08在中间的描述",
        "换行\n第二行的描述",
        "<b>&amp; 标签</b>的描述", "表情😀和生僻字𠮷的描述", "【客户】写的描述在这里", "'单引号开头的描述",
    ],
)  # fmt: skip
def test_customers_text_stays_text(text: str) -> None:
    package, _, _ = entered(template(), {**ONE, "problem_description": text})
    table = read(package, NOW).cases
    assert table.values["problem_description"] == [text.strip()]
    assert read(package, NOW).findings == ()  # no formula was made of it


def test_a_number_that_a_crash_left_without_a_row_comes_back() -> None:
    register = read(template(), NOW)
    entry = Entry("key", {**ONE})
    first = decide(register, PassContext(NOW, "台账.xlsx", issued(register), entries=(entry,)))
    known = IssuedNumbers(register.definition.numbering).with_new(first.issued)
    retried = Entry("key", {**ONE, "number": first.entered["key"]})
    second = decide(register, PassContext(NOW, "台账.xlsx", known, entries=(retried,)))
    assert second.entered == first.entered == {"key": "202405-001"}
    assert [each.code.value for each in second.findings] == []
