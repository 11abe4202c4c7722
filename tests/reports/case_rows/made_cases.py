"""Cases to be drawn, with everything that a cell may hold."""

from datetime import date, datetime, time

from tests.registers import small_definition
from xltools.model.case_file import CaseFile, Record
from xltools.model.register import Value

MADE_AT = datetime(2024, 6, 1, 10)
ODD: dict[str, Value] = {
    "number": "202405-001",
    "received_at": datetime(2024, 5, 1, 9, 30, 7),
    "customer_name": '=HYPERLINK("http://x")',
    "contact": "+86 13800005678",
    "problem_description": '第一行\r\n第二行，"引号"，逗号',
    "first_response_at": date(2024, 5, 2),
    "order_number": "00123456789012345678",
    "score": 12.5,
    "customer_comment": "-",
    "registered_at": time(9, 5),
}
LOG: tuple[Record, ...] = (
    {"case_number": "202405-001", "logged_at": datetime(2024, 5, 1, 10), "content": "电话联系"},
    {"case_number": "202405-001", "logged_at": datetime(2024, 5, 2, 10), "content": "@上门"},
)


def odd_case(log: tuple[Record, ...] = LOG, **values: Value) -> CaseFile:
    return CaseFile(small_definition(), "202405-001", 5, {**ODD, **values}, {"log": log} if log else {}, MADE_AT)
