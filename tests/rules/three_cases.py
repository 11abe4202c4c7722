"""Three cases, and what becomes of their numbers."""

from tests.registers import GOOD, decided, triples, workbook
from xltools.model.issued_numbers import IssuedNumber

A = {**GOOD, "客户": "甲公司", "联系方式": "13800000001", "描述": "空调开机十分钟后停机"}
B = {**GOOD, "客户": "乙公司", "联系方式": "13800000002", "描述": "洗衣机脱水时剧烈晃动"}
C = {**GOOD, "客户": "丙公司", "联系方式": "13800000003", "描述": "热水器点火三次才着火"}


def known(*rows: dict[str, str], register_id: str = "台账.xlsx") -> list[IssuedNumber]:
    """What is remembered after these rows were refreshed once, in this order."""
    return list(decided(workbook(list(rows)), register_id=register_id)[1].issued)


def numbers(rows: list[dict[str, str]], remembered: list[IssuedNumber], **arguments: object) -> list[object]:
    _, decision, _ = decided(workbook(rows), known=remembered, **arguments)  # type: ignore[arg-type]
    return list(decision.columns["cases"]["number"])


def codes(rows: list[dict[str, str]], remembered: list[IssuedNumber]) -> list[tuple[str, int]]:
    decision = decided(workbook(rows), known=remembered)[1]
    return [(code, row) for code, row, _ in triples(decision) if code.startswith("NUMBER")]
