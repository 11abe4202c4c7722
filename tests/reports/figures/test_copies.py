"""A copy of a register in the folder is told; branches that number alike are none."""

from tests.reports.fact_tables import facts_of
from xltools.reports.facts import RegisterSource
from xltools.reports.figures.copies import Copy, copies

SOURCES = tuple(RegisterSource(f"{name}.xlsx", name, template) for name, template in
                (("甲", "feedback_report"), ("甲副本", "feedback_report"), ("乙", "service_ticket")))  # fmt: skip
CASES = """
| number | register | received_at | customer_key |
| 202610-001 | 甲 | 10-01 09:00 | k1 |
| 202610-002 | 甲 | 10-02 09:00 | k2 |
| 202610-001 | 甲副本 | 10-01 09:00 | k1 |
| 202610-002 | 甲副本 | 10-02 09:00 | k9 |
| 202610-001 | 乙 | 10-01 09:00 | k1 |
|  | 甲 | 10-05 09:00 | k1 |
|  | 甲副本 | 10-05 09:00 | k1 |
"""


def test_the_same_cases_in_two_registers_of_a_kind_are_told() -> None:
    assert copies(facts_of(CASES, sources=SOURCES)) == [Copy("甲", "甲副本", 1)]


def test_nothing_in_common_is_nothing_to_tell() -> None:
    assert copies(facts_of(sources=SOURCES)) == []
    assert (
        copies(
            facts_of(CASES.replace("| 甲副本 | 10-01 09:00 | k1 |", "| 甲副本 | 10-01 09:00 | k5 |"), sources=SOURCES)
        )
        == []
    )
