"""What shall people take up? A measure that a report proposes, on its way to sheet 改进项.

Invariant: the title tells it from every other measure of the register; it holds no customer data.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

LONGEST_TITLE = 200


class ProposedMeasure(NamedTuple):
    """One improvement item to be.

    Attributes:
        title: Period and cause: 「2026年10月：A型号·第2批次·电池故障」; at most `LONGEST_TITLE` characters.
        improvement_kind: A value of list 改进类别.
        measure: What is to be done.
        department: Who is responsible.
        proposed_on: The day of the report.
        due_on: When it shall be done; None where the department is to say so.
    """

    title: str
    improvement_kind: str
    measure: str
    department: str
    proposed_on: date
    due_on: date | None = None


class MeasureStanding(StrEnum):
    """Where the measures for one register stand."""

    ENTERED = "entered"
    PENDING = "pending"  # not yet: the register was busy, or nobody asked for it
    REMOVED = "removed"  # they were there, and people took some of them away
