"""Numbers that are gone, and numbers that never were. (FR-3)"""

from datetime import datetime

from tests.registers import NOW, decided, workbook
from xltools.model.issued_numbers import IssuedNumber

ROW = {
    "客户": "甲公司",
    "联系方式": "13800000001",
    "描述": "空调开机十分钟后停机",
    "时间": "@2024-05-01 09:30",
    "渠道": "电话",
}


def told(numbers: list[str], standing: str) -> list[tuple[str, object]]:
    known = [IssuedNumber(number, "台账.xlsx", datetime(2024, 5, 1)) for number in numbers]
    decision = decided(workbook([{**ROW, "编号": standing}]), NOW, known)[1]
    return [(finding.code.value, finding.params["value"]) for finding in decision.findings]


def test_neighbouring_losses_are_one_finding() -> None:
    numbers = [f"202405-{serial:03d}" for serial in (1, 2, 3, 5, 4, 7, 6)]
    assert told(numbers, "202405-003") == [
        ("NUMBER_LOST", "202405-001～202405-002"),
        ("NUMBER_LOST", "202405-004～202405-007"),
    ]


def test_a_run_does_not_reach_across_months_but_across_digits() -> None:
    numbers = ["202404-001", "202405-001", *(f"202405-{serial:03d}" for serial in range(2, 1002))]
    assert told(numbers, "202405-001") == [("NUMBER_LOST", "202404-001"), ("NUMBER_LOST", "202405-002～202405-1001")]


def test_serials_that_nobody_gave_are_told_apart_from_lost_ones() -> None:
    assert told(["202405-001", "202405-004"], "202405-004") == [
        ("NUMBER_LOST", "202405-001"),
        ("NUMBER_SKIPPED", "202405-002～202405-003"),
    ]
